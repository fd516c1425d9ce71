/**
 * The desk's store: the open database with what its writers share. Screens never get one; they get a `DeskReader`.
 * Writers take turns across windows and workers, so that what an act was decided on is what it is written onto.
 */
import type { Day } from '#domain/calendar/day.ts';
import { openDatabase, type Database } from './database.ts';
import { FrameShelf } from './frames.ts';
import { bringBackKnown } from './later.ts';

export interface StorePorts {
  /** Day for predictions, see `deskDay.ts`. */
  readonly day: () => Day;
  readonly factory?: IDBFactory;
}

/** Only `openStore` makes one: holding it is the right to write. */
export class Store {
  readonly database: Database;
  readonly shelf = new FrameShelf();
  readonly day: () => Day;

  constructor(database: Database, day: () => Day) {
    this.database = database;
    this.day = day;
  }

  /** Runs alone among all writers of this database. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    return navigator.locks.request(`noticeboard:${this.database.name}`, async () => work());
  }

  close(): void {
    this.database.close();
  }
}

/** Opens the store. Throws NewerDatabase when a newer program wrote it. */
export async function openStore(name: string, ports: StorePorts): Promise<Store> {
  const database = await openDatabase(name, ports.factory);
  const store = new Store(database, ports.day);
  // Hardly ever is there anything; a start need not wait its turn among the writers to find that out.
  if ((await database.later.count()) > 0) await store.alone(() => bringBackKnown(store));
  return store;
}

/** Asks the browser not to evict the data; says whether it promised. */
export async function askToPersist(storage: StorageManager | undefined): Promise<boolean> {
  return (await storage?.persist()) ?? false;
}
