/**
 * Which roster columns describe a natural person. Those are branded: they lie in person frames and person patches only,
 * and no public view can hold them, whatever a programme says.
 */
import { COLUMN_CODES, type ColumnCode, type KnownColumn } from '../roster/columns.ts';

/** Columns that may be shown when a programme names them. Everything else, and everything unknown, is personal. */
const PUBLISHABLE: ReadonlySet<string> = new Set<KnownColumn>([
  'seq', 'payeeName', 'village', 'group', 'township',
  'areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea',
  'quantity', 'rate', 'amount', 'payDate', 'householdSize', 'remark',
]);

/** Columns that name or describe the payee in words: they may be shown, but an edit of one is a patch, never an argument of an act. */
const IN_WORDS: ReadonlySet<string> = new Set<KnownColumn>(['payeeName', 'remark']);

/** Whether a column belongs into the person frame: branded, never published. Any `x:` column is. */
export function isPersonalColumn(column: ColumnCode): boolean {
  return !PUBLISHABLE.has(column);
}

/** Whether an edited value of the column has to travel as a patch piece instead of a plain overlay value. */
export function needsPatch(column: ColumnCode): boolean {
  return isPersonalColumn(column) || IN_WORDS.has(column);
}

/** All known columns that are personal, in the order of the vocabulary. */
export const PERSONAL_COLUMNS: readonly KnownColumn[] = COLUMN_CODES.filter((column) => isPersonalColumn(column));
