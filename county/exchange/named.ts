/** Which pieces and frames records name. */
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { BoardRecord } from '#domain/record/record.ts';
import { z } from 'zod';
import type { PieceClass } from './store.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** Members whose hash is a content hash or the hash of a file that stays at the desk, and not that of a piece. */
const NOT_PIECES: ReadonlySet<string> = new Set(['contentHash', 'source', 'contents']);

/** Every piece hash in a value, each once. */
export function hashesIn(value: Json | undefined): Sha256[] {
  const found = new Set<Sha256>();
  const walk = (part: Json | undefined): void => {
    if (typeof part === 'string') {
      if (SHA256.test(part)) found.add(part);
    } else if (typeof part === 'object' && part !== null) {
      for (const [name, member] of Object.entries(part)) if (!NOT_PIECES.has(name)) walk(member as Json | undefined);
    }
  };
  walk(value);
  return [...found];
}

export interface NamedPiece {
  readonly sha256: Sha256;
  /** The class of which the place that names it may name pieces. */
  readonly class: PieceClass;
}

const rows = z.looseObject({ list: z.string(), person: z.string() });
const patch = z.looseObject({ patch: z.string(), class: z.enum(['list', 'person']) });
const file = z.looseObject({ sha256: z.string(), mime: z.string() });

/** What one object of a value names, by the shape of a frame reference, a patch reference or a file reference. */
function namedBy(value: object): readonly NamedPiece[] {
  const frames = rows.safeParse(value);
  if (frames.success) return [{ sha256: frames.data.list, class: 'list' }, { sha256: frames.data.person, class: 'person' }];
  const patched = patch.safeParse(value);
  if (patched.success) return [{ sha256: patched.data.patch, class: patched.data.class }];
  const attached = file.safeParse(value);
  return attached.success ? [{ sha256: attached.data.sha256, class: 'attachment' }] : [];
}

/** Every piece that a value names as something: rows as `list` or `person`, a patch as its class, a file as `attachment`. */
export function classesNamed(value: Json | undefined): NamedPiece[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...namedBy(value), ...Object.values(value).flatMap((member) => classesNamed(member as Json | undefined))];
}

const inFrame = z.looseObject({ frame: z.string() });

/** The list frame a roster row lies in; null for every other kind. */
export function rowFrameOf(record: BoardRecord): Sha256 | null {
  if (record.kind !== 'rosterRow') return null;
  const parsed = inFrame.safeParse(record.value);
  return parsed.success ? parsed.data.frame : null;
}
