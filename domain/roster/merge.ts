/** Rows as readers see them: frames with the overlay and its patches applied. */
import type { ColumnCode } from './columns.ts';
import type { CellValue, Frame, FrameRef, RowId } from './frame.ts';
import type { OverlayCell, Patch, RosterRow } from './overlay.ts';
import type { Sha256 } from '../hash.ts';

export interface MergedRow {
  readonly row: RowId;
  /** Hash of the list frame that holds the row. */
  readonly frame: Sha256;
  readonly village?: string;
  readonly sheetRow: number;
  readonly cells: { readonly [code in ColumnCode]?: CellValue };
  /** Columns that were edited since the import. */
  readonly edited: readonly ColumnCode[];
  /** Edited columns whose patch has not arrived; the cell holds the value as imported. */
  readonly missing: readonly ColumnCode[];
  readonly setAside?: { readonly reason: string };
}

/** A slice as a reader holds it; without `person` where the reader may not see it or it has not arrived. */
export interface FrameSlice {
  readonly ref: FrameRef;
  readonly list: Frame;
  readonly person?: Frame;
}

/** All rows in the order of the slices. */
export function mergedRows(slices: readonly FrameSlice[], overlay: readonly RosterRow[], patches: ReadonlyMap<Sha256, Patch>): MergedRow[] {
  const byRow = new Map(overlay.map((row) => [row.row, row]));
  return slices.flatMap((slice) => slice.list.ids.map((id, index) => mergedRow(slice, index, byRow.get(id), patches)));
}

function mergedRow(slice: FrameSlice, index: number, edit: RosterRow | undefined, patches: ReadonlyMap<Sha256, Patch>): MergedRow {
  const cells: { [code in ColumnCode]?: CellValue } = {};
  const personIndex = slice.person?.ids[index] === slice.list.ids[index] ? index : (slice.person?.ids.indexOf(slice.list.ids[index] ?? '') ?? -1);
  for (const [code, values] of columnsOf(slice.list)) cells[code] = values[index] ?? null;
  if (slice.person !== undefined && personIndex >= 0) for (const [code, values] of columnsOf(slice.person)) cells[code] = values[personIndex] ?? null;
  const edited: ColumnCode[] = [];
  const missing: ColumnCode[] = [];
  for (const [code, cell] of Object.entries(edit?.cells ?? {}) as [ColumnCode, OverlayCell][]) {
    edited.push(code);
    if ('value' in cell) cells[code] = cell.value;
    else {
      const patch = patches.get(cell.patch);
      if (patch === undefined) missing.push(code);
      else cells[code] = patch.value;
    }
  }
  return {
    row: slice.list.ids[index] ?? '',
    frame: slice.ref.list,
    ...(slice.ref.village === undefined ? {} : { village: slice.ref.village }),
    sheetRow: slice.list.sheetRows[index] ?? 0,
    cells,
    edited,
    missing,
    ...(edit?.setAside === undefined ? {} : { setAside: edit.setAside }),
  };
}

function columnsOf(frame: Frame): [ColumnCode, readonly CellValue[]][] {
  return Object.entries(frame.columns) as [ColumnCode, readonly CellValue[]][];
}
