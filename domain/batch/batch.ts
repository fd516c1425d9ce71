/**
 * A batch is programme × years × number in a township; its lists (第N稿) hold frames and belong to whoever imported them.
 * `subsidyBatch:<township>.<programme>.<years>.<n>` is the same for township and village, so that both get one batch.
 */
import type { Sha256 } from '../hash.ts';
import { recordId, type RecordId } from '../record/record.ts';
import type { FrameRef } from '../roster/frame.ts';

export interface SubsidyBatch {
  readonly township: string;
  readonly programme: string;
  readonly programmeVersion: number;
  readonly years: readonly number[];
  readonly batchNo: number;
  readonly title: string;
}

/** Warnings a person accepted at import, by rule, with one reason. */
export interface AcceptedProblems {
  readonly rule: string;
  readonly rows: number;
  readonly reason: string;
}

/** Totals over payee rows that are not set aside. */
export interface Totals {
  readonly rows: number;
  readonly areaMilliMu: number;
  readonly amountFen: number;
}

/** One draft (第N稿) of a batch's source list. `subsidyList:<id>`. */
export interface SubsidyList {
  readonly batch: RecordId;
  readonly draftNo: number;
  /** SHA-256 of the file's bytes; its name stays at the desk, for it can name a person. */
  readonly source: { readonly sha256: Sha256; readonly sheet: string };
  readonly frames: readonly FrameRef[];
  readonly totals: Totals;
  readonly accepted: readonly AcceptedProblems[];
  /** Notices made of it by `split`. */
  readonly notices: readonly RecordId[];
  readonly withdrawn?: boolean;
}

/** The batch's record id; the order of the years does not matter. */
export function batchRecordId(township: string, programme: string, years: readonly number[], batchNo: number): RecordId {
  return recordId('subsidyBatch', `${township}.${programme}.${[...years].sort((a, b) => a - b).join('-')}.${batchNo}`);
}
