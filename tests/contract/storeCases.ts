/** What every body of the store has to keep: the same cases on fake IndexedDB and in a real Chromium. */
import { liveQuery } from 'dexie';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { RevisedRecord } from '#domain/record/record.ts';
import { takeChanges, takeEnd } from '#renderer/store/changes.ts';
import { NewerDatabase } from '#renderer/store/database.ts';
import { getMeta, putMeta } from '#renderer/store/meta.ts';
import { putAside, putPieces, saveAct, takeReceipts } from '#renderer/store/outbox.ts';
import { readerOver } from '#renderer/store/reading.ts';
import { sealerOver } from '#renderer/store/seal.ts';
import { openStore, type Store } from '#renderer/store/store.ts';
import type { Draft } from '#tests/kit/county.ts';
import { HEAD, LIST, makeFrames, NOTICE, villageImport } from '#tests/kit/lists.ts';
import { DAY } from '#tests/kit/people.ts';
import { changes, confirmedFrom, filledStore, hold, promised, receiptFor, same, save, storedPieces } from './storeKit.ts';

export interface StoreCase {
  readonly says: string;
  run(name: string): Promise<void>;
}

function edit(field: 'title' | 'bodyText', value: string, was: string): Draft {
  return { kind: 'subsidyNotice', verb: 'edit', by: 'stoneClerk', touches: [NOTICE], args: { set: { [field]: value }, was: { [field]: was } } };
}

/** A store whose notice is confirmed at revision 1, number 101. */
async function withNotice(name: string): Promise<Store> {
  const store = await filledStore(name);
  const made = makeFrames(6, 'row-stone', 'stone');
  const act = await save(store, villageImport(made), storedPieces(made));
  const records = await Promise.all([...act.touches].map((touch) => confirmedFrom(store, touch.record, 1)));
  await takeReceipts(store, [receiptFor(act, { outcome: 'applied' }, 101)]);
  await changes(store, 101, records);
  return store;
}

async function head(store: Store): Promise<SubsidyNotice['head'] & { readonly pending: boolean }> {
  const notice = await readerOver(store, () => undefined).record<'subsidyNotice'>(NOTICE);
  hold(notice !== undefined, 'the notice is shown');
  return { ...notice.value.head, pending: notice.pending };
}

async function othersEdit(store: Store, n: number, set: Partial<SubsidyNotice['head']>): Promise<void> {
  const row = (await store.database.confirmed.get(NOTICE))?.record ?? (await confirmedFrom(store, NOTICE, 0));
  const value = row.value as SubsidyNotice;
  const record: RevisedRecord = { ...row, revision: row.revision + 1, value: { ...value, head: { ...value.head, ...set } } };
  await changes(store, n, [record]);
}

export const STORE_CASES: readonly StoreCase[] = [
  {
    says: 'shows an act at once, keeps it in the outbox, and drops it only when its changes are read',
    async run(name) {
      const store = await withNotice(name);
      const act = await save(store, edit('title', '甲', HEAD.title));
      same((await head(store)).title, '甲', 'title');
      const confirmed = await store.database.confirmed.get(NOTICE);
      hold(confirmed?.record?.kind === 'subsidyNotice', 'the confirmed notice is kept');
      same((confirmed.record.value as SubsidyNotice).head.title, HEAD.title, 'what the county confirmed');
      await takeReceipts(store, [receiptFor(act, { outcome: 'applied' }, 102)]);
      same([(await head(store)).title, await store.database.outbox.count()], ['甲', 1], 'between receipt and change nothing flickers back');
      await othersEdit(store, 102, { title: '甲' });
      same([await store.database.outbox.count(), await store.database.confirmed.count(), (await head(store)).pending], [0, 0, false], 'settled');
      store.close();
    },
  },
  {
    says: 'replays own acts on top of what others changed meanwhile',
    async run(name) {
      const store = await withNotice(name);
      await save(store, edit('title', '甲', HEAD.title));
      await othersEdit(store, 102, { bodyText: '别人写的' });
      const { title, bodyText, pending } = await head(store);
      same([title, bodyText, pending], ['甲', '别人写的', true], 'both are shown');
      store.close();
    },
  },
  {
    says: 'names the last own queued act as base, so that a desk does not clash with itself',
    async run(name) {
      const store = await withNotice(name);
      const first = await save(store, edit('title', '甲', HEAD.title));
      const second = await save(store, edit('title', '乙', '甲'));
      same(second.touches[0]?.base, { epoch: 'epoch-1', revision: 1, after: first.id }, 'base');
      same([second.seq, first.seq], [3, 2], 'seq');
      same((await head(store)).title, '乙', 'title');
      store.close();
    },
  },
  {
    says: 'moves a refused act to a person, with what rests on it under its cause, and takes it off the screen',
    async run(name) {
      const store = await withNotice(name);
      const first = await save(store, edit('title', '甲', HEAD.title));
      const second = await save(store, edit('title', '乙', '甲'));
      const third = await save(store, edit('title', '丙', '乙'));
      const fault = { code: 'wrongState' };
      await takeReceipts(store, [
        receiptFor(first, { outcome: 'refused', fault }, 102),
        receiptFor(second, { outcome: 'refused', fault: { code: 'dependsOn' }, dependsOn: first.id }, 103),
        receiptFor(third, { outcome: 'refused', fault: { code: 'dependsOn' }, dependsOn: second.id }, 104),
      ]);
      const needs = await readerOver(store, () => undefined).needsPerson();
      same(needs.map((need) => [need.outcome, need.cause ?? null]), [['refused', null], ['dependent', first.id], ['dependent', first.id]], 'shown under one cause');
      same([(await head(store)).title, (await head(store)).pending], [HEAD.title, false], 'back to what the county has');
      await putAside(store, first.id);
      same(await store.database.needsPerson.count(), 0, 'put aside as one');
      store.close();
    },
  },
  {
    says: 'takes the same receipts and changes any number of times',
    async run(name) {
      const store = await withNotice(name);
      const act = await save(store, edit('title', '甲', HEAD.title));
      const receipt = receiptFor(act, { outcome: 'applied' }, 102);
      const record: RevisedRecord = { ...(await confirmedFrom(store, NOTICE, 2)) };
      for (let times = 0; times < 3; times += 1) {
        await takeReceipts(store, [receipt, receipt]);
        await changes(store, 102, [record]);
        await takeEnd(store, { n: 102, day: DAY, epoch: 'epoch-1' }, '2021-05-10T08:00:00Z');
      }
      same([await store.database.receipts.count(), await getMeta(store.database, 'cursor'), (await head(store)).title], [2, 102, '甲'], 'once');
      store.close();
    },
  },
  {
    says: 'ignores a receipt of another body under the same id',
    async run(name) {
      const store = await withNotice(name);
      const act = await save(store, edit('title', '甲', HEAD.title));
      await takeReceipts(store, [{ ...receiptFor(act, { outcome: 'applied' }, 102), hash: 'f'.repeat(64) }]);
      same((await store.database.outbox.get(act.id))?.receipt ?? null, null, 'no receipt');
      store.close();
    },
  },
  {
    says: 'sends a piece again when the county says it is missing',
    async run(name) {
      const store = await filledStore(name);
      const made = makeFrames(6, 'row-stone', 'stone');
      const act = await save(store, villageImport(made), storedPieces(made));
      const [first = ''] = made.pieces;
      await store.database.pieces.update(first, { unsent: 0 });
      await takeReceipts(store, [receiptFor(act, { outcome: 'waiting', for: 'piece', pieces: [first] }, 0)]);
      same([(await store.database.pieces.get(first))?.unsent, await store.database.outbox.count()], [1, 1], 'unsent again');
      store.close();
    },
  },
  {
    says: 'saves nothing at all when one part of an act cannot be written',
    async run(name) {
      const store = await withNotice(name);
      const act = await save(store, edit('title', '甲', HEAD.title));
      const broken = { ...act, id: 'act-broken', seq: act.seq + 1, args: { set: { title: '乙' }, was: { title: '甲' }, never: (() => 1) as never } };
      const failed = await saveAct(store, broken, [{ sha256: 'a'.repeat(64), class: 'list', bytes: new Uint8Array(3) }], new Map()).then(() => false, () => true);
      hold(failed, 'a function cannot be stored');
      same([await store.database.pieces.get('a'.repeat(64)) ?? null, (await getMeta(store.database, 'tail'))?.seq, (await head(store)).title], [null, act.seq, '甲'], 'as before');
      store.close();
    },
  },
  {
    says: 'erases a record that left the scope, with the pieces that nothing else names',
    async run(name) {
      const store = await withNotice(name);
      same(await store.database.pieces.count(), 2, 'pieces');
      await takeChanges(store, { lines: [{ line: 'gone', n: 102, record: NOTICE }], unknown: [], upTo: 102 });
      same(await store.database.pieces.count(), 2, 'the list still names them');
      await takeChanges(store, { lines: [{ line: 'gone', n: 103, record: LIST }], unknown: [], upTo: 103 });
      same([await store.database.pieces.count(), (await store.database.records.get(LIST)) ?? null], [0, null], 'gone');
      store.close();
    },
  },
  {
    says: 'keeps what only a newer program knows, counts it, and shows it after an upgrade',
    async run(name) {
      const store = await filledStore(name);
      const record = { id: 'disclosureItem:1', kind: 'disclosureItem', office: 'stone', revision: 1, value: {} };
      await takeChanges(store, { lines: [{ line: 'record', n: 101, record }], unknown: [{ n: 102, line: 'song', verse: 1 }], upTo: 102 });
      same([(await readerOver(store, () => undefined).syncFacts()).later, await getMeta(store.database, 'cursor')], [2, 102], 'kept and counted');
      // An upgrade is a program that knows the kind: here the kept line is one of a kind known by now.
      await store.database.later.put({ key: '000000000103 x', line: { line: 'record', n: 103, record: { id: 'office:new', kind: 'office', office: 'new', revision: 1, value: {} } } });
      store.close();
      const upgraded = await openStore(name, { day: () => DAY });
      same([await upgraded.database.later.count(), (await upgraded.database.records.get('office:new'))?.id ?? null], [2, 'office:new'], 'brought back');
      upgraded.close();
    },
  },
  {
    says: 'refuses a newer database calmly and leaves it as it is',
    async run(name) {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, 20);
        request.onupgradeneeded = () => request.result.createObjectStore('future', { keyPath: 'id' }).put({ id: 'x' });
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
        request.onerror = () => reject(request.error);
      });
      const refused = await openStore(name, { day: () => DAY }).then(() => undefined, (error: unknown) => error);
      hold(refused instanceof NewerDatabase, `refused with ${String(refused)}`);
      const found = (await indexedDB.databases()).find((database) => database.name === name);
      same(found?.version, 20, 'version untouched');
    },
  },
  {
    says: 'keeps a signing key that cannot be taken out',
    async run(name) {
      const store = await filledStore(name);
      const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
      await store.database.keys.put({ id: 'desk', value: pair.privateKey });
      store.close();
      const again = await openStore(name, { day: () => DAY });
      const key = (await again.database.keys.get('desk'))?.value as CryptoKey;
      const signed = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array([1]));
      hold(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, pair.publicKey, signed, new Uint8Array([1])), 'signs');
      const taken = await crypto.subtle.exportKey('pkcs8', key).then(() => true, () => false);
      hold(!taken, 'not to be exported');
      again.close();
    },
  },
  {
    says: 'gives pieces back byte for byte, person pieces only to an open session',
    async run(name) {
      const store = await filledStore(name);
      const made = makeFrames(1200, 'row-stone', 'stone');
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      const sealer = sealerOver(key, '0011223344556677', { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) });
      const pieces = await Promise.all(storedPieces(made).map(async (piece) => (piece.class === 'person' ? { ...piece, bytes: await sealer.seal(`piece:${piece.sha256}`, piece.bytes) } : piece)));
      await putPieces(store, pieces, 0);
      const [list = '', person = ''] = made.pieces;
      const open = readerOver(store, () => sealer);
      same([await open.frame(list), await open.frame(person)], [made.frames[0], made.frames[1]], 'frames');
      same((await readerOver(store, () => undefined).frame(person)) ?? null, null, 'locked');
      const moved = pieces.map((piece, at) => ({ ...piece, bytes: pieces[(at + 2) % pieces.length]?.bytes ?? piece.bytes }));
      await putPieces(store, moved.filter((piece) => piece.class === 'person'), 0);
      const swapped = await open.frame(person).then(() => 'opened', (error: { code?: string }) => error.code);
      same(swapped, 'unsealable', 'sealed bytes in another place do not open');
      store.close();
    },
  },
  {
    says: 'tells live readers of every change they have read',
    async run(name) {
      const store = await withNotice(name);
      const titles: string[] = [];
      const seen = promised<void>();
      const subscription = liveQuery(() => head(store)).subscribe((now) => {
        titles.push(now.title);
        if (now.title === '甲') seen.keep();
      });
      await save(store, edit('title', '甲', HEAD.title));
      await seen.promise;
      subscription.unsubscribe();
      hold(titles.includes('甲'), 'seen');
      store.close();
    },
  },
  {
    says: 'lets writers take turns, so that no two acts get one place',
    async run(name) {
      const store = await withNotice(name);
      const acts = await Promise.all(['甲', '乙', '丙', '丁'].map((text, at) => store.alone(async () => save(store, { ...edit('bodyText', text, ''), id: `turn-${at}` }))));
      same(acts.map((act) => act.seq).sort(), [2, 3, 4, 5], 'places');
      await putMeta(store.database, 'phase', 'offline');
      store.close();
    },
  },
];
