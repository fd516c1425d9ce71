/** Checks the rows as they stand now, corrections included, with the very rules that ran on the file. */
import { checkRoster } from '#domain/roster/check.ts';
import type { CheckOptions } from '#domain/roster/checkContext.ts';
import type { ColumnCode } from '#domain/roster/columns.ts';
import type { CellValue } from '#domain/roster/frame.ts';
import type { Problem, ProblemRule } from '#domain/roster/problem.ts';
import type { PayeeColumn, RosterReading, SheetReading } from '#domain/roster/reading.ts';
import { AREA_COLUMNS, MONEY_COLUMNS } from '../RosterGrid.tsx';
import type { RosterLine, RosterLines } from '../rows.ts';
import type { SavedSheet, WizardDraft } from './draft.ts';

/** Thousandths of a mu and fen as the ten-thousandths in which readings count. */
const EXACT_PER_MILLI_MU = 10;
const EXACT_PER_FEN = 100;
const EXACT_PER_ONE = 10_000;

/** What only the file could show; every other rule is run again over the rows. */
const SEEN_IN_FILE: ReadonlySet<ProblemRule> = new Set<ProblemRule>([
  'hiddenSheet', 'hiddenRows', 'hiddenColumns', 'unclassifiedColumn', 'spaceRemoved', 'apostropheRemoved', 'fullWidthConverted', 'commaRemoved',
  'unitInNumber', 'notANumber', 'decimalsRounded', 'idPrecisionLost', 'accountPrecisionLost',
]);

/** Problems of the list as it stands; rows set aside are not looked at. */
export function recheck(roster: RosterLines, draft: Pick<WizardDraft, 'sheets' | 'problems' | 'year'>, options: CheckOptions): readonly Problem[] {
  return checkRoster(readingOf(roster, draft), options);
}

/** The sheet each line came from: frames never span sheets and keep their order. */
export function linesBySheet(lines: readonly RosterLine[], sheets: readonly SavedSheet[]): readonly { readonly sheet: SavedSheet; readonly lines: readonly RosterLine[] }[] {
  let from = 0;
  return sheets.map((sheet) => {
    const own = lines.slice(from, from + sheet.payees);
    from += sheet.payees;
    // The rows of several villages stand one village after the other in the frames; the file's order is by row.
    return { sheet, lines: [...own].sort((one, other) => one.sheetRow - other.sheetRow) };
  });
}

function readingOf(roster: RosterLines, draft: Pick<WizardDraft, 'sheets' | 'problems' | 'year'>): RosterReading {
  const saved = draft.sheets.length > 0 ? draft.sheets : [{ name: '', title: '', reportingOffice: '', payees: roster.lines.length, totals: [] }];
  const sheets = linesBySheet(roster.lines, saved).map(({ sheet, lines }) => sheetOf(sheet, lines, roster.columns));
  const settled = settledCells(roster.lines);
  return {
    sheets,
    otherSheets: [],
    problems: draft.problems.filter((problem) => SEEN_IN_FILE.has(problem.rule) && (problem.row === null || !settled(problem.row, problem.column))),
    payees: roster.lines.length,
    area: 0,
    amount: 0,
    years: draft.year === null ? [] : [draft.year],
    programmeWords: [],
  };
}

/** Whether a cell was corrected, or its row set aside, since the file was read. */
function settledCells(lines: readonly RosterLine[]): (row: number, column: ColumnCode | null) => boolean {
  const changed = new Map(lines.filter((line) => line.setAside !== undefined || line.edited.length > 0).map((line) => [line.sheetRow, line]));
  return (row, column) => {
    const line = changed.get(row);
    return line !== undefined && (line.setAside !== undefined || (column !== null && line.edited.includes(column)));
  };
}

function sheetOf(sheet: SavedSheet, all: readonly RosterLine[], columns: readonly ColumnCode[]): SheetReading {
  const lines = all.filter((line) => line.setAside === undefined);
  return {
    name: sheet.name,
    title: sheet.title,
    reportingOffice: sheet.reportingOffice,
    headRows: [],
    columns: columns.map((code, at) => columnOf(code, at, lines)),
    payeeRows: lines.map((line) => line.sheetRow),
    ignored: [],
    // The sheet's own totals speak of the rows as written: they are compared again only while nothing was corrected.
    totals: lines.length === all.length && all.every((line) => line.edited.length === 0) ? sheet.totals : [],
    area: 0,
    amount: 0,
  };
}

function columnOf(code: ColumnCode, at: number, lines: readonly RosterLine[]): PayeeColumn {
  const values = lines.map((line) => line.cells[code] ?? null);
  const scale = AREA_COLUMNS.includes(code) ? EXACT_PER_MILLI_MU : MONEY_COLUMNS.includes(code) ? EXACT_PER_FEN : code === 'quantity' ? EXACT_PER_ONE : undefined;
  return { code, header: code, at, values, ...(scale === undefined ? {} : { exact: values.map((value) => exactOf(value, scale)) }) };
}

function exactOf(value: CellValue, scale: number): number | null {
  const number = typeof value === 'number' ? value : value === null || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.round(number * scale) : null;
}
