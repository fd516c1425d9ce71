/**
 * Performing: from what a person wants to an act that is signed, decided on what is shown, written to the journal and
 * then, with the records it changes, to the store. Only then is it saved.
 */
import { fitsInAct, signedBytes, type Act, type SignedBody } from '#domain/act/act.ts';
import type { Decision } from '#domain/decision.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Clock, Ids } from '#domain/ports.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { storageFailure } from '#renderer/store/failure.ts';
import { appendToJournal, type Journal } from '#renderer/store/journal.ts';
import { basesOf, foreseeNow, nextPlace, saveAct, type StoredPiece } from '#renderer/store/outbox.ts';
import { reconcile } from '#renderer/store/repair.ts';
import type { Sealer } from '#renderer/store/seal.ts';
import type { Store } from '#renderer/store/store.ts';
import type { ActDraft, NewPiece, Performed } from './desk.ts';
import { es256 } from '#renderer/sync/sign.ts';

export interface Performer {
  readonly store: Store;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly sealer: Sealer;
  readonly signingKey: CryptoKey;
  readonly actor: string;
  readonly office: string;
  readonly desk: string;
}

/** Performs a draft; alone among all writers of the store. */
export async function perform(by: Performer, draft: ActDraft): Promise<Performed> {
  await checkPieces(draft.pieces ?? []);
  return by.store.alone(async () => {
    try {
      return await performOnce(by, draft);
    } catch (error) {
      if (codeOf(error) !== 'journalConflict') return failed(error);
      return afterRepair(by, draft);
    }
  });
}

/** The journal holds an act that the store lost in a crash or a failed write: take it over, then go on after it. */
async function afterRepair(by: Performer, draft: ActDraft): Promise<Performed> {
  try {
    await reconcile(by.store, by.journal, by.sealer);
    return await performOnce(by, draft);
  } catch (error) {
    return failed(error);
  }
}

/** A full disk is for the clerk; anything else is for the log as well. */
function failed(error: unknown): Performed {
  const failure = storageFailure(error);
  if (failure === 'storageFailed') console.error(error);
  return { saved: false, failure };
}

async function performOnce(by: Performer, draft: ActDraft): Promise<Performed> {
  const pieces = draft.pieces ?? [];
  const body = await bodyOf(by, draft);
  if (!fitsInAct(body)) return { saved: false, decision: refusal('actTooLarge') };
  const fresh = new Map(pieces.filter((piece) => piece.class === 'list').map((piece) => [piece.sha256, piece.bytes]));
  const decision = await foreseeNow(by.store, body, fresh);
  if (decision.outcome === 'refused') return { saved: false, decision };
  const place = await nextPlace(by.store);
  const act: Act = { ...body, desk: by.desk, ...place, sig: await es256(by.signingKey, signedBytes(body)) };
  await appendToJournal(by.journal, by.sealer, [act], pieces);
  await saveAct(by.store, act, await sealed(by.sealer, pieces), fresh);
  return { saved: true, act: act.id, decision };
}

function refusal(code: 'actTooLarge'): Extract<Decision, { outcome: 'refused' }> {
  return { outcome: 'refused', fault: { code } };
}

async function bodyOf(by: Performer, draft: ActDraft): Promise<SignedBody> {
  return {
    v: 1,
    id: by.ids.next(),
    actor: by.actor,
    office: draft.office ?? by.office,
    at: new Date(by.clock.now()).toISOString(),
    kind: draft.kind,
    touches: await basesOf(by.store, draft.touches),
    verb: draft.verb,
    args: draft.args,
    pieces: [...new Set((draft.pieces ?? []).map((piece) => piece.sha256))],
  };
}

/** Person pieces lie sealed in the store; the journal seals everything. */
async function sealed(sealer: Sealer, pieces: readonly NewPiece[]): Promise<StoredPiece[]> {
  const stored: StoredPiece[] = [];
  for (const { sha256, class: pieceClass, bytes } of pieces) {
    stored.push({ sha256, class: pieceClass, bytes: pieceClass === 'person' ? await sealer.seal(`piece:${sha256}`, bytes) : bytes });
  }
  return stored;
}

/** A piece under a wrong name would wait at the county for ever; that is a mistake in the program. */
async function checkPieces(pieces: readonly NewPiece[]): Promise<void> {
  for (const piece of pieces) {
    const hash: Sha256 = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(piece.bytes))));
    if (hash !== piece.sha256) throw new RangeError(`piece ${piece.sha256} has another hash`);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
