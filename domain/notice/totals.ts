/** Totals of a notice: what its frames add up to, corrected by edited cells and rows set aside. Sums of rounded rows, never area × rate. */
import type { Totals } from '../batch/batch.ts';
import type { Sha256 } from '../hash.ts';
import { sumOf } from '../money/fen.ts';
import type { CellValue, Frame, FrameRef, RowId } from '../roster/frame.ts';
import type { OverlayCell, RosterRow } from '../roster/overlay.ts';
import type { World } from '../world.ts';

/** Columns whose edits move the totals. */
const COUNTED = { areaMilliMu: 'subsidisedArea', amountFen: 'amount' } as const;

/** What the frames say before any correction. */
export function frameTotals(frames: readonly FrameRef[]): Totals {
  return {
    rows: sumOf(frames.map((frame) => frame.rows)),
    areaMilliMu: sumOf(frames.map((frame) => frame.areaMilliMu)),
    amountFen: sumOf(frames.map((frame) => frame.amountFen)),
  };
}

/** List frames that have to be opened for the totals: those with a row set aside or a counted cell edited. */
export function framesForTotals(frames: readonly Pick<FrameRef, 'list'>[], overlay: readonly RosterRow[]): readonly Sha256[] {
  const corrected = new Set(overlay.filter(changesTotals).map((row) => row.frame));
  return frames.filter((frame) => corrected.has(frame.list)).map((frame) => frame.list);
}

/** Totals over the rows that are not set aside; undefined when a list frame that has to be opened is not there. */
export function totalsOf(frames: readonly FrameRef[], overlay: readonly RosterRow[], listFrame: (hash: Sha256) => Frame | undefined): Totals | undefined {
  const corrections = new Map(overlay.filter(changesTotals).map((row) => [row.row, row]));
  const parts: Totals[] = [];
  const corrected = new Set(framesForTotals(frames, overlay));
  for (const ref of frames) {
    if (!corrected.has(ref.list)) {
      parts.push(ref);
      continue;
    }
    const frame = listFrame(ref.list);
    if (!frame) return undefined;
    parts.push(correctedTotals(frame, corrections));
  }
  return {
    rows: sumOf(parts.map((part) => part.rows)),
    areaMilliMu: sumOf(parts.map((part) => part.areaMilliMu)),
    amountFen: sumOf(parts.map((part) => part.amountFen)),
  };
}

/** The totals of a notice or list as they stand in the world now; undefined when a list frame is not there. */
export function currentTotals(holder: { readonly frames: readonly FrameRef[] }, world: World): Totals | undefined {
  return totalsOf(holder.frames, world.overlay(holder.frames.map((frame) => frame.list)), (hash) => world.listFrame(hash));
}

function changesTotals(row: RosterRow): boolean {
  return row.setAside !== undefined || Object.values(COUNTED).some((column) => row.cells[column] !== undefined);
}

function correctedTotals(frame: Frame, corrections: ReadonlyMap<RowId, RosterRow>): Totals {
  let rows = 0;
  let areaMilliMu = 0;
  let amountFen = 0;
  frame.ids.forEach((id, index) => {
    const correction = corrections.get(id);
    if (correction?.setAside) return;
    rows += 1;
    areaMilliMu += wholeOf(correction?.cells[COUNTED.areaMilliMu], frame.columns[COUNTED.areaMilliMu]?.[index]);
    amountFen += wholeOf(correction?.cells[COUNTED.amountFen], frame.columns[COUNTED.amountFen]?.[index]);
  });
  return { rows, areaMilliMu, amountFen };
}

/** The edited value if there is one, else the imported one; an empty cell counts nothing. */
function wholeOf(cell: OverlayCell | undefined, imported: CellValue | undefined): number {
  const value = cell === undefined ? imported : 'value' in cell ? cell.value : null;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
}
