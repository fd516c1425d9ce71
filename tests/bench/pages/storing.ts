/** The page of the storing measure: the same payees into the desk's own store, raw IndexedDB, and Dexie row by row. */
import { Dexie } from 'dexie';
import { putPieces, type StoredPiece } from '#renderer/store/outbox.ts';
import { sealerOver, type Sealer } from '#renderer/store/seal.ts';
import { openStore } from '#renderer/store/store.ts';
import { frames, payees, type FramePair, type Payee } from './payees.ts';

let rows: readonly Payee[] = [];
let pairs: readonly FramePair[] = [];
let sealer: Sealer | undefined;

/** Makes the payees, outside the measured time. */
async function prepare(count: number): Promise<void> {
  rows = payees(count);
  pairs = frames(rows);
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  sealer = sealerOver(key, '00'.repeat(8), { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) });
}

/** The desk's store as it is: strict durability, person frames sealed, in one transaction. */
async function desk(): Promise<number> {
  const store = await openStore('desk', { day: () => '2026-01-01' });
  const started = performance.now();
  const pieces: StoredPiece[] = pairs.map(({ list }) => ({ ...list, class: 'list' }));
  const sealed = await Promise.all(
    pairs.map(async ({ person }): Promise<StoredPiece> => ({ sha256: person.sha256, class: 'person', bytes: (await sealer?.seal(`piece:${person.sha256}`, person.bytes)) ?? person.bytes })),
  );
  await store.database.transaction('rw', store.database.actTables(), () => putPieces(store, [...pieces, ...sealed], 1));
  const ms = performance.now() - started;
  const kept = await store.database.pieces.count();
  if (kept !== pairs.length * 2) throw new Error(`${kept} pieces kept`);
  return ms;
}

/** The bare limit: the same frames put into one object store by hand, strict too, nothing sealed. */
async function raw(): Promise<number> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('raw', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('frames', { keyPath: 'sha256' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction('frames', 'readwrite', { durability: 'strict' });
    const table = transaction.objectStore('frames');
    for (const { list, person } of pairs) {
      table.put(list);
      table.put(person);
    }
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
  return performance.now() - started;
}

/** What most desktop programs do: a Dexie record per payee, with the three indexes a list screen needs. */
async function rowByRow(): Promise<number> {
  const database = new Dexie('rows', { chromeTransactionDurability: 'strict' });
  database.version(1).stores({ payees: 'id, name, idNumber, group' });
  await database.open();
  const started = performance.now();
  await database.table<Payee>('payees').bulkPut([...rows]);
  const ms = performance.now() - started;
  const kept = await database.table('payees').count();
  if (kept !== rows.length) throw new Error(`${kept} rows kept`);
  return ms;
}

const contenders: { readonly [name: string]: () => Promise<number> } = { desk, raw, rowByRow };

Object.assign(window, {
  bench: async (name: string, count: number): Promise<number> => {
    await prepare(count);
    const run = contenders[name];
    if (!run) throw new Error(`no contender ${name}`);
    return run();
  },
});
