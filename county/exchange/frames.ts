/** Pieces that carry rows: read and checked once on arrival, and kept parsed while they are in use. */
import { sha256Hex, utf8Bytes, type Sha256 } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import { isPersonalColumn } from '#domain/privacy/columns.ts';
import { COLUMN_CODES, type ColumnCode } from '#domain/roster/columns.ts';
import { ROWS_PER_FRAME, type Frame } from '#domain/roster/frame.ts';
import type { Patch } from '#domain/roster/overlay.ts';
import { z } from 'zod';
import type { PieceClass, PieceStore } from './store.ts';

const OPENING_BRACE = 0x7b;

const KNOWN: ReadonlySet<string> = new Set(COLUMN_CODES);
const isColumn = (code: string): boolean => KNOWN.has(code) || (code.startsWith('x:') && code.length <= 200);

const rowId = z.string().min(1).max(80).regex(/^[\w-]+$/);
const cell = z.union([z.string().max(2000), z.number().refine(Number.isSafeInteger), z.null()]);
const salt = z.string().regex(/^[0-9a-f]{32}$/);
const rosterClass = z.enum(['list', 'person']);

const frameSchema = z.strictObject({
  v: z.literal(1),
  class: rosterClass,
  salt,
  ids: z.array(rowId).min(1).max(ROWS_PER_FRAME),
  sheetRows: z.array(z.int().min(0)),
  columns: z.record(z.string(), z.array(cell)),
});

const patchSchema = z.strictObject({ v: z.literal(1), class: rosterClass, salt, row: rowId, column: z.string().max(200), value: cell });

/** Why a piece is refused; the sentence belongs to the fault `pieceInvalid`. */
export type PieceFlaw = 'hash' | 'json' | 'canonical' | 'shape' | 'class' | 'rowIds' | 'columns' | 'personalColumn';

function frameFlaw(frame: z.infer<typeof frameSchema>, asked: PieceClass): PieceFlaw | undefined {
  if (frame.class !== asked) return 'class';
  if (new Set(frame.ids).size !== frame.ids.length || frame.sheetRows.length !== frame.ids.length) return 'rowIds';
  for (const [code, cells] of Object.entries(frame.columns)) {
    if (!isColumn(code) || cells.length !== frame.ids.length) return 'columns';
    if (asked === 'list' && isPersonalColumn(code as ColumnCode)) return 'personalColumn';
  }
  return undefined;
}

function patchFlaw(patch: z.infer<typeof patchSchema>, asked: PieceClass): PieceFlaw | undefined {
  if (patch.class !== asked) return 'class';
  if (!isColumn(patch.column)) return 'columns';
  return asked === 'list' && isPersonalColumn(patch.column as ColumnCode) ? 'personalColumn' : undefined;
}

function jsonOf(bytes: Uint8Array): { readonly text: string; readonly value: Json } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) as Json };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Rows that come as an attachment would escape what holds for rows. */
function isRoster(bytes: Uint8Array): boolean {
  const value = bytes[0] === OPENING_BRACE ? jsonOf(bytes)?.value : undefined;
  return value !== undefined && (frameSchema.safeParse(value).success || patchSchema.safeParse(value).success);
}

/** Checks the bytes of a piece against its hash and class. */
export function pieceFlaw(hash: Sha256, asked: PieceClass, bytes: Uint8Array): PieceFlaw | undefined {
  if (sha256Hex(bytes) !== hash) return 'hash';
  if (asked === 'attachment') return isRoster(bytes) ? 'class' : undefined;
  const json = jsonOf(bytes);
  if (!json) return 'json';
  const frame = frameSchema.safeParse(json.value);
  const patch = frame.success ? undefined : patchSchema.safeParse(json.value);
  if (!frame.success && !patch?.success) return 'shape';
  if (canonicalJson(json.value) !== json.text) return 'canonical';
  if (frame.success) return frameFlaw(frame.data, asked);
  return patch?.success ? patchFlaw(patch.data, asked) : 'shape';
}

/** Bytes of a patch as they were checked on arrival. */
export function patchOf(bytes: Uint8Array): Patch | undefined {
  const parsed = patchSchema.safeParse(jsonOf(bytes)?.value);
  return parsed.success ? (parsed.data as Patch) : undefined;
}

export function patchBytes(patch: Patch): Uint8Array {
  return utf8Bytes(canonicalJson({ ...patch }));
}

/** Parsed frames by hash, the last used kept; a frame never changes, so nothing ever grows stale. */
export class FrameShelf {
  readonly #pieces: PieceStore;
  readonly #kept = new Map<Sha256, Frame>();
  readonly #limit: number;

  constructor(pieces: PieceStore, limit = 400) {
    this.#pieces = pieces;
    this.#limit = limit;
  }

  /** The frames that are there; hashes of other pieces are left out. */
  async frames(hashes: Iterable<Sha256>): Promise<Map<Sha256, Frame>> {
    const found = new Map<Sha256, Frame>();
    for (const hash of hashes) {
      const frame = this.#kept.get(hash) ?? (await this.#read(hash));
      if (!frame) continue;
      this.#kept.delete(hash);
      this.#kept.set(hash, frame);
      found.set(hash, frame);
    }
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#limit) break;
      this.#kept.delete(oldest);
    }
    return found;
  }

  async #read(hash: Sha256): Promise<Frame | undefined> {
    const bytes = await this.#pieces.get(hash);
    if (!bytes) return undefined;
    const parsed = frameSchema.safeParse(jsonOf(bytes)?.value);
    return parsed.success ? (parsed.data as Frame) : undefined;
  }
}
