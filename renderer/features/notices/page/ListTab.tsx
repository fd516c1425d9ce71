/** 公示表: every row with what was corrected or set aside; rows drawn as the eye reaches them. */
import { useMemo, useState } from 'react';
import { usePath } from '#renderer/ui/path.ts';
import type { NoticeFacts } from '../facts.ts';
import type { Severity } from '#domain/roster/problem.ts';
import { loadLines } from '../rows.ts';
import { RosterGrid } from '../RosterGrid.tsx';
import { TotalsBar } from '../TotalsBar.tsx';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { useLive } from '#renderer/store/useLive.ts';
import { Callout, Empty, Loading } from '#renderer/ui/Say.tsx';
import { useText } from '#renderer/ui/text.ts';

export function ListTab({ facts }: { readonly facts: NoticeFacts }) {
  const t = useText();
  const { reader } = useDesk();
  const path = usePath();
  const [find, setFind] = useState('');
  const roster = useLive(() => loadLines(reader, facts.notice.frames), [reader, facts.notice.frames]);
  const shown = useMemo(() => {
    const asked = find.trim();
    return asked === '' ? roster?.lines : roster?.lines.filter((line) => String(line.cells.payeeName ?? '').includes(asked) || String(line.sheetRow) === asked);
  }, [roster, find]);
  if (!roster || !shown) return <Loading label={t('common.loading')} />;
  if (roster.lines.length === 0) return <div className="card"><Empty title={t('grid.none')} hint={t('grid.noneHint')} /></div>;
  return (
    <div className="stack">
      {roster.framesMissing > 0 ? <Callout tone="warn" title={t('grid.arriving', { count: roster.framesMissing })} /> : null}
      <TotalsBar totals={facts.totals} setAside={roster.lines.filter((line) => line.setAside).length} sheet={null} />
      <input className="find" aria-label={t('grid.find')} placeholder={t('grid.find')} value={find} onChange={(event) => setFind(event.target.value)} />
      <RosterGrid lines={shown} columns={roster.columns} at={path[3]} marks={NO_MARKS} />
    </div>
  );
}

const NO_MARKS: ReadonlyMap<number, Severity> = new Map();
