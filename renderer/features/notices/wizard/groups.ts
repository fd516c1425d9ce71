/** Problems gathered by rule, worst first, with what is left to do about them. */
import type { AcceptedProblems } from '#domain/batch/batch.ts';
import type { Problem, ProblemRule, Severity } from '#domain/roster/problem.ts';

export interface ProblemGroup {
  readonly rule: ProblemRule;
  readonly severity: Severity;
  readonly problems: readonly Problem[];
  /** A warning that a person accepted, with the reason. */
  readonly accepted: AcceptedProblems | undefined;
}

const WEIGHT: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2 };

export function groupsOf(problems: readonly Problem[], accepted: readonly AcceptedProblems[]): readonly ProblemGroup[] {
  const byRule = new Map<ProblemRule, Problem[]>();
  for (const problem of problems) {
    const group = byRule.get(problem.rule);
    if (group) group.push(problem);
    else byRule.set(problem.rule, [problem]);
  }
  return [...byRule]
    .map(([rule, own]) => ({ rule, severity: own[0]?.severity ?? 'info', problems: own, accepted: accepted.find((one) => one.rule === rule && one.rows >= own.length) }))
    .sort((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity] || other.problems.length - one.problems.length);
}

/** What still stands between the list and a submit: errors, and warnings nobody accepted. */
export function openGroups(groups: readonly ProblemGroup[]): readonly ProblemGroup[] {
  return groups.filter((group) => group.severity === 'error' || (group.severity === 'warning' && group.accepted === undefined));
}

/** Worst problem of every row that is not accepted, for the grid. */
export function marksOf(groups: readonly ProblemGroup[]): ReadonlyMap<number, Severity> {
  const marks = new Map<number, Severity>();
  for (const group of groups) {
    if (group.accepted) continue;
    for (const problem of group.problems) if (problem.row !== null && !marks.has(problem.row)) marks.set(problem.row, problem.severity);
  }
  return marks;
}
