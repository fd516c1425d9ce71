/** Sheets and readings for tests, from rows of plain values. */
import { readRoster } from '#domain/roster/read.ts';
import type { ReadOverrides, RosterReading } from '#domain/roster/reading.ts';
import { CellKind, type MergedRange, type SheetTable } from '#domain/roster/sheetTable.ts';
import vocabulary from '#resources/vocabulary/roster.json' with { type: 'json' };

export { vocabulary };

export type Cell = string | number | null;

/** A sheet whose first row is row 1; numbers are number cells, texts text cells, rows without content are left out. */
export function sheet(rows: readonly (readonly Cell[])[], about: { readonly name?: string; readonly hidden?: boolean; readonly merges?: readonly MergedRange[]; readonly hiddenRows?: readonly number[] } = {}): SheetTable {
  const filled = rows.map((cells, at) => ({ cells, number: at + 1 })).filter(({ cells }) => cells.some((cell) => cell !== null && cell !== ''));
  const width = Math.max(...rows.map((cells) => cells.length));
  const columns = Array.from({ length: width }, (_, at) => ({
    texts: filled.map(({ cells }) => String(cells[at] ?? '')),
    kinds: Uint8Array.from(filled, ({ cells }) => kindOf(cells[at] ?? null)),
  }));
  return { name: about.name ?? '表', hidden: about.hidden ?? false, rowNumbers: filled.map(({ number }) => number), columns, merges: about.merges ?? [], hiddenRows: about.hiddenRows ?? [], hiddenColumns: [] };
}

function kindOf(cell: Cell): number {
  if (cell === null || cell === '') return CellKind.empty;
  return typeof cell === 'number' ? CellKind.number : CellKind.text;
}

/** Reads one sheet. */
export function read(rows: readonly (readonly Cell[])[], overrides: ReadOverrides = {}): RosterReading {
  return readRoster([sheet(rows)], vocabulary, overrides);
}
