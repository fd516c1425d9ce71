/**
 * The overlay: what was edited in a roster after import. One small record per edited row, `rosterRow:<row id>`.
 * Values that name or describe a person (name, remark, branded columns) are never here: the cell names a patch piece.
 */
import type { Sha256 } from '../hash.ts';
import { recordId, type RecordId } from '../record/record.ts';
import type { ColumnCode } from './columns.ts';
import type { CellValue, FrameClass, RowId } from './frame.ts';

export interface PatchRef {
  readonly patch: Sha256;
  readonly class: FrameClass;
}

export type OverlayCell = { readonly value: CellValue } | PatchRef;

export interface RosterRow {
  readonly row: RowId;
  /** Hash of the list frame that holds the row. */
  readonly frame: Sha256;
  readonly cells: { readonly [code in ColumnCode]?: OverlayCell };
  /** Not published and not counted, with the reason; nothing is ever dropped silently. */
  readonly setAside?: { readonly reason: string };
}

/** A patch piece: canonical JSON, salted like a frame. */
export interface Patch {
  readonly v: 1;
  readonly class: FrameClass;
  readonly salt: string;
  readonly row: RowId;
  readonly column: ColumnCode;
  readonly value: CellValue;
}

/** The record that holds what was edited in a row. */
export function rosterRowRecord(row: RowId): RecordId {
  return recordId('rosterRow', row);
}
