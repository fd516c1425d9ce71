/** Lines of kinds that a newer county knows and this program does not: kept as they came, counted, read after an upgrade. */
import { hashOf } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { RecordKind, RevisedRecord } from '#domain/record/record.ts';
import type { Store } from './store.ts';

/** A line of which only its number is understood. */
export interface UnknownLine {
  readonly n: number;
  readonly [field: string]: unknown;
}

const KNOWN_KINDS: Readonly<Record<RecordKind, true>> = {
  office: true, account: true, desk: true, countyRules: true, programme: true, approvalChain: true, holidayYear: true,
  subsidyBatch: true, subsidyList: true, subsidyNotice: true, rosterRow: true, clash: true,
};

export function isKnownKind(kind: string): kind is RecordKind {
  return Object.hasOwn(KNOWN_KINDS, kind);
}

/** Keeps a line; inside the caller's transaction. */
export async function keepForLater(store: Store, line: { readonly n: number }): Promise<void> {
  const text = JSON.parse(JSON.stringify(line)) as Json;
  await store.database.later.put({ key: `${String(line.n).padStart(12, '0')} ${hashOf(text)}`, line: text });
}

/** After an upgrade: kept records whose kind is known by now become visible. */
export async function bringBackKnown(store: Store): Promise<void> {
  const { database } = store;
  await database.transaction('rw', [database.later, database.records, database.confirmed], async () => {
    for (const row of await database.later.orderBy('key').toArray()) {
      const { record } = row.line as { readonly record?: RevisedRecord };
      if (typeof record !== 'object' || !isKnownKind(record.kind)) continue;
      if (await database.confirmed.get(record.id)) await database.confirmed.put({ id: record.id, record });
      else await database.records.put({ ...record, pending: false });
      await database.later.delete(row.key);
    }
  });
}
