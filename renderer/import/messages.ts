/**
 * What crosses between window and import worker. Long results come in parts, few ahead of
 * what the window has dealt with, so that they never pile up and block it.
 */
import type { UnreadableCode } from '#domain/roster/problem.ts';
import type { ImportChoices, ImportKnowledge, ImportSummary, PackedPart, PreviewRows } from './pipeline.ts';

export type ToWorker =
  | { readonly type: 'open'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly knowledge: Omit<ImportKnowledge, 'vocabulary'> }
  | { readonly type: 'check'; readonly request: number; readonly choices: ImportChoices }
  | { readonly type: 'rows'; readonly request: number; readonly sheet: string; readonly from: number; readonly count: number }
  | { readonly type: 'pack'; readonly request: number }
  /** A part is dealt with; another one may come. */
  | { readonly type: 'more' };

export type FromWorker =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'opened' }
  | { readonly type: 'problems'; readonly request: number; readonly json: string }
  | { readonly type: 'checked'; readonly request: number; readonly summary: ImportSummary }
  | { readonly type: 'rows'; readonly request: number; readonly rows: PreviewRows }
  | { readonly type: 'parts'; readonly request: number; readonly parts: readonly PackedPart[] }
  | { readonly type: 'packed'; readonly request: number }
  | { readonly type: 'failed'; readonly request: number | null; readonly code: UnreadableCode };

/** Problems in one message, as JSON text: parsing it takes the window a fraction of what a structured clone takes. */
export const PROBLEMS_PER_MESSAGE = 500;
/** Slices in one message; their bytes are handed over, not copied. */
export const PARTS_PER_MESSAGE = 20;
/** Parts under way at once: while the window deals with one, the worker makes the next. */
export const PARTS_AHEAD = 2;
