/** 办理记录: who did what and why; what the county has not confirmed yet is marked. */
import type { NoticeFacts } from '../facts.ts';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Mark } from '#renderer/ui/Mark.tsx';
import { Empty, Loading } from '#renderer/ui/Say.tsx';
import { writtenMoment } from '#renderer/ui/shapes.ts';
import { useText, verbText } from '#renderer/ui/text.ts';

export function History({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const { reader } = useDesk();
  const lines = useLive(() => reader.history(facts.id), [reader, facts.id]);
  if (lines === undefined) return <Loading label={t('common.loading')} />;
  if (lines.length === 0) return <div className="card"><Empty title={t('history.empty')} hint={t('history.emptyHint')} /></div>;
  return (
    <ol className="card history">
      {[...lines].sort((one, other) => (one.at < other.at ? 1 : -1)).map((line) => (
          <li key={`${line.act}.${line.record}`}>
            <span className="quiet">{writtenMoment(line.at)}</span>
            <span><strong>{facts.world.account(line.by)?.name ?? line.by}</strong>{' '}<span className="quiet">{facts.world.office(line.office)?.name ?? ''}</span></span>
            <span>{verbText(line.verb)}{line.reason === undefined ? '' : t('history.reason', { reason: line.reason })}</span>
            {line.pending ? <Mark tone="quiet">{t('history.pending')}</Mark> : <Mark tone="good">{t('history.confirmed')}</Mark>}
          </li>
      ))}
    </ol>
  );
}
