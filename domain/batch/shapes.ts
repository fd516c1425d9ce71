/** Shapes of what `subsidyList` acts carry. */
import { id, list, object, optional, recordId, sha256, text, whole, type Check } from '../shape.ts';
import type { FrameRef } from '../roster/frame.ts';
import { ROWS_PER_FRAME } from '../roster/frame.ts';
import type { AcceptedProblems, SubsidyBatch, SubsidyList, Totals } from './batch.ts';

/** A million mu and ten billion yuan in one frame are mistakes; the sums of all frames stay far inside safe integers. */
const AREA_MAX = 1_000_000_000;
const AMOUNT_MAX = 1_000_000_000_000;
/** Most frames of one list, 80,000 rows; named with both hashes they fit into the 64 KB of an act. */
export const FRAMES_MAX = 160;

export const frameRefShape: Check<FrameRef> = object({
  list: sha256,
  person: sha256,
  rows: whole(1, ROWS_PER_FRAME),
  areaMilliMu: whole(-AREA_MAX, AREA_MAX),
  amountFen: whole(-AMOUNT_MAX, AMOUNT_MAX),
  village: optional(id),
});

export const totalsShape: Check<Totals> = object({
  rows: whole(0, FRAMES_MAX * ROWS_PER_FRAME),
  areaMilliMu: whole(-AREA_MAX * FRAMES_MAX, AREA_MAX * FRAMES_MAX),
  amountFen: whole(-AMOUNT_MAX * FRAMES_MAX, AMOUNT_MAX * FRAMES_MAX),
});

export const acceptedShape: Check<readonly AcceptedProblems[]> = list(
  object({ rule: text(40, 1), rows: whole(0, 1_000_000), reason: text(500, 1) }),
  60,
);

export const batchShape: Check<SubsidyBatch> = object({
  township: id,
  programme: id,
  programmeVersion: whole(1, 100_000),
  years: list(whole(1980, 2200), 10, 1),
  batchNo: whole(1, 1000),
  title: text(200, 1),
});

export const listShape: Check<SubsidyList> = object({
  batch: recordId,
  draftNo: whole(1, 10_000),
  source: object({ sha256, sheet: text(100) }),
  frames: list(frameRefShape, FRAMES_MAX, 1),
  totals: totalsShape,
  accepted: acceptedShape,
  notices: list(recordId, 0),
});
