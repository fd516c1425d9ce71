/** How a board is laid out on paper. What it says is the document's; nothing here adds or drops a word. */
import type { BoardDocument } from '#domain/board/document.ts';
import type { BoardColumn, BoardTable } from '#domain/board/table.ts';

export interface BoardLayout {
  readonly paper: 'A4' | 'A3';
  readonly orientation: 'portrait' | 'landscape';
  /** Two lists beside one another, for long ones. */
  readonly dense: boolean;
  /** For old eyes: every size a quarter larger. */
  readonly largeType: boolean;
  readonly language: 'zh-CN' | 'en';
}

export const A4_PORTRAIT: BoardLayout = { paper: 'A4', orientation: 'portrait', dense: false, largeType: false, language: 'zh-CN' };

const WIDE_FROM_COLUMNS = 8;

/** Rows on the first page beside the text, and on every later one; measured on A4 portrait. Dense counts both lists. */
const ROWS_ON = { plain: { first: 15, later: 32 }, dense: { first: 48, later: 90 } } as const;
/** More columns than this do not fit into half a sheet. */
const DENSE_COLUMNS = 6;

/** What suits a document: landscape when the table has many columns, two lists beside one another when that saves half the sheets. */
export function suggestedLayout(document: BoardDocument): BoardLayout {
  const { table } = document;
  const wide = (table?.columns.length ?? 0) >= WIDE_FROM_COLUMNS;
  return { ...A4_PORTRAIT, orientation: wide ? 'landscape' : 'portrait', dense: table !== null && savesHalf(table) };
}

function savesHalf(table: BoardTable): boolean {
  if (drawnTable(table, { ...A4_PORTRAIT, dense: true }).columns.length > DENSE_COLUMNS) return false;
  const rows = table.groups.reduce((sum, group) => sum + group.rows.length, 0);
  return 2 * sheetsFor(rows, ROWS_ON.dense) <= sheetsFor(rows, ROWS_ON.plain);
}

function sheetsFor(rows: number, { first, later }: { readonly first: number; readonly later: number }): number {
  return 1 + Math.max(0, Math.ceil((rows - first) / later));
}

/** A table ready to be drawn: its columns, and above it what was said once instead of in every row. */
export interface DrawnTable {
  readonly columns: readonly number[];
  /** Heads with a value that all rows share, in dense layout. */
  readonly constants: readonly { readonly head: string; readonly value: string }[];
  /** Groups become lines across the table instead of a column. */
  readonly bands: boolean;
}

/** In dense layout a column whose rows are all alike is said once, the group becomes a line of its own, an empty column goes. */
export function drawnTable(table: BoardTable, layout: BoardLayout): DrawnTable {
  const all = table.columns.map((_, index) => index);
  if (!layout.dense) return { columns: all, constants: [], bands: false };
  const bands = table.columns.some((column) => column.code === 'group');
  const constants: { head: string; value: string }[] = [];
  const columns = all.filter((index) => {
    const column = table.columns[index];
    if (column === undefined || column.code === 'group') return false;
    const value = constantOf(table, index, column);
    if (value !== null && value !== '') constants.push({ head: column.head, value });
    return value === null;
  });
  return { columns, constants, bands };
}

/** The value all rows share, or null when they differ or the column has to stay. */
function constantOf(table: BoardTable, index: number, column: BoardColumn): string | null {
  if (column.code === 'serial' || column.code === 'payeeName') return null;
  const rows = table.groups.flatMap((group) => group.rows);
  const first = rows[0]?.[index];
  return first !== undefined && rows.length > 1 && rows.every((row) => row[index] === first) ? first : null;
}

/** Relative widths by what a column holds; the browser shares out the sheet by them. */
export function widthOf(column: BoardColumn, dense: boolean): number {
  return (dense ? DENSE_WIDTHS : WIDTHS)[column.code] ?? 13;
}

const WIDTHS: { readonly [code in BoardColumn['code']]?: number } = { serial: 7, group: 15, payeeName: 18, subsidisedArea: 14, rate: 12, amount: 16, remark: 13, quantity: 9, householdSize: 10, village: 13, township: 13 };
const DENSE_WIDTHS: { readonly [code in BoardColumn['code']]?: number } = { serial: 9, payeeName: 20, subsidisedArea: 15, rate: 15, amount: 18, remark: 14, quantity: 11, householdSize: 12 };
