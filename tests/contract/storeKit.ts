/** A store with a small county's data in it, and receipts and changes as a county would send them. No test framework, so that it runs in a browser. */
import { bodyHash, FIRST_PREV, type Act, type SignedBody } from '#domain/act/act.ts';
import type { BoardRecord, RevisedRecord } from '#domain/record/record.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import { utf8Bytes } from '#domain/hash.ts';
import { takeChanges } from '#renderer/store/changes.ts';
import { putMeta } from '#renderer/store/meta.ts';
import { basesOf, nextPlace, saveAct, type StoredPiece } from '#renderer/store/outbox.ts';
import { openStore, type Store } from '#renderer/store/store.ts';
import type { ChangeLine, Outcome, Receipt } from '#wire/exchange/messages.ts';
import type { Draft } from '#tests/kit/county.ts';
import type { MadeFrames } from '#tests/kit/lists.ts';
import { CHAIN, DAY, HOLIDAYS, OFFICES, PEOPLE, PROGRAMME, RULES } from '#tests/kit/people.ts';

export const EPOCH = 'epoch-1';

/** Fails a case with words. */
export function hold(condition: boolean, says: string): asserts condition {
  if (!condition) throw new Error(says);
}

export function same(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [canonicalJson(found as Json), canonicalJson(wanted as Json)];
  hold(a === b, `${what}: found ${a}, wanted ${b}`);
}

const REFERENCE: readonly BoardRecord[] = [
  { id: 'countyRules:county', kind: 'countyRules', office: 'county', everyone: true, value: RULES },
  ...OFFICES.map((value): BoardRecord => ({ id: `office:${value.id}`, kind: 'office', office: value.id, everyone: true, value })),
  ...Object.values(PEOPLE).map((value): BoardRecord => ({ id: `account:${value.id}`, kind: 'account', office: 'county', everyone: true, value })),
  { id: `programme:${PROGRAMME.code}`, kind: 'programme', office: 'county', everyone: true, value: PROGRAMME },
  { id: `approvalChain:${CHAIN.id}`, kind: 'approvalChain', office: 'county', everyone: true, value: CHAIN },
  ...HOLIDAYS.map((value): BoardRecord => ({ id: `holidayYear:${value.year}`, kind: 'holidayYear', office: 'county', everyone: true, value })),
];

/** A store that has read the county up to number 100. */
export async function filledStore(name: string): Promise<Store> {
  const store = await openStore(name, { day: () => DAY });
  await putMeta(store.database, 'epoch', EPOCH);
  await changes(store, 100, REFERENCE.map((record) => ({ ...record, revision: 1 })));
  return store;
}

/** Records changed at one number, as the county would send them. */
export async function changes(store: Store, n: number, records: readonly RevisedRecord[], more: readonly ChangeLine[] = []): Promise<void> {
  const lines = records.map((record) => ({ line: 'record', n, record: JSON.parse(JSON.stringify(record)) as never }) as ChangeLine);
  await takeChanges(store, { lines: [...lines, ...more], unknown: [], upTo: n });
}

let count = 0;

/** Saves an act over what the store shows; the signature is not looked at by a store. */
export async function save(store: Store, draft: Draft, pieces: readonly StoredPiece[] = []): Promise<Act> {
  count += 1;
  const person = PEOPLE[draft.by];
  const body: SignedBody = {
    v: 1, id: draft.id ?? `act-${count}`, actor: person.id, office: draft.office ?? person.posts[0]?.office ?? '', at: '2021-05-10T08:00:00Z',
    kind: draft.kind, touches: await basesOf(store, draft.touches), verb: draft.verb, args: draft.args, pieces: pieces.map((piece) => piece.sha256),
  };
  const act: Act = { ...body, desk: 'desk-1', ...(await nextPlace(store)), sig: '' };
  const fresh = new Map(pieces.filter((piece) => piece.class === 'list').map((piece) => [piece.sha256, piece.bytes]));
  await saveAct(store, act, pieces, fresh);
  return act;
}

export function receiptFor(act: Act, outcome: Outcome, n: number): Receipt {
  return { act: act.id, desk: act.desk, seq: act.seq, hash: bodyHash(act), outcome, n, epoch: EPOCH, day: DAY };
}

/** Both frames of each slice; the person ones stand for sealed bytes here. */
export function storedPieces(made: MadeFrames): StoredPiece[] {
  return made.frames.map((frame, at) => ({ sha256: made.pieces[at] ?? FIRST_PREV, class: frame.class, bytes: utf8Bytes(canonicalJson(frame as unknown as Json)) }));
}

/** A record as it stands in the store, confirmed by the county at a revision. */
export async function confirmedFrom(store: Store, id: string, revision: number): Promise<RevisedRecord> {
  const row = await store.database.records.get(id);
  hold(row !== undefined, `${id} is not shown`);
  const { pending: _, ...record } = row;
  return { ...record, revision };
}

export interface Promised<T> {
  readonly promise: Promise<T>;
  readonly keep: (value: T) => void;
  readonly fail: (error: unknown) => void;
}

/** A promise that is kept from outside. */
export function promised<T>(): Promised<T> {
  let keep: (value: T) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const promise = new Promise<T>((resolve, reject) => {
    keep = resolve;
    fail = reject;
  });
  return { promise, keep: (value) => keep(value), fail: (error) => fail(error) };
}
