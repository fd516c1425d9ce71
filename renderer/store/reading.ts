/** Reading: what screens get. Holds no way to write; person pieces open only while somebody sits at the desk. */
import type { Sha256 } from '#domain/hash.ts';
import type { Fault } from '#domain/fault.ts';
import type { RecordId, RecordKind } from '#domain/record/record.ts';
import type { Frame } from '#domain/roster/frame.ts';
import type { Patch, RosterRow } from '#domain/roster/overlay.ts';
import type { World } from '#domain/world.ts';
import { signedBody, type Act } from '#domain/act/act.ts';
import { parseFrame } from './frames.ts';
import { getMeta } from './meta.ts';
import { isFinal } from './outbox.ts';
import type { DeskReader, HistoryLine, NeedsPerson, SyncFacts, VisibleRecord } from './reader.ts';
import type { NeedsPersonRow, OutboxRow } from './rows.ts';
import type { Sealer } from './seal.ts';
import { loadScene } from './scene.ts';
import type { Store } from './store.ts';

/** The sealer of the open session, or undefined while the desk is locked. */
export type OpenSealer = () => Sealer | undefined;

export function readerOver(store: Store, sealer: OpenSealer): DeskReader {
  const { database } = store;
  const piece = (hash: Sha256) => pieceBytes(store, sealer, hash);
  return {
    async record<K extends RecordKind>(id: RecordId) {
      return (await database.records.get(id)) as VisibleRecord<K> | undefined;
    },
    async records<K extends RecordKind>(kind: K) {
      return (await database.records.where('kind').equals(kind).toArray()) as unknown as VisibleRecord<K>[];
    },
    overlay: (listFrames) => overlayOf(store, listFrames),
    async frame(hash) {
      const bytes = await piece(hash);
      return bytes ? (store.shelf.take(hash) ?? frameFrom(store, hash, bytes)) : undefined;
    },
    async patch(hash) {
      const bytes = await piece(hash);
      return bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as Patch) : undefined;
    },
    piece,
    history: (record) => historyOf(store, record),
    async needsPerson() {
      return (await database.needsPerson.toArray()).map(needsPersonOf).sort((a, b) => a.act.seq - b.act.seq);
    },
    syncFacts: () => syncFactsOf(store),
    world: (forRecords) => worldFor(store, forRecords),
  };
}

async function pieceBytes(store: Store, sealer: OpenSealer, hash: Sha256): Promise<Uint8Array | undefined> {
  const row = await store.database.pieces.get(hash);
  if (row === undefined || row.class !== 'person') return row?.bytes;
  const open = sealer();
  // The wrapping keeps a live query's context across WebCrypto, which Dexie does not know.
  return open && Promise.resolve(open.open(`piece:${hash}`, row.bytes));
}

/** Person frames are never kept parsed: they would outlive a locked screen. */
async function frameFrom(store: Store, hash: Sha256, bytes: Uint8Array): Promise<Frame> {
  const frame = parseFrame(bytes);
  return frame.class === 'list' ? store.shelf.read(hash, bytes) : frame;
}

async function overlayOf(store: Store, listFrames: readonly Sha256[]): Promise<readonly RosterRow[]> {
  const rows = await store.database.records.where('value.frame').anyOf([...listFrames]).toArray();
  return rows.map((row) => row.value as RosterRow);
}

async function historyOf(store: Store, record: RecordId): Promise<readonly HistoryLine[]> {
  const confirmed = await store.database.history.where('key').startsWith(`${record} `).toArray();
  const known = new Set(confirmed.map((line) => line.act));
  const queued = await store.database.outbox.where('touched').equals(record).sortBy('seq');
  const lines = confirmed.map(({ key: _, ...line }): HistoryLine => ({ ...line, pending: false }));
  return [...lines, ...queued.filter((row) => !known.has(row.id)).map((row) => pendingLine(record, row.act))];
}

function pendingLine(record: RecordId, act: Act): HistoryLine {
  const reason = act.args['reason'];
  const line = { act: act.id, record, by: act.actor, office: act.office, at: act.at, verb: act.verb, pending: true };
  return typeof reason === 'string' ? { ...line, reason } : line;
}

function needsPersonOf(row: NeedsPersonRow): NeedsPerson {
  const act = { ...signedBody(row.act), seq: row.act.seq };
  const { outcome } = row.receipt;
  return {
    act,
    outcome: row.outcome,
    // A code that only a newer county knows is still shown, under its own name.
    ...(outcome.outcome === 'refused' ? { fault: outcome.fault as Fault } : {}),
    ...(outcome.outcome === 'clashed' ? { clash: outcome.clash } : {}),
    ...(row.cause === undefined ? {} : { cause: row.cause }),
  };
}

async function syncFactsOf(store: Store): Promise<SyncFacts> {
  const { database } = store;
  const [outbox, accepted, needsPerson, later, unread, cursor, lastContact, phase, refusal] = await Promise.all([
    database.outbox.toArray(),
    database.receipts.where('outcome').equals('applied').count(),
    needsPersonNow(store),
    database.later.count(),
    getMeta(database, 'unread'), getMeta(database, 'cursor'), getMeta(database, 'lastContact'), getMeta(database, 'phase'), getMeta(database, 'refusal'),
  ]);
  return {
    queued: outbox.filter((row) => row.receipt === undefined).length,
    waiting: outbox.filter(isWaiting).length,
    accepted,
    needsPerson,
    receivedUnread: (unread ?? []).length,
    lastNumber: cursor ?? 0,
    lastContact: lastContact ?? null,
    phase: phase ?? 'offline',
    ...(refusal ? { refusal } : {}),
    later,
  };
}

/** Own acts in front of a person; a clash that somebody has settled is in front of nobody any more. */
async function needsPersonNow({ database }: Store): Promise<number> {
  const rows = await database.needsPerson.toArray();
  const clashes = await database.records.bulkGet(rows.flatMap(({ receipt: { outcome } }) => (outcome.outcome === 'clashed' ? [outcome.clash] : [])));
  const settled = clashes.filter((record) => record !== undefined && 'settled' in record.value && record.value.settled !== undefined);
  return rows.length - settled.length;
}

function isWaiting(row: OutboxRow): boolean {
  return row.receipt !== undefined && !isFinal(row.receipt);
}

async function worldFor(store: Store, records: readonly RecordId[]): Promise<World> {
  const scene = await loadScene(store.database, store.shelf, { acts: [], records, day: store.day() });
  return scene.world();
}
