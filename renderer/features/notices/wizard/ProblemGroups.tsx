/** Problems in groups with counts; a group opens to its rows, each with a sentence that says what to do. */
import { useState } from 'react';
import type { Problem, ProblemRule, Severity } from '#domain/roster/problem.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Mark, type Tone } from '#renderer/ui/Mark.tsx';
import { textOf, useText } from '#renderer/ui/text.ts';
import type { ProblemGroup } from './groups.ts';

const TONES: { readonly [severity in Severity]: Tone } = { error: 'bad', warning: 'warn', info: 'quiet' };
const ROWS_SHOWN = 100;

/** The sentence of a problem. */
export function problemText(problem: Problem): string {
  return textOf('problem')(problem.rule, { ...problem.values });
}

export interface ProblemGroupsProps {
  readonly groups: readonly ProblemGroup[];
  /** Spreadsheet row that is looked at. */
  readonly row: number | undefined;
  readonly onShow: (problem: Problem) => void;
  readonly onSetAside?: (group: ProblemGroup) => void;
  readonly onAccept?: (group: ProblemGroup) => void;
}

export function ProblemGroups({ groups, row, onShow, onSetAside, onAccept }: ProblemGroupsProps) {
  const t = useText();
  const [open, setOpen] = useState<ProblemRule | null>(groups[0]?.severity === 'info' ? null : (groups[0]?.rule ?? null));
  if (groups.length === 0) return <p className="check-clean"><Mark tone="good">{t('check.clean')}</Mark></p>;
  const worst = groups.filter((group) => group.severity !== 'info' && group.accepted === undefined);
  return (
    <>
      {worst.length === 0 ? <p className="check-clean"><Mark tone="good">{t('check.onlyInfo')}</Mark></p> : null}
      <ul className="groups">
        {groups.map((group) => (
          <li key={group.rule} className={`group group-${group.severity}`}>
            <button type="button" className="group-head" aria-expanded={open === group.rule} onClick={() => setOpen(open === group.rule ? null : group.rule)}>
              <Mark tone={group.accepted ? 'good' : TONES[group.severity]}>{t(`rule.${group.rule}`)}</Mark>
              <span className="count">{group.problems.length}</span>
            </button>
            {open === group.rule ? <GroupBody group={group} row={row} onShow={onShow} onSetAside={onSetAside} onAccept={onAccept} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

function GroupBody({ group, row, onShow, onSetAside, onAccept }: { readonly group: ProblemGroup } & Omit<ProblemGroupsProps, 'groups'>) {
  const t = useText();
  const inRows = group.problems.some((problem) => problem.row !== null);
  return (
    <div className="group-body">
      {group.accepted ? <p className="quiet">{t('check.accepted', { reason: group.accepted.reason })}</p> : null}
      <ul>
        {group.problems.slice(0, ROWS_SHOWN).map((problem, index) => (
          <li key={`${problem.sheet}.${problem.row ?? ''}.${problem.column ?? ''}.${index}`}>
            {problem.row === null ? <span>{problemText(problem)}</span> : (
              <button type="button" className="problem" aria-pressed={problem.row === row} onClick={() => onShow(problem)}>
                <strong>{t('check.row', { row: problem.row })}</strong> {problemText(problem)}
              </button>
            )}
          </li>
        ))}
        {group.problems.length > ROWS_SHOWN ? <li className="quiet">{t('check.moreRows', { count: group.problems.length - ROWS_SHOWN })}</li> : null}
      </ul>
      {group.severity === 'info' ? null : (
        <div className="row-end">
          {inRows && onSetAside && group.accepted === undefined ? <Button kind="quiet" onClick={() => onSetAside(group)}>{t('check.setAsideGroup')}</Button> : null}
          {group.severity === 'warning' && onAccept && group.accepted === undefined ? <Button onClick={() => onAccept(group)}>{t('check.acceptGroup')}</Button> : null}
        </div>
      )}
    </div>
  );
}
