/** 张贴与照片: the sheet itself, then every board with place, day and photo; signatures on paper beside them. */
import type { NoticeFacts } from '../facts.ts';
import type { Person } from '#renderer/session/desk.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { Callout } from '#renderer/ui/Say.tsx';
import { writtenDay } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import { BoardCard } from './BoardCard.tsx';
import { Sheet } from './Sheet.tsx';

export function WallTab({ facts, person }: { readonly facts: NoticeFacts; readonly person: Person }) {
  const t = useText();
  const { notice, status } = facts;
  const hanging = notice.state === 'printed' || notice.state === 'posting';
  const canHang = hanging && person.office.id === notice.owner && person.roles.includes('villageClerk');
  const wall = (
    <section className="stack" aria-label={t('wall.boards')}>
      <h2>{t('wall.boards')}</h2>
      {hanging ? <p className="quiet">{t('wall.boardsHint', { needed: status.boardsNeeded, hung: notice.postings.length })}</p> : null}
      <div className="boards">
        {status.boards.map((board) => <BoardCard key={board.board} facts={facts} board={board} canHang={canHang} />)}
      </div>
    </section>
  );
  return (
    <div className="stack">
      {hanging ? wall : null}
      <Sheet facts={facts} person={person} />
      <PaperSignatures facts={facts} />
      {hanging ? null : <Callout tone="quiet" title={t('wall.notYet')}><p>{t('wall.notYetHint')}</p></Callout>}
    </div>
  );
}

function PaperSignatures({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const { notice, world } = facts;
  if (notice.paperSignatures.length === 0) return null;
  return (
    <section className="card stack" aria-label={t('wall.paper')}>
      <h3>{t('wall.paper')}</h3>
      <ul className="lines">
        {notice.paperSignatures.map((one) => (
          <li key={`${one.role}.${one.signer}.${one.signedOn}`}>
            <Mark tone="good">{t('wall.paperLine', { role: t(`role.${one.role}`), name: world.account(one.signer)?.name ?? '', day: writtenDay(one.signedOn), by: world.account(one.enteredBy)?.name ?? '' })}</Mark>
          </li>
        ))}
      </ul>
    </section>
  );
}
