/** 核对: problems in groups on the left, the row on the right, totals always in sight. Every fix is an act of its own. */
import { useMemo, useState } from 'react';
import type { AcceptedProblems } from '#domain/batch/batch.ts';
import type { Problem } from '#domain/roster/problem.ts';
import { ReasonDialog } from '../page/ReasonDialog.tsx';
import { RosterGrid } from '../RosterGrid.tsx';
import { setAsideAct, type RosterLine } from '../rows.ts';
import { TotalsBar } from '../TotalsBar.tsx';
import { useDesk } from '#renderer/session/useDesk.tsx';
import { usePerforming } from '#renderer/ui/performing.tsx';
import { useText } from '#renderer/ui/text.ts';
import { writtenSums } from './compared.ts';
import type { WizardDraft } from './draft.ts';
import { groupsOf, marksOf, openGroups, type ProblemGroup } from './groups.ts';
import { holderOf, type Holding } from './holding.ts';
import { ProblemGroups } from './ProblemGroups.tsx';
import { RowEditor } from './RowEditor.tsx';

export interface CheckStepProps {
  readonly holding: Holding;
  readonly draft: WizardDraft;
}

type Asking = { readonly what: 'setAside'; readonly lines: readonly RosterLine[] } | { readonly what: 'accept'; readonly group: ProblemGroup };

export function CheckStep({ holding, draft }: CheckStepProps) {
  const t = useText();
  const [at, setAt] = useState<string | undefined>(undefined);
  const [asking, setAsking] = useState<Asking | null>(null);
  const groups = useMemo(() => groupsOf(holding.problems, holding.list.accepted), [holding]);
  const marks = useMemo(() => marksOf(groups), [groups]);
  const { lines } = holding.roster;
  const line = lines.find((one) => one.row === at);
  const find = (problem: Problem): void => setAt(lines.find((one) => one.sheetRow === problem.row)?.row);
  const linesOf = (group: ProblemGroup): readonly RosterLine[] => {
    const rows = new Set(group.problems.map((problem) => problem.row));
    return lines.filter((one) => rows.has(one.sheetRow) && one.setAside === undefined);
  };
  return (
    <div className="check">
      <TotalsBar totals={holding.totals} setAside={lines.filter((one) => one.setAside).length} sheet={writtenSums(draft.sheets)} />
      <aside className="check-groups" aria-label={t('check.groups')}>
        <ProblemGroups
          groups={groups}
          row={line?.sheetRow}
          onShow={find}
          onSetAside={(group) => setAsking({ what: 'setAside', lines: linesOf(group) })}
          onAccept={(group) => setAsking({ what: 'accept', group })}
        />
      </aside>
      <section className="check-rows" aria-label={t('check.rows')}>
        <RosterGrid lines={lines} columns={holding.roster.columns} at={at} marks={marks} onChoose={(one) => setAt(one.row)} />
        {line ? (
          <RowEditor
            key={line.row}
            line={line}
            columns={holding.roster.columns}
            holder={holderOf(holding, line)}
            problems={holding.problems.filter((problem) => problem.row === line.sheetRow)}
            onSetAside={() => setAsking({ what: 'setAside', lines: [line] })}
          />
        ) : <p className="quiet check-hint">{t('check.choose')}</p>}
      </section>
      {asking ? <Asked holding={holding} asking={asking} groups={groups} onDone={() => setAsking(null)} /> : null}
    </div>
  );
}

interface AskedProps {
  readonly holding: Holding;
  readonly asking: Asking;
  readonly groups: readonly ProblemGroup[];
  readonly onDone: () => void;
}

/** One reason for one row, or for a whole group of warnings. */
function Asked({ holding, asking, groups, onDone }: AskedProps) {
  const t = useText();
  const desk = useDesk();
  const performing = usePerforming();
  const send = async (reason: string): Promise<void> => {
    onDone();
    if (asking.what === 'accept') {
      const accepted = acceptedWith(groups, asking.group, reason);
      await performing(() => desk.perform({ kind: 'subsidyList', verb: 'accept', touches: [holding.id, ...holding.list.notices], args: { accepted: accepted.map((one) => ({ ...one })) } }), t('check.told.accept'));
      return;
    }
    for (const [holder, lines] of byHolder(holding, asking.lines)) {
      for (let from = 0; from < lines.length; from += ROWS_PER_ACT) {
        const part = lines.slice(from, from + ROWS_PER_ACT);
        if (!(await performing(() => desk.perform(setAsideAct(part, 'setAside', holder, reason)), t('check.told.setAside', { count: part.length })))) return;
      }
    }
  };
  return <ReasonDialog title={t(`reason.${asking.what}`)} hint={t(`reason.${asking.what}Hint`)} button={t(`check.${asking.what}`)} onClose={onDone} onReason={(reason) => void send(reason)} />;
}

/** Fewer than an act can hold, so that it stays small on the way. */
const ROWS_PER_ACT = 200;

function byHolder(holding: Holding, lines: readonly RosterLine[]): ReadonlyMap<string, readonly RosterLine[]> {
  const held = new Map<string, RosterLine[]>();
  for (const line of lines) {
    const holder = holderOf(holding, line);
    held.set(holder, [...(held.get(holder) ?? []), line]);
  }
  return held;
}

function acceptedWith(groups: readonly ProblemGroup[], group: ProblemGroup, reason: string): readonly AcceptedProblems[] {
  const kept = groups.flatMap((one) => (one.accepted && one.rule !== group.rule ? [one.accepted] : []));
  return [...kept, { rule: group.rule, rows: group.problems.length, reason }];
}

/** How many groups still have to be dealt with before the next step. */
export function leftToCheck(holding: Holding): number {
  return openGroups(groupsOf(holding.problems, holding.list.accepted)).length;
}
