/** What the county confirmed, taken over with the cursor in one transaction; own acts still queued go on top again. */
import type { RecordId, RevisedRecord } from '#domain/record/record.ts';
import type { ChangeLine } from '#wire/exchange/messages.ts';
import { listFramesOf, piecesNamedBy } from './frames.ts';
import { isKnownKind, keepForLater, type UnknownLine } from './later.ts';
import { getMeta, putMeta } from './meta.ts';
import { settleOutbox, takeReceipt } from './outbox.ts';
import type { HistoryRow, WantedRow } from './rows.ts';
import type { Store } from './store.ts';

type RecordLine = Extract<ChangeLine, { line: 'record' }>;
type EndLine = Extract<ChangeLine, { line: 'end' }>;

/** Lines of whole numbers, in order; `upTo` is the last of them. */
export interface ChangeBatch {
  readonly lines: readonly ChangeLine[];
  /** Lines of a shape that only a newer program knows. */
  readonly unknown: readonly UnknownLine[];
  readonly upTo: number;
}

/** Stores a batch and moves the cursor. A batch that was stored before changes nothing. */
export async function takeChanges(store: Store, batch: ChangeBatch): Promise<void> {
  const { database } = store;
  await database.transaction('rw', database.actTables(), async () => {
    const cursor = (await getMeta(database, 'cursor')) ?? 0;
    const fresh = batch.lines.filter((line) => line.n > cursor);
    const own = await ownActors(store);
    for (const line of fresh) await takeLine(store, line, own);
    for (const line of batch.unknown) if (line.n > cursor) await keepForLater(store, line);
    await putMeta(database, 'cursor', Math.max(cursor, batch.upTo));
    await settleOutbox(store);
  });
}

/** The end of a stream: how far the county is, its day and its epoch. */
export async function takeEnd(store: Store, end: Pick<EndLine, 'n' | 'day' | 'epoch'>, contactAt: string): Promise<void> {
  const { database } = store;
  await database.transaction('rw', database.actTables(), async () => {
    const cursor = (await getMeta(database, 'cursor')) ?? 0;
    await putMeta(database, 'countyDay', end.day);
    await putMeta(database, 'epoch', end.epoch);
    await putMeta(database, 'lastContact', contactAt);
    if (end.n > cursor) {
      await putMeta(database, 'cursor', end.n);
      await settleOutbox(store);
    }
  });
}

async function takeLine(store: Store, line: ChangeLine, own: ReadonlySet<string>): Promise<void> {
  if (line.line === 'record') return isKnownKind(line.record.kind) ? takeRecord(store, line, own) : keepForLater(store, line);
  if (line.line === 'gone') return takeGone(store, line.record);
  if (line.line === 'receipt') return takeReceipt(store, line.receipt);
}

async function takeRecord(store: Store, line: RecordLine, own: ReadonlySet<string>): Promise<void> {
  const { database } = store;
  // The county's validators vouch for the value's shape per kind; here its kind is known.
  const record = line.record as unknown as RevisedRecord;
  if (await database.confirmed.get(record.id)) await database.confirmed.put({ id: record.id, record });
  else await database.records.put({ ...record, pending: false });
  await wantPieces(store, record);
  if (line.history === undefined) return;
  await database.history.put(historyRow(record.id, line.n, line.history));
  if (record.kind === 'subsidyNotice' && !own.has(line.history.by)) await addUnread(store, record.id);
}

function historyRow(record: RecordId, n: number, history: NonNullable<RecordLine['history']>): HistoryRow {
  const { act, by, office, at, verb, reason } = history;
  return { key: `${record} ${String(n).padStart(12, '0')}`, record, act, by, office, at, verb, reason };
}

async function wantPieces(store: Store, record: RevisedRecord): Promise<void> {
  const { database } = store;
  const named = piecesNamedBy(record);
  const here = await database.pieces.where('sha256').anyOf(named.map((piece) => piece.sha256)).primaryKeys();
  const present = new Set<string>(here);
  const wanted: WantedRow[] = named.filter((piece) => !present.has(piece.sha256)).map((piece) => ({ ...piece, denied: 0 }));
  await database.wanted.bulkPut(wanted);
}

/** Accounts that have signed in at this desk. */
async function ownActors(store: Store): Promise<ReadonlySet<string>> {
  const keys = await store.database.meta.get('actors');
  return new Set(Array.isArray(keys?.value) ? keys.value.map(String) : []);
}

async function addUnread(store: Store, record: RecordId): Promise<void> {
  const unread = (await getMeta(store.database, 'unread')) ?? [];
  if (!unread.includes(record)) await putMeta(store.database, 'unread', [...unread, record]);
}

/** A record has left this desk's scope: it goes, and with it every piece that nothing else names. */
async function takeGone(store: Store, id: RecordId): Promise<void> {
  const { database } = store;
  const row = await database.records.get(id);
  await database.records.delete(id);
  await database.confirmed.delete(id);
  await database.history.where('record').equals(id).delete();
  if (row === undefined) return;
  const frames = listFramesOf(row);
  const left = await database.records.where('kind').anyOf(['subsidyNotice', 'subsidyList', 'rosterRow']).toArray();
  const stillNamed = new Set(left.flatMap((record) => piecesNamedBy(record).map((piece) => piece.sha256)));
  const orphans = piecesNamedBy(row).map((piece) => piece.sha256).filter((hash) => !stillNamed.has(hash));
  await database.pieces.bulkDelete(orphans);
  await database.wanted.bulkDelete(orphans);
  await database.search.bulkDelete(frames.filter((hash) => !stillNamed.has(hash)));
}
