/** All payees' values of one column, repaired, with what reading noticed about them. */
import type { ColumnCode } from './columns.ts';
import type { CellValue } from './frame.ts';
import { RULES, type Problem, type ProblemRule } from './problem.ts';
import { coarser, exactNumber, repairedLabel, repairedName, repairedNumberText, repairedText } from './readCells.ts';
import type { MappedColumn, PayeeColumn } from './reading.ts';
import { CellKind, type SheetTable } from './sheetTable.ts';
import type { RosterVocabulary } from './vocabulary.ts';

const AREAS: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['areaContract', 'areaLeasedIn', 'areaLeasedOut', 'areaExcluded', 'subsidisedArea']);
const MONEY: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['rate', 'amount']);
const PLAIN_NUMBERS: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['quantity', 'householdSize', 'age']);
const NAMES: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['payeeName', 'accountHolder', 'guardian', 'proxy']);
const DIGITS: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['idNumber', 'bankAccount', 'phone', 'disabilityNo']);
const LABELS: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['village', 'group', 'township']);
/** Columns in which a merged cell stands for all rows it spans. */
const FILLED_DOWN: ReadonlySet<ColumnCode> = new Set<ColumnCode>(['village', 'group', 'township', 'rate', 'payDate', 'category']);

/** Spreadsheets keep at most 15 digits of a number. */
const SAFE_DIGITS = 15;

export interface ColumnContext {
  readonly vocabulary: RosterVocabulary;
  readonly problems: Problem[];
}

/** Reads the column for the given rows (indexes into the table). */
export function payeeColumn(table: SheetTable, column: MappedColumn, rows: readonly number[], context: ColumnContext): PayeeColumn {
  const source = table.columns[column.at];
  const kinds = source?.kinds ?? new Uint8Array(0);
  const texts = FILLED_DOWN.has(column.code) ? filledDown(table, column.at) : (source?.texts ?? []);
  let sheetRow = 0;
  const note = (rule: ProblemRule, values?: Problem['values']): void => {
    context.problems.push({ sheet: table.name, row: sheetRow, column: column.code, rule, severity: RULES[rule], values });
  };
  const isExact = AREAS.has(column.code) || MONEY.has(column.code) || PLAIN_NUMBERS.has(column.code);
  const exact: (number | null)[] = [];
  const values = rows.map((row): CellValue => {
    const text = texts[row] ?? '';
    sheetRow = table.rowNumbers[row] ?? 0;
    if (isExact) {
      const number = text === '' ? null : exactOf(text, context.vocabulary, note);
      exact.push(number);
      return text === '' ? null : packedNumber(column.code, { text, number }, note);
    }
    if (text === '') return null;
    return emptyAsNull(textValue(column.code, text, { kind: kinds[row] ?? CellKind.empty, note }));
  });
  return isExact ? { ...column, values, exact } : { ...column, values };
}

type NoteWith = (rule: ProblemRule, values?: Problem['values']) => void;

function exactOf(text: string, vocabulary: RosterVocabulary, note: NoteWith): number | null {
  return exactNumber(text, vocabulary, (rule) => note(rule, rule === 'unitInNumber' ? { written: text } : undefined));
}

function packedNumber(code: ColumnCode, cell: { readonly text: string; readonly number: number | null }, note: NoteWith): CellValue {
  const { text, number } = cell;
  if (number === null) {
    const bare = repairedText(text);
    if (bare === '') return null;
    if (!PLAIN_NUMBERS.has(code)) note('notANumber', { written: bare.slice(0, 40) });
    return bare;
  }
  if (PLAIN_NUMBERS.has(code)) return repairedNumberText(text, () => undefined);
  const units = AREAS.has(code) ? 10 : 100;
  if (number % units !== 0) note('decimalsRounded', { written: text.slice(0, 40) });
  return coarser(number, units);
}

function textValue(code: ColumnCode, text: string, about: { readonly kind: number; readonly note: NoteWith }): string {
  if (NAMES.has(code)) return repairedName(text, about.note);
  if (DIGITS.has(code)) {
    const value = repairedNumberText(text, about.note);
    if (about.kind === CellKind.number) notePrecision(code, value, about.note);
    else if (code === 'idNumber' || code === 'bankAccount') noteExponent(code, value, about.note);
    return value;
  }
  return LABELS.has(code) ? repairedLabel(text, about.note) : repairedText(text);
}

function notePrecision(code: ColumnCode, value: string, note: NoteWith): void {
  if (value.replace(/\D/g, '').length <= SAFE_DIGITS) return;
  if (code === 'idNumber') note('idPrecisionLost', { written: value.slice(-4) });
  if (code === 'bankAccount') note('accountPrecisionLost', { written: value.slice(-4) });
}

/** `3.69901E+17` in a text file: the digits were lost before the file was written. */
function noteExponent(code: 'idNumber' | 'bankAccount', value: string, note: NoteWith): void {
  if (/^\d(?:\.\d+)?[Ee]\+\d+$/.test(value)) note(code === 'idNumber' ? 'idPrecisionLost' : 'accountPrecisionLost', { written: value });
}

function emptyAsNull(text: string): string | null {
  return text === '' ? null : text;
}

/** Texts with vertical merged ranges filled. */
function filledDown(table: SheetTable, at: number): readonly string[] {
  const source = table.columns[at]?.texts ?? [];
  const ranges = table.merges.filter((merge) => merge.left <= at && at <= merge.right && merge.bottom > merge.top);
  if (ranges.length === 0) return source;
  const texts = [...source];
  const indexOf = new Map(table.rowNumbers.map((number, index) => [number, index]));
  let steps = 0;
  for (const range of ranges) {
    const bottom = Math.min(range.bottom, table.rowNumbers.at(-1) ?? 0);
    steps += bottom - range.top;
    // Real ranges never overlap, so together they are no longer than the sheet; more is a file made to cost time.
    if (steps > (table.rowNumbers.at(-1) ?? 0)) break;
    const first = indexOf.get(range.top);
    const text = first === undefined ? '' : (table.columns[range.left]?.texts[first] ?? '');
    for (let number = range.top; number <= bottom; number += 1) {
      const index = indexOf.get(number);
      if (index !== undefined && (texts[index] ?? '') === '') texts[index] = text;
    }
  }
  return texts;
}
