/**
 * Frames: up to 500 payee rows as canonical columnar JSON. A frame is immutable; its identity is the SHA-256 of its
 * uncompressed bytes. Each slice of rows is two frames, `list` (may be shown by a public view) and `person` (branded
 * columns only), each with a random salt so that hashes cannot be guessed from names.
 */
import { sha256Hex, utf8Bytes, type Sha256 } from '../hash.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { ColumnCode } from './columns.ts';

/** Rows in a full frame. */
export const ROWS_PER_FRAME = 500;

export type FrameClass = 'list' | 'person';

/** Never reused; edits, objections and clashes name it, never a position. */
export type RowId = string;

/** Area in 1/1000 mu, money in fen, everything else as text; null where the cell is empty. */
export type CellValue = string | number | null;

export interface Frame {
  readonly v: 1;
  readonly class: FrameClass;
  /** 32 hex digits of chance. */
  readonly salt: string;
  readonly ids: readonly RowId[];
  /** Spreadsheet row of each payee, as the spreadsheet shows it. */
  readonly sheetRows: readonly number[];
  readonly columns: { readonly [code in ColumnCode]?: readonly CellValue[] };
}

/** How records name a slice of rows: both frames by hash, and what a reader needs without opening them. */
export interface FrameRef {
  readonly list: Sha256;
  readonly person: Sha256;
  readonly rows: number;
  readonly areaMilliMu: number;
  readonly amountFen: number;
  /** Office id of the village all rows belong to; absent for rows without a known village. */
  readonly village?: string;
}

/** The canonical bytes of a frame; they are what is hashed, stored and sent. */
export function frameBytes(frame: Frame): Uint8Array {
  return utf8Bytes(canonicalJson(frame as unknown as Json));
}

/** A frame's identity: SHA-256 of its canonical bytes. */
export function frameHash(frame: Frame): Sha256 {
  return sha256Hex(frameBytes(frame));
}
