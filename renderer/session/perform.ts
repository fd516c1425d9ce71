/**
 * Performing: from what a person wants to an act that is signed, decided on what is shown, written to the journal and
 * then, with the records it changes, to the store. Only then is it saved.
 */
import { fitsInAct, signedBytes, type Act, type SignedBody } from '#domain/act/act.ts';
import type { Decision } from '#domain/decision.ts';
import type { Sha256 } from '#domain/hash.ts';
import { canonicalJson } from '#domain/json.ts';
import type { Clock, Ids } from '#domain/ports.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { storageFailure } from '#renderer/store/failure.ts';
import { appendToJournal, type Journal } from '#renderer/store/journal.ts';
import { basesOf, foreseeNow, nextPlace, saveAct, unfinishedActs, type StoredPiece } from '#renderer/store/outbox.ts';
import { reconcile } from '#renderer/store/repair.ts';
import type { Sealer } from '#renderer/store/seal.ts';
import type { Store } from '#renderer/store/store.ts';
import { inTurns } from '#renderer/store/turns.ts';
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
      if (!(error instanceof JournalOnly) && codeOf(error) !== 'journalConflict') return failed(error);
      return afterRepair(by, draft);
    }
  });
}

/** The act is in the journal, the store has not taken it: it will not be lost, and must not be written twice. */
class JournalOnly extends Error {
  override readonly name = 'JournalOnly';
}

/**
 * The journal holds an act that the store lost in a failed write: take it over. Where it is this very step, tried
 * before, it is saved now and not done again; a like step with other contents waits for the person to look.
 */
async function afterRepair(by: Performer, draft: ActDraft): Promise<Performed> {
  try {
    const body = await bodyOf(by, draft);
    const decision = await foreseeNow(by.store, body, freshOf(draft));
    const { seq } = await nextPlace(by.store);
    await reconcile(by.store, by.journal, by.sealer);
    const found = await unfinishedActs(by.store, seq - 1, REPAIRED_AT_ONCE);
    const like = found.findLast((act) => act.kind === body.kind && act.verb === body.verb && sameTouches(act, body));
    if (like === undefined) return await performOnce(by, draft);
    if (decision.outcome === 'refused' || canonicalJson({ ...like.args }) !== canonicalJson({ ...body.args })) return { saved: false, failure: 'savedBefore' };
    return { saved: true, act: like.id, decision };
  } catch (error) {
    return failed(error);
  }
}

/** More than one act can stand in the journal alone only after several starts with a failing disk. */
const REPAIRED_AT_ONCE = 1000;

function sameTouches(one: SignedBody, other: SignedBody): boolean {
  return one.touches.map((touch) => touch.record).join(' ') === other.touches.map((touch) => touch.record).join(' ');
}

function freshOf(draft: ActDraft): ReadonlyMap<Sha256, Uint8Array> {
  return new Map((draft.pieces ?? []).filter((piece) => piece.class === 'list').map((piece) => [piece.sha256, piece.bytes]));
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
  const fresh = freshOf(draft);
  const decision = await foreseeNow(by.store, body, fresh);
  if (decision.outcome === 'refused') return { saved: false, decision };
  const place = await nextPlace(by.store);
  const act: Act = { ...body, desk: by.desk, ...place, sig: await es256(by.signingKey, signedBytes(body)) };
  await appendToJournal(by.journal, by.sealer, [act], pieces);
  const stored = await sealed(by.sealer, pieces);
  try {
    await saveAct(by.store, act, stored, fresh);
  } catch (error) {
    console.error(error);
    throw new JournalOnly('journal written, store not', { cause: error });
  }
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
  const turn = inTurns();
  for (const { sha256, class: pieceClass, bytes } of pieces) {
    stored.push({ sha256, class: pieceClass, bytes: pieceClass === 'person' ? await sealer.seal(`piece:${sha256}`, bytes) : bytes });
    await turn();
  }
  return stored;
}

/** A piece under a wrong name would wait at the county for ever; that is a mistake in the program. */
async function checkPieces(pieces: readonly NewPiece[]): Promise<void> {
  const turn = inTurns();
  for (const piece of pieces) {
    const hash: Sha256 = bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(piece.bytes))));
    if (hash !== piece.sha256) throw new RangeError(`piece ${piece.sha256} has another hash`);
    await turn();
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
