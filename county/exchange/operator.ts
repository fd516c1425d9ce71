/** The county's own hand: acts that commands and the first setup perform, signed like everybody else's. */
import { FIRST_PREV, signedBytes, type Act, type SignedBody } from '#domain/act/act.ts';
import type { Json } from '#domain/json.ts';
import type { Account, Office } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Clock, Ids } from '#domain/ports.ts';
import { kindOf, recordId, type BoardRecord, type RecordId } from '#domain/record/record.ts';
import type { Receipt } from '#wire/exchange/messages.ts';
import type { Exchange } from './exchange.ts';
import { base64url, plainJwk, thumbprint } from './proofs.ts';
import type { ExchangeStore, ExchangeTx, PublicJwk } from './store.ts';

export const OPERATOR = 'operator';
const OPERATOR_DESK = 'operator-desk';

export interface OperatorKeys {
  readonly publicKey: PublicJwk;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** What a county starts with, before anybody could sign anything. */
export interface Beginning {
  readonly rules: CountyRules;
  readonly office: Office;
  /** Name of the operator's account. */
  readonly operatorName: string;
  readonly since: string;
  readonly publicKey: PublicJwk;
}

async function firstRecord(tx: ExchangeTx, record: BoardRecord): Promise<void> {
  const n = await tx.takeNumber();
  await tx.saveChange({ n, part: 0, record: { ...record, revision: 1 }, was: null, history: null, frame: null, pieces: [] });
  await tx.markWorld(n);
}

/** Writes the first records of a county: its rules, its office, the operator with key and desk. */
export async function begin(tx: ExchangeTx, beginning: Beginning): Promise<void> {
  const { rules, office, publicKey } = beginning;
  const operator: Account = { id: OPERATOR, login: OPERATOR, name: beginning.operatorName, posts: [{ office: office.id, role: 'countyAdmin', from: beginning.since }] };
  await firstRecord(tx, { id: recordId('countyRules', rules.county), kind: 'countyRules', office: office.id, everyone: true, value: rules });
  await firstRecord(tx, { id: recordId('office', office.id), kind: 'office', office: office.id, everyone: true, value: office });
  await firstRecord(tx, { id: recordId('account', OPERATOR), kind: 'account', office: office.id, everyone: true, value: operator });
  const plain = { ...plainJwk(publicKey) };
  await tx.saveDesk({ id: OPERATOR_DESK, office: office.id, name: OPERATOR, publicKey: plain, revoked: false, nextSeq: 1, lastHash: FIRST_PREV, firstPasswordFor: null });
  await tx.saveKey({ account: OPERATOR, key: thumbprint(publicKey), publicKey: plain, desk: OPERATOR_DESK });
}

export interface OperatorParts {
  readonly store: ExchangeStore;
  readonly exchange: Exchange;
  readonly keys: OperatorKeys;
  readonly clock: Clock;
  readonly ids: Ids;
}

export class Operator {
  readonly #parts: OperatorParts;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
  }

  /** Puts one county-owned record, as it should stand from now on. */
  async put(record: RecordId, value: Json): Promise<Receipt> {
    const { store, exchange, keys, clock, ids } = this.#parts;
    const { desk, before, epoch } = await store.access(async (tx) => ({
      desk: await tx.desk(OPERATOR_DESK),
      before: (await tx.records([record])).get(record),
      epoch: (await tx.county()).epoch,
    }));
    if (!desk) throw new Error('the operator has no desk: this county was never set up');
    const body: SignedBody = {
      v: 1,
      id: ids.next(),
      actor: OPERATOR,
      office: desk.office,
      at: new Date(clock.now()).toISOString(),
      kind: kindOf(record),
      touches: [{ record, base: { epoch, revision: before?.revision ?? 0 } }],
      verb: 'put',
      args: { value },
      pieces: [],
    };
    const act: Act = { ...body, desk: desk.id, seq: desk.nextSeq, prev: desk.lastHash, sig: base64url(await keys.sign(signedBytes(body))) };
    const [receipt] = await exchange.push([act as Parameters<Exchange['push']>[0][number]]);
    if (!receipt) throw new Error('an act came back without its receipt');
    return receipt;
  }
}
