/** 补贴公示 and 审核: all notices at this desk, or those that wait for this person. */
import { useState } from 'react';
import { NOTICE_TONE, phaseOf } from './phase.ts';
import { loadNotices, restOf, type NoticeFacts } from './facts.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import type { Person } from '#renderer/session/desk.ts';
import { useLive } from '#renderer/store/useLive.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useGround } from '#renderer/ui/ground.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { go, pathTo } from '#renderer/ui/path.ts';
import { Empty, Loading } from '#renderer/ui/Say.tsx';
import { writtenCount, writtenMu, writtenYuan } from '#renderer/ui/shapes.ts';
import { useText } from '#renderer/ui/text.ts';
import { LooseLists } from './LooseLists.tsx';
import { BatchActions } from './BatchActions.tsx';

export function NoticeList({ person, queue }: { readonly person: Person; readonly queue: 'all' | 'mine' }) {
  const t = useText();
  const { reader } = useDesk();
  const { ids } = useGround();
  const notices = useLive(() => loadNotices(reader, person), [reader, person]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const drafts = person.roles.some((role) => role === 'villageClerk' || role === 'townshipClerk');
  const shown = notices?.filter((facts) => queue === 'all' || (facts.next?.yours === true && (facts.next.action === 'approve' || facts.next.action === 'sign')));
  return (
    <div className="screen-in">
      <div className="row-between">
        <h1>{t(queue === 'all' ? 'list.title' : 'list.review')}</h1>
        {queue === 'all' && drafts ? <Button kind="primary" onClick={() => go('new', ids.next())}>{t('list.new')}</Button> : null}
      </div>
      {queue === 'all' && drafts ? <LooseLists /> : null}
      {shown === undefined ? <Loading label={t('common.loading')} /> : null}
      {shown?.length === 0 ? <div className="card"><Empty title={t(`list.empty.${queue}`)} hint={t(`list.emptyHint.${queue}`)} /></div> : null}
      {shown && shown.length > 0 ? <NoticeTable notices={shown} chosen={chosen} onChoose={setChosen} /> : null}
      {shown ? <BatchActions notices={shown.filter((facts) => chosen.includes(facts.id))} onDone={() => setChosen([])} /> : null}
    </div>
  );
}

interface TableProps {
  readonly notices: readonly NoticeFacts[];
  readonly chosen: readonly string[];
  readonly onChoose: (ids: readonly string[]) => void;
}

function NoticeTable({ notices, chosen, onChoose }: TableProps) {
  const t = useText();
  return (
    <div className="card flush">
      <table className="plain-table notices">
        <thead>
          <tr>
            <th><span className="unseen">{t('list.choose')}</span></th>
            <th>{t('list.name')}</th>
            <th>{t('list.village')}</th>
            <th className="number">{t('totals.rows')}</th>
            <th className="number">{t('totals.area')}</th>
            <th className="number">{t('totals.amount')}</th>
            <th>{t('list.state')}</th>
          </tr>
        </thead>
        <tbody>
          {notices.map((facts) => <NoticeRow key={facts.id} facts={facts} chosen={chosen} onChoose={onChoose} />)}
        </tbody>
      </table>
    </div>
  );
}

function NoticeRow({ facts, chosen, onChoose }: { readonly facts: NoticeFacts } & Omit<TableProps, 'notices'>) {
  const t = useText();
  const { id, notice, totals, world } = facts;
  const phase = phaseOf(facts);
  const checked = chosen.includes(id);
  const canBatch = facts.next?.yours === true && ['submit', 'approve', 'sign'].includes(facts.next.action);
  return (
    <tr>
      <td>
        {canBatch ? <input type="checkbox" aria-label={t('list.chooseOne', { title: notice.head.title })} checked={checked} onChange={() => onChoose(checked ? chosen.filter((one) => one !== id) : [...chosen, id])} /> : null}
      </td>
      <td>
        <a href={facts.notice.state === 'draft' && facts.next?.yours === true ? pathTo('new', restOf(notice.list)) : pathTo('notice', id)}>{notice.head.title}</a>
        <div className="quiet">{t(`stage.${notice.stage}`)}{facts.pending ? t('list.pending') : ''}</div>
      </td>
      <td>{world.office(notice.owner)?.name ?? ''}</td>
      <td className="number">{writtenCount(totals.rows)}</td>
      <td className="number">{totals.areaMilliMu === 0 ? '' : writtenMu(totals.areaMilliMu)}</td>
      <td className="number">{writtenYuan(totals.amountFen)}</td>
      <td><Mark tone={NOTICE_TONE[phase]}>{t(`phase.${phase}`)}</Mark></td>
    </tr>
  );
}
