/** One 张贴点: to be hung, with day and photo, or hanging, with its own period counted. */
import { useEffect, useId, useState, type DragEvent } from 'react';
import type { BoardStatus } from '#domain/notice/status.ts';
import type { PieceRef } from '#domain/notice/notice.ts';
import { postAct } from '../acts.ts';
import type { NoticeFacts } from '../facts.ts';
import { attachedPhoto, type Attached } from '../pieces.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { useTell } from '#renderer/ui/telling.tsx';
import { writtenDay } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';

export interface BoardCardProps {
  readonly facts: NoticeFacts;
  readonly board: BoardStatus;
  readonly canHang: boolean;
}

export function BoardCard({ facts, board, canHang }: BoardCardProps) {
  const t = useText();
  return (
    <article className="card board" aria-label={board.name}>
      <h3>{board.name}</h3>
      {board.posting ? <Hanging board={board} /> : canHang ? <HangForm facts={facts} board={board} /> : <Mark tone="quiet">{t('board.notHung')}</Mark>}
    </article>
  );
}

function Hanging({ board }: { readonly board: BoardStatus }) {
  const t = useText();
  const { posting, period, daysLeft } = board;
  if (!posting) return null;
  const left = daysLeft ?? 0;
  return (
    <>
      <Mark tone="good">{left >= 0 ? t('board.hanging', { days: left }) : t('board.over')}</Mark>
      <dl className="facts">
        <dt>{t('board.place')}</dt><dd>{posting.place}</dd>
        <dt>{t('board.start')}</dt><dd>{writtenDay(posting.start)}</dd>
        <dt>{t('board.end')}</dt><dd>{writtenDay(period?.end.day ?? null)}</dd>
        <dt>{t('board.deadline')}</dt><dd>{writtenDay(period?.objectionDeadline.day ?? null)}</dd>
      </dl>
      {posting.photo ? <Photo photo={posting.photo} name={board.name} /> : <Mark tone="warn">{t('board.noPhoto')}</Mark>}
    </>
  );
}

function Photo({ photo, name }: { readonly photo: PieceRef; readonly name: string }) {
  const t = useText();
  const { reader } = useDesk();
  const bytes = useLive(() => reader.piece(photo.sha256), [reader, photo.sha256]);
  const address = usePicture(bytes, photo.mime);
  return address === undefined ? <p className="quiet">{t('board.photoArriving')}</p> : <img className="photo" src={address} alt={t('board.photoOf', { name })} />;
}

/** An address for bytes in memory, taken back when they change. */
function usePicture(bytes: Uint8Array | undefined, mime: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!bytes) return undefined;
    const made = URL.createObjectURL(new Blob([bytes.slice()], { type: mime }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, mime]);
  return address;
}

function HangForm({ facts, board }: Omit<BoardCardProps, 'canHang'>) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const { world } = facts;
  const [place, setPlace] = useState(board.name);
  const [start, setStart] = useState(world.day);
  const [photo, setPhoto] = useState<Attached | null>(null);
  const [busy, setBusy] = useState(false);
  const hang = async (): Promise<void> => {
    setBusy(true);
    await performing(() => desk.perform(postAct(facts, { board: board.board, place: place.trim(), start, ...(photo ? { photo } : {}) })), t('board.told', { name: board.name }));
    setBusy(false);
  };
  const lacksPhoto = world.rules.photoRequired && photo === null;
  return (
    <>
      <Field label={t('board.place')} value={place} required onChange={(event) => setPlace(event.target.value)} />
      <Field label={t('board.start')} type="date" max={world.day} required value={start} hint={t('board.startHint')} onChange={(event) => setStart(event.target.value)} />
      <PhotoField photo={photo} onPhoto={setPhoto} name={board.name} />
      <Button kind="primary" busy={busy} disabled={lacksPhoto || place.trim() === '' || start === ''} onClick={() => void hang()}>{t('board.hang')}</Button>
      {lacksPhoto ? <p className="quiet">{t('board.photoAsked')}</p> : null}
    </>
  );
}

function PhotoField({ photo, onPhoto, name }: { readonly photo: Attached | null; readonly onPhoto: (photo: Attached) => void; readonly name: string }) {
  const t = useText();
  const tell = useTell();
  const id = useId();
  const address = usePicture(photo?.piece.bytes, 'image/jpeg');
  const take = (file: File | undefined): void => {
    if (!file) return;
    attachedPhoto(file).then(onPhoto, () => tell({ tone: 'bad', title: t('board.noPicture'), body: t('board.noPictureHint') }));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t('board.photo')}</label>
      <div className="photo-drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        {address === undefined ? <span className="quiet">{t('board.photoHint')}</span> : <img className="photo" src={address} alt={t('board.photoOf', { name })} />}
        <input id={id} type="file" accept="image/*" onChange={(event) => take(event.target.files?.[0])} />
      </div>
    </div>
  );
}
