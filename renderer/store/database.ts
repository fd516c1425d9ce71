/** The one place that opens the database: strict durability, versions in order, and never one that a newer program wrote. */
import { Dexie, type EntityTable } from 'dexie';
import type {
  ConfirmedRow, DraftRow, HistoryRow, KeyRow, LaterRow, MetaRow, NeedsPersonRow, OutboxRow, PieceRow, ReceiptRow, RecordRow, SearchRow, WantedRow,
} from './rows.ts';
import * as first from './upgrades/0001-first.ts';

const UPGRADES = [first];
export const SCHEMA_VERSION = Math.max(...UPGRADES.map((upgrade) => upgrade.version));

/** IndexedDB counts in tenths of Dexie's versions. */
const NATIVE_PER_VERSION = 10;

/** The database was written by a newer program. Nothing was opened for writing; the person installs the newer one. */
export class NewerDatabase extends Error {
  readonly code = 'newerDatabase';
  readonly found: number;
  constructor(found: number) {
    super(`database version ${found} is newer than ${SCHEMA_VERSION}`);
    this.found = found;
  }
}

export class Database extends Dexie {
  declare records: EntityTable<RecordRow, 'id'>;
  declare confirmed: EntityTable<ConfirmedRow, 'id'>;
  declare outbox: EntityTable<OutboxRow, 'id'>;
  declare needsPerson: EntityTable<NeedsPersonRow, 'id'>;
  declare receipts: EntityTable<ReceiptRow, 'act'>;
  declare pieces: EntityTable<PieceRow, 'sha256'>;
  declare wanted: EntityTable<WantedRow, 'sha256'>;
  declare search: EntityTable<SearchRow, 'frame'>;
  declare history: EntityTable<HistoryRow, 'key'>;
  declare meta: EntityTable<MetaRow, 'key'>;
  declare drafts: EntityTable<DraftRow, 'key'>;
  declare keys: EntityTable<KeyRow, 'id'>;
  declare later: EntityTable<LaterRow, 'key'>;

  constructor(name: string, factory: IDBFactory) {
    super(name, { chromeTransactionDurability: 'strict', indexedDB: factory, IDBKeyRange: globalThis.IDBKeyRange });
    for (const upgrade of UPGRADES) this.version(upgrade.version).stores(upgrade.stores);
  }

  /** The tables that an act, a receipt or a change may write, for one transaction over all of them. */
  actTables() {
    return [this.records, this.confirmed, this.outbox, this.needsPerson, this.receipts, this.pieces, this.wanted, this.search, this.history, this.meta, this.later];
  }
}

/** Opens (or makes) the database. Throws NewerDatabase before Dexie touches one that it would silently open and write. */
export async function openDatabase(name: string, factory: IDBFactory = globalThis.indexedDB): Promise<Database> {
  const found = await versionOf(name, factory);
  if (found > SCHEMA_VERSION) throw new NewerDatabase(found);
  const database = new Database(name, factory);
  await database.open();
  return database;
}

/** The version on disk, 0 where there is none; looks without opening, so that a newer one stays untouched. */
async function versionOf(name: string, factory: IDBFactory): Promise<number> {
  const known = await factory.databases();
  const version = known.find((database) => database.name === name)?.version ?? 0;
  return version / NATIVE_PER_VERSION;
}
