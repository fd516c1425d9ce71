/**
 * Store and journal after a crash or a loss: what one lacks, the other gives. Runs after sign-in, for both are sealed.
 */
import type { Act } from '#domain/act/act.ts';
import type { Sha256 } from '#domain/hash.ts';
import { actOfLine, appendToJournal, pieceFromJournal, type ClearPiece, type Journal } from './journal.ts';
import { getMeta } from './meta.ts';
import { saveAct, type StoredPiece } from './outbox.ts';
import { Unsealable, type Sealer } from './seal.ts';
import type { Store } from './store.ts';

export interface Repaired {
  /** Acts that stood in the journal only. */
  readonly toStore: number;
  /** Acts that stood in the store only and are not yet receipted. */
  readonly toJournal: number;
  /** Journal lines that were sealed under a key this session does not hold; they stay where they are. */
  readonly unreadable: number;
}

/** Makes store and journal hold the same unfinished acts of this enrolment. Safe to run again at any moment. */
export async function reconcile(store: Store, journal: Journal, sealer: Sealer): Promise<Repaired> {
  const enrolment = await getMeta(store.database, 'enrolment');
  if (enrolment === undefined) return { toStore: 0, toJournal: 0, unreadable: 0 };
  const { lines, pieces } = await journal.journalRead({});
  const tail = await getMeta(store.database, 'tail');
  const ahead = lines.filter((line) => line.desk === enrolment.desk && line.seq > (tail?.seq ?? 0)).sort((a, b) => a.seq - b.seq);
  let unreadable = 0;
  let toStore = 0;
  for (const line of ahead) {
    const act = await readLine(sealer, line);
    if (act === undefined) {
      unreadable += 1;
      break;
    }
    await restoreAct(store, journal, sealer, act);
    toStore += 1;
  }
  const written = new Set(lines.map((line) => line.act));
  const toJournal = await rewriteMissing(store, { journal, sealer, written, piecesThere: new Set(pieces) });
  return { toStore, toJournal, unreadable };
}

/** Opens a line; undefined when another key sealed it. */
export async function readLine(sealer: Sealer, line: Parameters<typeof actOfLine>[1]): Promise<Act | undefined> {
  try {
    return await actOfLine(sealer, line);
  } catch (error) {
    if (error instanceof Unsealable) return undefined;
    throw error;
  }
}

/** Saves an act from the journal, with those of its pieces that the store lacks. */
export async function restoreAct(store: Store, journal: Journal, sealer: Sealer, act: Act): Promise<void> {
  const stored: StoredPiece[] = [];
  const fresh = new Map<Sha256, Uint8Array>();
  for (const hash of act.pieces) {
    if (await store.database.pieces.get(hash)) continue;
    const bytes = await pieceFromJournal(journal, sealer, hash);
    if (bytes === undefined) continue;
    fresh.set(hash, bytes);
    stored.push(await storedPiece(sealer, { sha256: hash, bytes }));
  }
  await saveAct(store, act, stored, fresh);
}

/** The journal does not say what class a piece has; its own text does, and what is no list frame or patch is sealed. */
async function storedPiece(sealer: Sealer, piece: ClearPiece): Promise<StoredPiece> {
  const { sha256 } = piece;
  const kind = classOf(piece.bytes);
  if (kind !== 'person') return { sha256, class: kind, bytes: piece.bytes };
  return { sha256, class: 'person', bytes: await sealer.seal(`piece:${sha256}`, piece.bytes) };
}

/** Frames and patches say their class in their first bytes (canonical JSON, keys in order); all else is a file. */
export function classOf(bytes: Uint8Array): StoredPiece['class'] {
  const head = new TextDecoder().decode(bytes.subarray(0, 40));
  if (head.startsWith('{"class":"list"')) return 'list';
  return head.startsWith('{"class":"person"') ? 'person' : 'attachment';
}

interface Rewrite {
  readonly journal: Journal;
  readonly sealer: Sealer;
  readonly written: ReadonlySet<string>;
  readonly piecesThere: ReadonlySet<Sha256>;
}

async function rewriteMissing(store: Store, rewrite: Rewrite): Promise<number> {
  const rows = await store.database.outbox.orderBy('seq').filter((row) => !rewrite.written.has(row.id)).toArray();
  for (const { act } of rows) {
    const pieces: ClearPiece[] = [];
    for (const hash of act.pieces) {
      const row = rewrite.piecesThere.has(hash) ? undefined : await store.database.pieces.get(hash);
      if (row) pieces.push({ sha256: hash, bytes: row.class === 'person' ? await rewrite.sealer.open(`piece:${hash}`, row.bytes) : row.bytes });
    }
    await appendToJournal(rewrite.journal, rewrite.sealer, [act], pieces);
  }
  return rows.length;
}
