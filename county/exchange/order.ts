/** The order of acts: chains per desk, each act once, what waits, and what wakes it. Runs inside one ordered transaction. */
import { actHash, bodyHash, type Act } from '#domain/act/act.ts';
import type { Sha256 } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import type { Receipt } from '#wire/exchange/messages.ts';
import { decideAct, type Decided, type Deciding } from './decideAct.ts';
import type { ActRow, DeskRow, Wait } from './store.ts';

export interface Ordering extends Deciding {
  readonly epoch: string;
  readonly program: string;
  /** Told of an act whose rule broke; the act is kept and waits for a better program. */
  readonly onBroken: (act: string, error: unknown) => void;
  /** Whether an error means that the whole transaction has to be given up. */
  readonly isFatal: (error: unknown) => boolean;
}

function textOf(act: Act): string {
  return canonicalJson(act as unknown as Json);
}

function receiptOf(ordering: Ordering, place: { readonly desk: string; readonly seq: number }, row: ActRow): Receipt {
  return { act: row.id, desk: place.desk, seq: place.seq, hash: row.bodyHash, outcome: row.outcome, n: row.n, epoch: ordering.epoch, day: row.day };
}

function undecided(ordering: Ordering, act: Act, outcome: 'held' | 'forked'): Receipt {
  return { act: act.id, desk: act.desk, seq: act.seq, hash: bodyHash(act), outcome: { outcome }, n: 0, epoch: ordering.epoch, day: ordering.day };
}

async function forked(ordering: Ordering, act: Act): Promise<Receipt> {
  await ordering.tx.saveForked(act.desk, act.seq, actHash(act), textOf(act));
  return undecided(ordering, act, 'forked');
}

/** Decides inside a savepoint, so that a rule that breaks neither blocks nor undoes its neighbours. */
async function attempt(ordering: Ordering, act: Act): Promise<Decided> {
  try {
    return await ordering.tx.savepoint(() => decideAct(ordering, act));
  } catch (error) {
    ordering.data.drop();
    if (ordering.isFatal(error)) throw error;
    ordering.onBroken(act.id, error);
    return { outcome: { outcome: 'waiting', for: 'program' }, waits: [{ kind: 'program', ref: `${act.kind}.${act.verb}` }], n: 0 };
  }
}

async function record(ordering: Ordering, act: Act, known: ActRow | undefined): Promise<ActRow> {
  const { tx } = ordering;
  const decided = await attempt(ordering, act);
  const row: ActRow = {
    id: act.id,
    desk: known?.desk ?? act.desk,
    seq: known?.seq ?? act.seq,
    bodyHash: known?.bodyHash ?? bodyHash(act),
    text: known?.text ?? textOf(act),
    arrived: known?.arrived ?? (await tx.takeArrival()),
    outcome: decided.outcome,
    n: decided.n,
    day: ordering.day,
    program: ordering.program,
  };
  await tx.saveAct(row);
  await tx.setWaits(act.id, decided.waits);
  return row;
}

/** Decides again what waited for something, and what waited for that, in order of arrival. */
export async function wake(ordering: Ordering, first: readonly Wait[]): Promise<void> {
  const { tx } = ordering;
  const queue = [...first];
  for (let wait = queue.shift(); wait !== undefined; wait = queue.shift()) {
    for (const id of await tx.waitingFor(wait)) {
      const row = await tx.act(id);
      if (!row || row.n > 0) continue;
      const again = await record(ordering, JSON.parse(row.text) as Act, row);
      if (again.n > 0) queue.push({ kind: 'act', ref: id });
    }
  }
}

/** An act that stands next in its chain: known already, or recorded now. */
async function settleNext(ordering: Ordering, act: Act): Promise<Receipt> {
  const known = await ordering.tx.act(act.id);
  if (known && known.bodyHash !== bodyHash(act)) return forked(ordering, act);
  if (known) return receiptOf(ordering, act, known);
  const row = await record(ordering, act, undefined);
  await wake(ordering, [{ kind: 'act', ref: act.id }]);
  return receiptOf(ordering, act, (await ordering.tx.act(act.id)) ?? row);
}

/** Moves the chain on over held acts whose gap has closed. */
async function releaseHeld(ordering: Ordering, start: DeskRow): Promise<DeskRow> {
  const { tx } = ordering;
  let desk = start;
  for (;;) {
    const line = await tx.line(desk.id, desk.nextSeq);
    const held = line?.held ? await tx.heldText(desk.id, desk.nextSeq) : undefined;
    if (!line || held === undefined) return desk;
    const act = JSON.parse(held) as Act;
    if (act.prev !== desk.lastHash) {
      await forked(ordering, act);
      return desk;
    }
    desk = await advance(ordering, desk, act, line.actHash);
    await settleNext(ordering, act);
  }
}

async function advance(ordering: Ordering, desk: DeskRow, act: Act, hash: Sha256): Promise<DeskRow> {
  const next = { ...desk, nextSeq: act.seq + 1, lastHash: hash };
  await ordering.tx.saveLine({ desk: desk.id, seq: act.seq, actHash: hash, act: act.id, held: false });
  await ordering.tx.saveDesk(next);
  return next;
}

/** Takes one act of a desk whose token was checked. */
export async function takeAct(ordering: Ordering, act: Act): Promise<Receipt> {
  const { tx } = ordering;
  const desk = await tx.desk(act.desk);
  if (!desk) throw new Error('an act came from a desk that has no enrolment');
  const hash = actHash(act);
  const line = await tx.line(desk.id, act.seq);
  if (line && line.actHash !== hash) return forked(ordering, act);
  if (line?.held && act.seq !== desk.nextSeq) return undecided(ordering, act, 'held');
  if (line && !line.held) {
    const row = await tx.act(line.act);
    return row && row.bodyHash === bodyHash(act) ? receiptOf(ordering, act, row) : undecided(ordering, act, 'forked');
  }
  if (act.seq > desk.nextSeq) {
    await tx.saveLine({ desk: desk.id, seq: act.seq, actHash: hash, act: act.id, held: true });
    await tx.saveHeld(desk.id, act.seq, textOf(act));
    return undecided(ordering, act, 'held');
  }
  if (act.prev !== desk.lastHash) return forked(ordering, act);
  const moved = await advance(ordering, desk, act, hash);
  const receipt = await settleNext(ordering, act);
  await releaseHeld(ordering, moved);
  const now = await tx.act(act.id);
  return now && receipt.outcome.outcome !== 'forked' ? receiptOf(ordering, act, now) : receipt;
}
