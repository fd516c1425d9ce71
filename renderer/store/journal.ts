/** Acts as journal lines, sealed, and back. The folder itself is the shell's; here is only what goes into it. */
import { actHash, type Act } from '#domain/act/act.ts';
import { utf8Bytes, type Sha256 } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import type { Bridge, JournalLine } from '#wire/bridge/contract.ts';
import type { Sealer } from './seal.ts';
import { inTurns } from './turns.ts';

/** The part of the bridge that keeps the journal. */
export type Journal = Pick<Bridge, 'journalAppend' | 'journalRead' | 'journalPiece' | 'journalKeysRead' | 'journalKeysWrite'>;

export interface ClearPiece {
  readonly sha256: Sha256;
  readonly bytes: Uint8Array;
}

/** Writes pieces and acts; when it returns they are on disk. Writing the same again is fine. */
export async function appendToJournal(journal: Journal, sealer: Sealer, acts: readonly Act[], pieces: readonly ClearPiece[]): Promise<void> {
  const sealedPieces = [];
  const turn = inTurns();
  for (const piece of pieces) {
    sealedPieces.push({ sha256: piece.sha256, sealed: await sealer.seal(`piece:${piece.sha256}`, piece.bytes) });
    await turn();
  }
  const lines = [];
  for (const act of acts) lines.push(await lineOf(sealer, act));
  await journal.journalAppend({ pieces: sealedPieces, lines });
}

async function lineOf(sealer: Sealer, act: Act): Promise<JournalLine> {
  const clear = utf8Bytes(canonicalJson(act as unknown as Json));
  return { desk: act.desk, seq: act.seq, act: act.id, prev: act.prev, hash: actHash(act), sealed: await sealer.seal(`line:${act.id}`, clear) };
}

/** Opens a line; throws Unsealable when it was sealed under another key or changed. */
export async function actOfLine(sealer: Sealer, line: JournalLine): Promise<Act> {
  const clear = await sealer.open(`line:${line.act}`, line.sealed);
  return JSON.parse(new TextDecoder().decode(clear)) as Act;
}

/** A piece from the journal folder, clear; undefined when it is not there. */
export async function pieceFromJournal(journal: Journal, sealer: Sealer, sha256: Sha256): Promise<Uint8Array | undefined> {
  const { sealed } = await journal.journalPiece({ sha256 });
  return sealed === null ? undefined : sealer.open(`piece:${sha256}`, sealed);
}
