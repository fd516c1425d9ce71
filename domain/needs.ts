/**
 * What `decide` looks at beyond county-wide data, so that desk and county load exactly that before they call it: overlay rows
 * and list frames of the lists and notices an act touches, and the open clashes on them.
 */
import type { SignedBody } from './act/act.ts';
import { listShape } from './batch/shapes.ts';
import type { Before } from './decision.ts';
import type { Sha256 } from './hash.ts';
import { framesForTotals } from './notice/totals.ts';
import type { RecordId } from './record/record.ts';
import type { FrameRef } from './roster/frame.ts';
import { rosterRowRecord, type RosterRow } from './roster/overlay.ts';

/** List frames by which the overlay has to be loaded. */
export function overlayNeeded(act: SignedBody, before: Before): readonly Sha256[] {
  return act.kind === 'rosterRow' || act.verb === 'import' ? [] : [...new Set(framesTouched(act, before).map((frame) => frame.list))];
}

/** List frames that have to be open: all of an import, those of edited rows, and of a submit those that move the totals. */
export function framesNeeded(act: SignedBody, before: Before, overlay: readonly RosterRow[]): readonly Sha256[] {
  if (act.kind === 'subsidyList' && act.verb === 'import') {
    const { list } = act.args;
    return listShape(list) ? list.frames.map((frame) => frame.list) : [];
  }
  if (act.kind === 'rosterRow') return framesOfRows(act);
  return act.verb === 'submit' ? [...new Set(framesForTotals(framesTouched(act, before), overlay))] : [];
}

/** Records whose open clashes have to be known. */
export function clashesNeeded(act: SignedBody, overlay: readonly RosterRow[]): readonly RecordId[] {
  return [...new Set([...act.touches.map((touch) => touch.record), ...overlay.map((row) => rosterRowRecord(row.row))])];
}

function framesTouched(act: SignedBody, before: Before): readonly FrameRef[] {
  return act.touches.flatMap(({ record }) => {
    const value = before.get(record)?.value;
    return value && 'frames' in value ? value.frames : [];
  });
}

function framesOfRows(act: SignedBody): readonly Sha256[] {
  const rows = act.args['rows'];
  if (!Array.isArray(rows)) return [];
  const named = rows.map((row: unknown) => (typeof row === 'object' && row !== null && 'frame' in row ? row.frame : undefined));
  return [...new Set(named.filter((frame): frame is Sha256 => typeof frame === 'string'))];
}
