/** A county with the kit's offices and people over any store body, and desks that make signed acts for it. */
import { actHash, FIRST_PREV, signedBytes, type Act, type SignedBody } from '#domain/act/act.ts';
import type { Json } from '#domain/json.ts';
import type { RecordId } from '#domain/record/record.ts';
import { frameBytes, frameHash, type Frame } from '#domain/roster/frame.ts';
import type { ChangeLine, Receipt, WireAct } from '#wire/exchange/messages.ts';
import { Exchange } from '#county/exchange/exchange.ts';
import { base64url, thumbprint } from '#county/exchange/proofs.ts';
import type { Publisher } from '#county/exchange/publish.ts';
import type { ExchangeStore, ExchangeTx, PieceStore, PublicJwk } from '#county/exchange/store.ts';
import type { Draft } from '#tests/kit/county.ts';
import { CHAIN, COUNTY, HOLIDAYS, OFFICES, PEOPLE, PROGRAMME, RULES, VILLAGE_CHAIN, type PersonName } from '#tests/kit/people.ts';

/** 2021-05-10, noon in Shanghai. */
export const NOON = Date.UTC(2021, 4, 10, 4);

export interface Signer {
  readonly publicKey: PublicJwk;
  sign(bytes: Uint8Array): Promise<string>;
}

export async function newSigner(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return {
    publicKey: { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)) },
    sign: async (bytes) => base64url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, Buffer.from(bytes)))),
  };
}

async function seedRecord(tx: ExchangeTx, kind: 'office' | 'account' | 'countyRules' | 'programme' | 'approvalChain' | 'holidayYear', id: RecordId, value: unknown): Promise<void> {
  const n = await tx.takeNumber();
  const record = { id, kind, office: COUNTY, everyone: true, revision: 1, value: value as never };
  await tx.saveChange({ n, part: 0, record, was: null, history: null, frame: null, pieces: [] });
  await tx.markWorld(n);
}

/** Rules, offices, people, programme, chains and calendar of the kit. */
export async function seed(tx: ExchangeTx): Promise<void> {
  await seedRecord(tx, 'countyRules', `countyRules:${RULES.county}`, RULES);
  for (const office of OFFICES) await seedRecord(tx, 'office', `office:${office.id}`, office);
  for (const account of Object.values(PEOPLE)) await seedRecord(tx, 'account', `account:${account.id}`, account);
  await seedRecord(tx, 'programme', `programme:${PROGRAMME.code}`, PROGRAMME);
  for (const chain of [CHAIN, VILLAGE_CHAIN]) await seedRecord(tx, 'approvalChain', `approvalChain:${chain.id}`, chain);
  for (const year of HOLIDAYS) await seedRecord(tx, 'holidayYear', `holidayYear:${year.year}`, year);
}

export class ExchangeKit {
  readonly store: ExchangeStore;
  readonly exchange: Exchange;
  readonly broken: string[] = [];
  now = NOON;
  readonly #signers = new Map<string, Signer>();
  #acts = 0;

  constructor(store: ExchangeStore, pieces: PieceStore, publisher: Publisher = async () => undefined, isFatal: (error: unknown) => boolean = () => false) {
    this.store = store;
    this.exchange = new Exchange({ store, pieces, clock: { now: () => this.now }, program: 'test', publisher, isFatal, onBroken: (act, error) => this.broken.push(`${act} ${String(error)}`) });
  }

  async signer(name: string): Promise<Signer> {
    const known = this.#signers.get(name) ?? (await newSigner());
    this.#signers.set(name, known);
    return known;
  }

  /** Enrols a desk straight in the store; `people` have certified keys there. */
  async desk(id: string, office: string, people: readonly PersonName[]): Promise<TestDesk> {
    const publicKey = (await this.signer(`desk ${id}`)).publicKey;
    const keys = await Promise.all(people.map(async (account) => ({ account, publicKey: (await this.signer(account)).publicKey })));
    await this.store.write(async (tx) => {
      await tx.saveDesk({ id, office, name: id, publicKey, revoked: false, nextSeq: 1, lastHash: FIRST_PREV, firstPasswordFor: null });
      for (const { account, publicKey: jwk } of keys) await tx.saveKey({ account, key: thumbprint(jwk), publicKey: jwk, desk: id });
    });
    return new TestDesk(this, id, office);
  }

  nextAct(): string {
    this.#acts += 1;
    return `act-${this.#acts}`;
  }

  async put(desk: string, frames: readonly Frame[]): Promise<void> {
    for (const frame of frames) await this.exchange.putPiece(desk, { hash: frameHash(frame), class: frame.class, bytes: frameBytes(frame) });
  }
}

export class TestDesk {
  readonly kit: ExchangeKit;
  readonly id: string;
  readonly office: string;
  seq = 0;
  prev = FIRST_PREV;
  readonly revisions = new Map<RecordId, number>();
  epoch = 'e1';

  constructor(kit: ExchangeKit, id: string, office: string) {
    this.kit = kit;
    this.id = id;
    this.office = office;
  }

  async body(draft: Draft, after: { readonly [record: RecordId]: string } = {}): Promise<SignedBody & { readonly sig: string }> {
    const person = PEOPLE[draft.by];
    const body: SignedBody = {
      v: 1,
      id: draft.id ?? this.kit.nextAct(),
      actor: person.id,
      office: draft.office ?? person.posts[0]?.office ?? this.office,
      at: '2021-05-10T08:00:00+08:00',
      kind: draft.kind,
      touches: draft.touches.map((record) => ({ record, base: { epoch: this.epoch, revision: this.revisions.get(record) ?? 0, ...(after[record] ? { after: after[record] } : {}) } })),
      verb: draft.verb,
      args: draft.args,
      pieces: draft.pieces ?? [],
    };
    return { ...body, sig: await (await this.kit.signer(draft.by)).sign(signedBytes(body)) };
  }

  /** Appends a body to the chain. */
  chain(body: SignedBody & { readonly sig: string }): WireAct {
    this.seq += 1;
    const act: Act = { ...body, desk: this.id, seq: this.seq, prev: this.prev };
    this.prev = actHash(act);
    return act as WireAct;
  }

  async act(draft: Draft, after: { readonly [record: RecordId]: string } = {}): Promise<WireAct> {
    return this.chain(await this.body(draft, after));
  }

  async push(...acts: readonly WireAct[]): Promise<readonly Receipt[]> {
    return this.kit.exchange.push(acts);
  }

  /** Everything the county sends above a number; remembers revisions. */
  async pull(after = 0): Promise<readonly ChangeLine[]> {
    const lines: ChangeLine[] = [];
    for await (const line of this.kit.exchange.changes(await this.kit.exchange.scope(this.id, this.office), after)) {
      lines.push(line);
      if (line.line === 'record') this.revisions.set(line.record.id, line.record.revision);
    }
    return lines;
  }
}

/** A harmless act that leaves one change: the village's own boards. */
export function boardsDraft(by: PersonName, office: string, name: string): Draft {
  return { kind: 'office', verb: 'setBoards', by, touches: [`office:${office}`], args: { boards: [{ id: 'hall', name }] satisfies Json } };
}
