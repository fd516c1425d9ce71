/**
 * `checkRoster`: everything that is wrong or worth knowing about a reading, row by row and as a whole. Rules that need a
 * programme, a rate or a date do not run without one. A sound row never gets an error or a warning.
 */
import { checkAmounts } from './checkAmounts.ts';
import { checkOffices } from './checkOffices.ts';
import { checkPeople, PeopleSeen } from './checkPeople.ts';
import { Findings, type CheckOptions } from './checkContext.ts';
import { checkTotals } from './checkTotals.ts';
import type { Problem, Severity } from './problem.ts';
import type { RosterReading } from './reading.ts';

/** Problems of a reading, its own remarks included, in the order of sheets and rows. */
export function checkRoster(reading: RosterReading, options: CheckOptions): Problem[] {
  const findings = new Findings();
  const seen = new PeopleSeen();
  for (const sheet of reading.sheets) {
    checkPeople(sheet, { options, findings, seen, lost: reading.problems });
    checkAmounts(sheet, reading.years, options, findings);
    checkTotals(sheet, findings);
    checkOffices(sheet, options, findings);
  }
  return inOrder(reading, [...reading.problems, ...findings.problems]);
}

const WEIGHT: { readonly [severity in Severity]: number } = { error: 0, warning: 1, info: 2 };

function inOrder(reading: RosterReading, problems: readonly Problem[]): Problem[] {
  const order = new Map(reading.sheets.map((sheet, index) => [sheet.name, index]));
  return [...problems].sort((a, b) => {
    const bySheet = (order.get(a.sheet) ?? -1) - (order.get(b.sheet) ?? -1);
    return bySheet || (a.row ?? 0) - (b.row ?? 0) || WEIGHT[a.severity] - WEIGHT[b.severity];
  });
}
