/** Whether the frames a list names are what it says they are: there, of the stated size and sums, and without a row twice. */
import type { SignedBody } from '../act/act.ts';
import { refused, type Refusal } from '../decision.ts';
import { sumOf } from '../money/fen.ts';
import { same } from '../clash/merge.ts';
import { frameTotals } from '../notice/totals.ts';
import type { CellValue, Frame, FrameRef } from '../roster/frame.ts';
import type { World } from '../world.ts';
import type { SubsidyList } from './batch.ts';

/** `pieceInvalid`, `pieceMissing`, `rowsOverlap`, `totalsDiffer`, or null. */
export function checkFrames(list: SubsidyList, act: SignedBody, world: World): Refusal | null {
  const pieces = new Set(act.pieces);
  const hashes = list.frames.flatMap((frame) => [frame.list, frame.person]);
  if (new Set(hashes).size !== hashes.length) return refused('rowsOverlap');
  const unnamed = hashes.find((hash) => !pieces.has(hash));
  if (unnamed !== undefined) return refused('pieceInvalid', { piece: unnamed });
  const seen = new Set<string>();
  for (const ref of list.frames) {
    const frame = world.listFrame(ref.list);
    if (!frame) return refused('pieceMissing', { piece: ref.list });
    if (!agrees(ref, frame)) return refused('totalsDiffer', { piece: ref.list });
    for (const id of frame.ids) seen.add(id);
  }
  const totals = frameTotals(list.frames);
  if (seen.size !== totals.rows) return refused('rowsOverlap');
  return same({ ...totals }, { ...list.totals }) ? null : refused('totalsDiffer', { stated: { ...list.totals }, found: { ...totals } });
}

function agrees(ref: FrameRef, frame: Frame): boolean {
  return (
    frame.class === 'list' &&
    frame.ids.length === ref.rows &&
    columnSum(frame.columns.subsidisedArea) === ref.areaMilliMu &&
    columnSum(frame.columns.amount) === ref.amountFen
  );
}

function columnSum(values: readonly CellValue[] | undefined): number {
  return sumOf((values ?? []).map((value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : 0)));
}
