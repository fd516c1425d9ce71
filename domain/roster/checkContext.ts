/** What every check is given, and where it reports to. */
import type { Day } from '../calendar/day.ts';
import type { Programme } from '../programme/programme.ts';
import type { ColumnCode } from './columns.ts';
import { RULES, type Problem, type ProblemRule } from './problem.ts';
import type { PayeeColumn, SheetReading } from './reading.ts';
import type { RosterVocabulary } from './vocabulary.ts';

/** A village with every spelling met in lists. */
export interface VillageNames {
  /** Office id. */
  readonly id: string;
  /** Its name first, then aliases. */
  readonly names: readonly string[];
}

export interface CheckOptions {
  readonly vocabulary: RosterVocabulary;
  readonly programme?: Programme;
  /** Yuan per unit in 1/10000, when a person or a command states it; else the programme's rate of the list's year. */
  readonly rateExact?: number;
  /** Day on which ages are reckoned. */
  readonly asOf?: Day;
  /** The desk's own village, when it sits in one: a list of another village is noticed. */
  readonly ownVillage?: VillageNames;
  /** Villages known to the desk. */
  readonly villages?: readonly VillageNames[];
}

/** Where checks report to. */
export class Findings {
  readonly problems: Problem[] = [];

  add(place: { readonly sheet: string; readonly row: number | null; readonly column: ColumnCode | null }, rule: ProblemRule, values?: Problem['values']): void {
    this.problems.push({ ...place, rule, severity: RULES[rule], values });
  }
}

/** The column of a code in a sheet. */
export function columnOf(sheet: SheetReading, code: ColumnCode): PayeeColumn | undefined {
  return sheet.columns.find((column) => column.code === code);
}

/** Whether a name ends like that of an organisation. */
export function isOrganisationName(name: string, vocabulary: RosterVocabulary): boolean {
  return name.length >= 4 && vocabulary.organisations.some((ending) => name.endsWith(ending));
}
