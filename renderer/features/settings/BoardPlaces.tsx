/** 张贴点 of a village: its own list, added to, renamed, taken away. */
import { useState, type FormEvent } from 'react';
import type { NoticeBoard, Office } from '#domain/office/office.ts';
import { officeRecord } from '#domain/office/office.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { Empty } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';

export function BoardPlaces({ office, mayChange }: { readonly office: Office; readonly mayChange: boolean }) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const { ids } = useGround();
  const [name, setName] = useState('');
  const put = (boards: readonly NoticeBoard[]): Promise<boolean> =>
    performing(() => desk.perform({ kind: 'office', verb: 'setBoards', touches: [officeRecord(office.id)], args: { boards: boards.map((board) => ({ ...board })) } }), t('boards.told'));
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() !== '' && (await put([...office.boards, { id: ids.next(), name: name.trim() }]))) setName('');
  };
  return (
    <section className="card stack" aria-label={t('boards.label', { office: office.name })}>
      <h2>{t('boards.title', { office: office.name })}</h2>
      {office.boards.length === 0 ? <Empty title={t('boards.none')} hint={t('boards.noneHint')} /> : null}
      <ul className="board-places">
        {office.boards.map((board) => (
          <BoardPlace key={`${board.id}.${board.name}`} board={board} mayChange={mayChange} onName={(next) => void put(office.boards.map((one) => (one.id === board.id ? { ...one, name: next } : one)))} onRemove={() => void put(office.boards.filter((one) => one.id !== board.id))} />
        ))}
      </ul>
      {mayChange ? (
        <form className="add-board" onSubmit={(event) => void add(event)}>
          <input aria-label={t('boards.newName')} placeholder={t('boards.newHint')} value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" disabled={name.trim() === ''}>{t('boards.add')}</Button>
        </form>
      ) : null}
    </section>
  );
}

interface BoardPlaceProps {
  readonly board: NoticeBoard;
  readonly mayChange: boolean;
  readonly onName: (name: string) => void;
  readonly onRemove: () => void;
}

function BoardPlace({ board, mayChange, onName, onRemove }: BoardPlaceProps) {
  const t = useText();
  const [name, setName] = useState(board.name);
  if (!mayChange) return <li>{board.name}</li>;
  return (
    <li>
      <input aria-label={t('boards.nameOf', { name: board.name })} value={name} onChange={(event) => setName(event.target.value)} />
      {name.trim() !== board.name && name.trim() !== '' ? <Button onClick={() => onName(name.trim())}>{t('common.save')}</Button> : null}
      <Button kind="quiet" aria-label={t('boards.removeOf', { name: board.name })} onClick={onRemove}>{t('common.remove')}</Button>
    </li>
  );
}
