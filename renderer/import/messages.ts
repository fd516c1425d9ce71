/** What crosses between window and import worker. Long results come in parts, so that no message blocks the window. */
import type { Problem, UnreadableCode } from '#domain/roster/problem.ts';
import type { ImportChoices, ImportKnowledge, ImportSummary, PackedPart, PreviewRows } from './pipeline.ts';

export type ToWorker =
  | { readonly type: 'open'; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly knowledge: Omit<ImportKnowledge, 'vocabulary'> }
  | { readonly type: 'check'; readonly request: number; readonly choices: ImportChoices }
  | { readonly type: 'rows'; readonly request: number; readonly sheet: string; readonly from: number; readonly count: number }
  | { readonly type: 'pack'; readonly request: number };

export type FromWorker =
  | { readonly type: 'progress'; readonly fraction: number }
  | { readonly type: 'opened' }
  | { readonly type: 'problems'; readonly request: number; readonly problems: readonly Problem[] }
  | { readonly type: 'checked'; readonly request: number; readonly summary: ImportSummary }
  | { readonly type: 'rows'; readonly request: number; readonly rows: PreviewRows }
  | { readonly type: 'part'; readonly request: number; readonly part: PackedPart }
  | { readonly type: 'packed'; readonly request: number }
  | { readonly type: 'failed'; readonly request: number | null; readonly code: UnreadableCode };

/** Problems in one message: cloned on the window's side in about a millisecond. */
export const PROBLEMS_PER_MESSAGE = 400;
