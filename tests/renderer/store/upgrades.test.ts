/** Each released shape of the store, frozen as it was written then, opens and reads in this program. */
import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '#renderer/store/database.ts';
import { readerOver } from '#renderer/store/reading.ts';
import { openStore } from '#renderer/store/store.ts';

interface Frozen {
  readonly version: number;
  /** Key path and index key paths by table, as IndexedDB has them. */
  readonly tables: { readonly [table: string]: { readonly keyPath: string; readonly indexes: readonly (readonly [path: string, multi: boolean])[]; readonly rows: readonly object[] } };
}

const FIXTURES = new URL('./fixtures/', import.meta.url);
const UPGRADES = new URL('../../../renderer/store/upgrades/', import.meta.url);

function frozen(version: number): Frozen {
  return JSON.parse(readFileSync(new URL(`version-${version}.json`, FIXTURES), 'utf8')) as Frozen;
}

/** Makes the database as the program of that version left it, without the code of today. */
async function lay(name: string, { version, tables }: Frozen): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version * 10);
    request.onupgradeneeded = () => {
      for (const [table, { keyPath, indexes, rows }] of Object.entries(tables)) {
        const store = request.result.createObjectStore(table, { keyPath });
        for (const [path, multiEntry] of indexes) store.createIndex(path, path, { multiEntry });
        for (const row of rows) store.put(row);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('cannot lay'));
  });
  database.close();
}

describe('shapes of the store', () => {
  it('has one frozen fixture per upgrade file', () => {
    const files = readdirSync(UPGRADES).filter((file) => /^\d{4}-/.test(file));
    expect(files).toHaveLength(SCHEMA_VERSION);
    for (let version = 1; version <= SCHEMA_VERSION; version += 1) expect(frozen(version).version).toBe(version);
  });

  it('opens version 1 with everything in it', async () => {
    await lay('frozen-1', frozen(1));
    const store = await openStore('frozen-1', { day: () => '2021-05-10' });
    const reader = readerOver(store, () => undefined);
    expect(await reader.records('office')).toMatchObject([{ id: 'office:stone', value: { name: '石桥村' } }]);
    expect(await reader.syncFacts()).toMatchObject({ queued: 1, needsPerson: 1, accepted: 1, lastNumber: 7, later: 1 });
    expect(await reader.overlay(['f'.repeat(64)])).toHaveLength(1);
    expect(store.database.verno).toBe(SCHEMA_VERSION);
    store.close();
  });

  it('lays a fresh store out exactly as the upgrades lead to', async () => {
    await lay('frozen-upgraded', frozen(SCHEMA_VERSION));
    const shapes = [];
    for (const name of ['frozen-upgraded', 'fresh']) {
      const store = await openStore(name, { day: () => '2021-05-10' });
      shapes.push(store.database.tables.map((table) => [table.name, table.schema.primKey.src, table.schema.indexes.map((index) => index.src).sort()]).sort());
      store.close();
    }
    expect(shapes[0]).toEqual(shapes[1]);
  });
});
