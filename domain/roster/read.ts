/**
 * `readRoster`: which sheets hold lists, what their columns and rows are, and the payees' values ready to be checked and
 * packed. Nothing is dropped silently: every line that is no payee is in `ignored`.
 */
import { findHead, headOf, type Head } from './heads.ts';
import { payeeColumn } from './readColumn.ts';
import { exactNumber } from './readCells.ts';
import { Unreadable, RULES, type Problem, type ProblemRule } from './problem.ts';
import type { IgnoredLine, MappedColumn, PayeeColumn, ReadOverrides, RosterReading, RowKind, SheetReading, SheetTotal } from './reading.ts';
import { halfWidth, normaliseLabel, squeezed, trimmed, withoutBrackets } from './readTexts.ts';
import { rowKindOf } from './rowKinds.ts';
import { CellKind, columnLetter, type SheetTable } from './sheetTable.ts';
import type { ColumnCode } from './columns.ts';
import type { RosterVocabulary } from './vocabulary.ts';

/** Reads every visible sheet with a list. Throws `Unreadable` (`noTable`, `noPayees`) where there is none. */
export function readRoster(tables: readonly SheetTable[], vocabulary: RosterVocabulary, overrides: ReadOverrides = {}): RosterReading {
  const problems: Problem[] = [];
  const sheets: SheetReading[] = [];
  const otherSheets: { name: string; hidden: boolean }[] = [];
  let heads = 0;
  for (const table of tables) {
    const head = headFor(table, vocabulary, overrides);
    const wanted = overrides.sheets === undefined ? !table.hidden : overrides.sheets.includes(table.name);
    const reading = head === undefined || !wanted ? undefined : readSheet(table, head, { vocabulary, overrides, problems });
    if (head !== undefined) heads += 1;
    if (head !== undefined && table.hidden && overrides.sheets === undefined) problems.push(remark(table.name, 'hiddenSheet'));
    if (reading === undefined || reading.payeeRows.length === 0) otherSheets.push({ name: table.name, hidden: table.hidden });
    else sheets.push(reading);
  }
  if (sheets.length === 0) throw new Unreadable(heads > 0 ? 'noPayees' : 'noTable');
  return {
    sheets,
    otherSheets,
    problems,
    payees: sheets.reduce((sum, sheet) => sum + sheet.payeeRows.length, 0),
    area: sheets.reduce((sum, sheet) => sum + sheet.area, 0),
    amount: sheets.reduce((sum, sheet) => sum + sheet.amount, 0),
    years: yearsOf(sheets, vocabulary),
    programmeWords: contextValues(sheets, vocabulary.contextHeads.programme, vocabulary),
  };
}

interface SheetContext {
  readonly vocabulary: RosterVocabulary;
  readonly overrides: ReadOverrides;
  readonly problems: Problem[];
}

function headFor(table: SheetTable, vocabulary: RosterVocabulary, overrides: ReadOverrides): Head | undefined {
  const chosen = overrides.bySheet?.[table.name];
  const rows = chosen?.headRows?.map((number) => table.rowNumbers.indexOf(number)).filter((row) => row >= 0);
  const head = rows === undefined || rows.length === 0 ? findHead(table, vocabulary) : headOf(table, rows, vocabulary);
  if (head === undefined || chosen?.columns === undefined) return head;
  return { ...head, columns: remapped(head.columns, chosen.columns) };
}

/** Applies a person's mapping: a code moved to another column leaves the first one unclassified. */
function remapped(columns: readonly MappedColumn[], chosen: { readonly [at: number]: ColumnCode | null }): MappedColumn[] {
  const taken = new Set(Object.values(chosen));
  return columns.map((column) => {
    const code = chosen[column.at];
    if (code !== undefined && code !== null) return { ...column, code };
    const loses = code === null || taken.has(column.code);
    return loses ? { ...column, code: `x:${column.header || columnLetter(column.at)}` } : column;
  });
}

function readSheet(table: SheetTable, head: Head, context: SheetContext): SheetReading {
  const { vocabulary, overrides, problems } = context;
  const chosen = overrides.bySheet?.[table.name]?.rows ?? {};
  const kindOf = rowKindOf(table, head.columns, vocabulary);
  const payees: number[] = [];
  const ignored: IgnoredLine[] = [];
  const totals: SheetTotal[] = [];
  const lastHead = Math.max(...head.rows);
  for (let row = lastHead + 1; row < table.rowNumbers.length; row += 1) {
    const number = table.rowNumbers[row] ?? 0;
    const kind: RowKind = chosen[number] ?? kindOf(row);
    if (kind === 'payee') {
      payees.push(row);
      continue;
    }
    ignored.push({ row: number, kind, text: lineText(table, row) });
    if (kind === 'groupTotal' || kind === 'pageTotal' || kind === 'grandTotal') totals.push(totalAt(table, row, { kind, columns: head.columns, above: payees.length, vocabulary }));
  }
  const mapped = head.columns.filter((column) => column.header !== '' || payees.some((row) => table.columns[column.at]?.kinds[row] !== CellKind.empty));
  const columns = mapped.map((column) => payeeColumn(table, column, payees, { vocabulary, problems }));
  noteHidden(table, columns, problems);
  const top = linesAbove(table, head.rows[0] ?? 0, vocabulary);
  return {
    name: table.name,
    ...top,
    headRows: head.rows.map((row) => table.rowNumbers[row] ?? 0),
    columns,
    payeeRows: payees.map((row) => table.rowNumbers[row] ?? 0),
    ignored,
    totals,
    area: exactSum(columns, 'subsidisedArea'),
    amount: exactSum(columns, 'amount'),
  };
}

function exactSum(columns: readonly PayeeColumn[], code: ColumnCode): number {
  let sum = 0;
  for (const value of columns.find((column) => column.code === code)?.exact ?? []) sum += value ?? 0;
  return sum;
}

function totalAt(table: SheetTable, row: number, about: { readonly kind: SheetTotal['kind']; readonly columns: readonly MappedColumn[]; readonly above: number; readonly vocabulary: RosterVocabulary }): SheetTotal {
  const value = (code: ColumnCode): number | null => {
    const at = about.columns.find((column) => column.code === code)?.at;
    const text = at === undefined ? '' : (table.columns[at]?.texts[row] ?? '');
    return text === '' ? null : exactNumber(text, about.vocabulary, () => undefined);
  };
  const label = table.columns.map((column) => (column.kinds[row] === CellKind.text ? trimmed(column.texts[row] ?? '') : '')).find((text) => text !== '') ?? '';
  return { row: table.rowNumbers[row] ?? 0, kind: about.kind, label, payeesAbove: about.above, area: value('subsidisedArea'), amount: value('amount') };
}

function lineText(table: SheetTable, row: number): string {
  return table.columns.map((column) => trimmed(column.texts[row] ?? '')).filter((text) => text !== '').join(' ').slice(0, 200);
}

function noteHidden(table: SheetTable, columns: readonly PayeeColumn[], problems: Problem[]): void {
  const filled = new Set(table.rowNumbers);
  const rows = table.hiddenRows.filter((row) => filled.has(row));
  if (rows.length > 0) problems.push(remark(table.name, 'hiddenRows', { count: rows.length, first: rows[0] ?? 0 }));
  for (const column of columns) {
    if (table.hiddenColumns.includes(column.at)) problems.push({ ...remark(table.name, 'hiddenColumns', { header: column.header, letter: columnLetter(column.at) }), column: column.code });
    if (column.code.startsWith('x:')) problems.push({ ...remark(table.name, 'unclassifiedColumn', { header: column.header, letter: columnLetter(column.at) }), column: column.code });
  }
}

function remark(sheet: string, rule: ProblemRule, values?: Problem['values']): Problem {
  return { sheet, row: null, column: null, rule, severity: RULES[rule], values };
}

/** Title and reporting office from the lines above the head. */
function linesAbove(table: SheetTable, headRow: number, vocabulary: RosterVocabulary): { readonly title: string; readonly reportingOffice: string } {
  let title = '';
  let reportingOffice = '';
  for (let row = 0; row < headRow; row += 1) {
    for (const column of table.columns) {
      const text = trimmed(column.texts[row] ?? '');
      if (text === '') continue;
      const office = officeIn(text, vocabulary);
      if (office !== undefined) reportingOffice = reportingOffice || office;
      else if (text.length > title.length && title === '') title = text;
    }
  }
  return { title: squeezed(title), reportingOffice };
}

function officeIn(text: string, vocabulary: RosterVocabulary): string | undefined {
  const plain = [...halfWidth(text)].map((character) => vocabulary.punctuation[character] ?? character).join('');
  const label = vocabulary.reportingOffice.find((word) => squeezed(plain).startsWith(word));
  const colon = plain.indexOf(':');
  if (label === undefined || colon < 0) return undefined;
  return withoutBrackets(squeezed(trimmed(plain.slice(colon + 1)).split(/\s{2,}|[\u3000]{2,}/)[0] ?? ''));
}

function yearsOf(sheets: readonly SheetReading[], vocabulary: RosterVocabulary): number[] {
  const years = new Set<number>();
  for (const sheet of sheets) {
    for (const match of halfWidth(sheet.title).matchAll(/((?:19|20)\d{2})(.)/g)) {
      if (vocabulary.yearMarks.includes(match[2] ?? '')) years.add(Number(match[1]));
    }
  }
  for (const text of contextValues(sheets, vocabulary.contextHeads.year, vocabulary)) {
    const year = Number(/^((?:19|20)\d{2})/.exec(text)?.[1]);
    if (!Number.isNaN(year)) years.add(year);
  }
  return [...years].sort((a, b) => a - b);
}

/** Distinct values (at most 20) of the columns with one of these heads. */
function contextValues(sheets: readonly SheetReading[], words: readonly string[], vocabulary: RosterVocabulary): string[] {
  const values = new Set<string>();
  for (const sheet of sheets) {
    const column = sheet.columns.find((candidate) => words.includes(withoutBrackets(normaliseLabel(candidate.header, vocabulary))));
    for (const value of column?.values ?? []) {
      if (values.size >= 20) break;
      if (typeof value === 'string' && value !== '') values.add(value);
    }
  }
  return [...values];
}
