/** Which pieces and frames records name. */
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { BoardRecord } from '#domain/record/record.ts';
import { z } from 'zod';

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

const inFrame = z.looseObject({ frame: z.string() });

/** The list frame a roster row lies in; null for every other kind. */
export function rowFrameOf(record: BoardRecord): Sha256 | null {
  if (record.kind !== 'rosterRow') return null;
  const parsed = inFrame.safeParse(record.value);
  return parsed.success ? parsed.data.frame : null;
}
