/**
 * Own acts on their way: saved with the records they change in one strict transaction, kept until the county's receipt
 * is here and its changes are read. Nothing is ever dropped after a number of tries.
 */
import { actHash, bodyHash, FIRST_PREV, type Act, type Base, type SignedBody, type Touch } from '#domain/act/act.ts';
import type { Decision } from '#domain/decision.ts';
import type { Sha256 } from '#domain/hash.ts';
import { framesNeeded } from '#domain/needs.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { Receipt } from '#wire/exchange/messages.ts';
import { getMeta, putMeta } from './meta.ts';
import { foresee, replayOutbox, writeScene } from './replay.ts';
import type { NeedsPersonRow, OutboxRow, PieceClass, PieceRow } from './rows.ts';
import { loadScene, type FreshPieces } from './scene.ts';
import type { Store } from './store.ts';
import { inTurns } from './turns.ts';

/** A piece as it goes into the store: sealed already when it is a person piece. */
export interface StoredPiece {
  readonly sha256: Sha256;
  readonly class: PieceClass;
  readonly bytes: Uint8Array;
}

/** What the person sees of each record now: its county revision and the last own act on it that is still queued. */
export async function basesOf(store: Store, records: readonly RecordId[]): Promise<Touch[]> {
  const epoch = (await getMeta(store.database, 'epoch')) ?? '';
  const touches: Touch[] = [];
  for (const record of records) {
    const revision = (await store.database.records.get(record))?.revision ?? 0;
    const queued = await store.database.outbox.where('touched').equals(record).sortBy('seq');
    const after = queued.at(-1)?.id;
    const base: Base = after === undefined ? { epoch, revision } : { epoch, revision, after };
    touches.push({ record, base });
  }
  return touches;
}

/** Where the next act of this enrolment stands. */
export async function nextPlace(store: Store): Promise<{ readonly seq: number; readonly prev: Sha256 }> {
  const tail = await getMeta(store.database, 'tail');
  return { seq: (tail?.seq ?? 0) + 1, prev: tail?.prev ?? FIRST_PREV };
}

/** What `decide` says of an act on the records as they are shown now. */
export async function foreseeNow(store: Store, act: SignedBody, fresh: FreshPieces): Promise<Decision> {
  await shelve(store, act, fresh);
  return foresee(await loadScene(store.database, store.shelf, { acts: [act], fresh, day: store.day() }), act);
}

/** Reads new list frames ahead, in turns: the transaction that saves them cannot wait for the window. A new value of a row is a piece and no frame. */
async function shelve(store: Store, act: SignedBody, fresh: FreshPieces): Promise<void> {
  const turn = inTurns();
  for (const hash of framesNeeded(act, new Map(), [])) {
    const bytes = fresh.get(hash);
    if (bytes === undefined) continue;
    store.shelf.read(hash, bytes);
    await turn();
  }
}

/** Saves an act with its pieces and what it changes; all or nothing. Saving the same act again changes nothing. */
export async function saveAct(store: Store, act: Act, pieces: readonly StoredPiece[], fresh: FreshPieces): Promise<void> {
  const { database } = store;
  await database.transaction('rw', database.actTables(), async () => {
    if (await database.outbox.get(act.id)) return;
    await putPieces(store, pieces, 1);
    const scene = await loadScene(database, store.shelf, { acts: [act], fresh, day: store.day() });
    scene.apply(foresee(scene, act), act.actor);
    await database.outbox.add(rowOf(act));
    await writeScene(database, scene);
    await advanceTail(store, act);
  });
}

/** Handing bytes to the database copies them in the window; so many at once take it some ten milliseconds. */
const PIECES_PER_PUT = 64;

/** Puts pieces in bulk, as bytes; nothing is parsed. `unsent` 1 for own ones, 0 for those the county gave. */
export async function putPieces(store: Store, pieces: readonly StoredPiece[], unsent: 0 | 1): Promise<void> {
  for (let from = 0; from < pieces.length; from += PIECES_PER_PUT) {
    const rows = pieces.slice(from, from + PIECES_PER_PUT).map((piece): PieceRow => ({ ...piece, unsent }));
    await store.database.pieces.bulkPut(rows);
  }
  await store.database.wanted.bulkDelete(pieces.map((piece) => piece.sha256));
}

function rowOf(act: Act): OutboxRow {
  return { id: act.id, desk: act.desk, seq: act.seq, act, touched: act.touches.map((touch) => touch.record) };
}

async function advanceTail(store: Store, act: Act): Promise<void> {
  const tail = await getMeta(store.database, 'tail');
  if (act.seq > (tail?.seq ?? 0)) await putMeta(store.database, 'tail', { seq: act.seq, prev: actHash(act) });
}

/** Acts after a seq that the county has not finished with, in order. */
export async function unfinishedActs(store: Store, afterSeq: number, limit: number): Promise<readonly Act[]> {
  const rows = await store.database.outbox.where('seq').above(afterSeq).filter((row) => !isFinal(row.receipt)).limit(limit).sortBy('seq');
  return rows.map((row) => row.act);
}

/** Pieces of an act that the county may lack. */
export async function unsentPieces(store: Store, act: Act): Promise<readonly PieceRow[]> {
  const rows = await store.database.pieces.bulkGet([...act.pieces]);
  return rows.filter((row) => row?.unsent === 1).filter((row) => row !== undefined);
}

export async function markPieceSent(store: Store, sha256: Sha256): Promise<void> {
  await store.database.pieces.update(sha256, { unsent: 0 });
}

export function isFinal(receipt: Receipt | undefined): boolean {
  return receipt !== undefined && receipt.outcome.outcome !== 'waiting' && receipt.outcome.outcome !== 'held';
}

/** Takes receipts over: counts, what needs a person, and what is shown. Taking one twice changes nothing. */
export async function takeReceipts(store: Store, receipts: readonly Receipt[]): Promise<void> {
  const { database } = store;
  await database.transaction('rw', database.actTables(), async () => {
    for (const receipt of receipts) await takeReceipt(store, receipt);
    await settleOutbox(store);
  });
}

/** One receipt, inside the caller's transaction; the outbox is settled by the caller. */
export async function takeReceipt(store: Store, receipt: Receipt): Promise<void> {
  const { database } = store;
  const row = await database.outbox.get(receipt.act);
  // A receipt of another body under this id is no receipt of this act.
  if (row === undefined || receipt.hash !== bodyHash(row.act)) return;
  if (row.receipt !== undefined && isFinal(row.receipt)) return;
  await database.outbox.put({ ...row, receipt });
  if (receipt.outcome.outcome === 'waiting' && receipt.outcome.for === 'piece') {
    for (const piece of receipt.outcome.pieces ?? []) await database.pieces.update(piece, { unsent: 1 });
  }
  if (!isFinal(receipt)) return;
  await database.receipts.put({ act: receipt.act, outcome: receipt.outcome.outcome, n: receipt.n });
  const needs = await needsPersonRow(store, row.act, receipt);
  if (needs) await database.needsPerson.put(needs);
  if (receipt.outcome.outcome === 'forked') await putMeta(database, 'refusal', 'forked');
}

async function needsPersonRow(store: Store, act: Act, receipt: Receipt): Promise<NeedsPersonRow | undefined> {
  const { outcome } = receipt;
  if (outcome.outcome === 'clashed' || outcome.outcome === 'forked') return { id: act.id, act, outcome: outcome.outcome, receipt };
  if (outcome.outcome !== 'refused') return undefined;
  if (outcome.dependsOn === undefined) return { id: act.id, act, outcome: 'refused', receipt };
  const above = await store.database.needsPerson.get(outcome.dependsOn);
  return { id: act.id, act, outcome: 'dependent', receipt, cause: above?.cause ?? outcome.dependsOn };
}

/**
 * Lets go of acts the county has finished with and shows the rest on top of what it confirmed. An applied act stays
 * until its changes are read too, so that nothing flickers back for a moment.
 */
export async function settleOutbox(store: Store): Promise<void> {
  const { database } = store;
  const cursor = (await getMeta(database, 'cursor')) ?? 0;
  const rows = await database.outbox.toArray();
  const done = rows.filter((row) => isFinal(row.receipt) && row.receipt !== undefined && isSettled(row.receipt, cursor));
  await database.outbox.bulkDelete(done.map((row) => row.id));
  await replayOutbox(database, store.shelf, store.day());
}

function isSettled(receipt: Receipt, cursor: number): boolean {
  if (receipt.outcome.outcome === 'forked') return false;
  return receipt.outcome.outcome === 'refused' || receipt.n <= cursor;
}

/** A person has looked at an act that was refused and decided; it leaves the list, with those that rest on it. */
export async function putAside(store: Store, act: string): Promise<void> {
  const { database } = store;
  await database.transaction('rw', database.needsPerson, async () => {
    await database.needsPerson.where('cause').equals(act).delete();
    await database.needsPerson.delete(act);
  });
}
