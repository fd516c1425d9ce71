/** The order of acts: chains per desk, each act once, what waits, and what wakes it. Runs inside one ordered transaction. */
import { fault } from '#domain/fault.ts';
import type { Receipt } from '#wire/exchange/messages.ts';
import { decideAct, refusal, waitingForProgram, type Decided, type Deciding } from './decideAct.ts';
import { storedSent, type Sent } from './sent.ts';
import type { ActRow, DeskRow, Wait } from './store.ts';

export interface Ordering extends Deciding {
  readonly epoch: string;
  readonly program: string;
  /** Told of an act whose rule broke; the act is kept and waits for a better program. */
  readonly onBroken: (act: string, error: unknown) => void;
  /** Whether an error means that the whole transaction has to be given up. */
  readonly isFatal: (error: unknown) => boolean;
}

function receiptOf(ordering: Ordering, place: { readonly desk: string; readonly seq: number }, row: ActRow): Receipt {
  return { act: row.id, desk: place.desk, seq: place.seq, hash: row.bodyHash, outcome: row.outcome, n: row.n, epoch: ordering.epoch, day: row.day };
}

function undecided(ordering: Ordering, sent: Sent, outcome: 'held' | 'forked'): Receipt {
  return { act: sent.id, desk: sent.desk, seq: sent.seq, hash: sent.bodyHash, outcome: { outcome }, n: 0, epoch: ordering.epoch, day: ordering.day };
}

async function forked(ordering: Ordering, sent: Sent): Promise<Receipt> {
  await ordering.tx.saveForked(sent.desk, sent.seq, sent.hash, sent.text);
  return undecided(ordering, sent, 'forked');
}

/** What becomes of an act by its form alone; only a whole one is decided by the rules. */
async function judged(ordering: Ordering, sent: Sent): Promise<Decided> {
  if (sent.form === 'whole') return decideAct(ordering, sent.act);
  if (sent.form === 'newer') return waitingForProgram(`act.v${sent.version}`);
  return refusal(fault('actMalformed'), await ordering.tx.takeNumber());
}

/** Decides inside a savepoint, so that a rule that breaks neither blocks nor undoes its neighbours. */
async function attempt(ordering: Ordering, sent: Sent): Promise<Decided> {
  try {
    return await ordering.tx.savepoint(() => judged(ordering, sent));
  } catch (error) {
    ordering.data.drop();
    if (ordering.isFatal(error)) throw error;
    ordering.onBroken(sent.id, error);
    return waitingForProgram(sent.form === 'whole' ? `${sent.act.kind}.${sent.act.verb}` : `act.${sent.form}`);
  }
}

async function record(ordering: Ordering, sent: Sent, known: ActRow | undefined): Promise<ActRow> {
  const { tx } = ordering;
  const decided = await attempt(ordering, sent);
  const row: ActRow = {
    id: sent.id,
    desk: known?.desk ?? sent.desk,
    seq: known?.seq ?? sent.seq,
    bodyHash: known?.bodyHash ?? sent.bodyHash,
    text: known?.text ?? sent.text,
    arrived: known?.arrived ?? (await tx.takeArrival()),
    outcome: decided.outcome,
    n: decided.n,
    day: ordering.day,
    program: ordering.program,
  };
  await tx.saveAct(row);
  await tx.setWaits(sent.id, decided.waits);
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
      const again = await record(ordering, storedSent(row.text), row);
      if (again.n > 0) queue.push({ kind: 'act', ref: id });
    }
  }
}

/** An act that stands next in its chain: known already, or recorded now. */
async function settleNext(ordering: Ordering, sent: Sent): Promise<Receipt> {
  const known = await ordering.tx.act(sent.id);
  if (known && known.bodyHash !== sent.bodyHash) return forked(ordering, sent);
  if (known) return receiptOf(ordering, sent, known);
  const row = await record(ordering, sent, undefined);
  await wake(ordering, [{ kind: 'act', ref: sent.id }]);
  return receiptOf(ordering, sent, (await ordering.tx.act(sent.id)) ?? row);
}

/** Moves the chain on over held acts whose gap has closed. */
async function releaseHeld(ordering: Ordering, start: DeskRow): Promise<DeskRow> {
  const { tx } = ordering;
  let desk = start;
  for (;;) {
    const line = await tx.line(desk.id, desk.nextSeq);
    const held = line?.held ? await tx.heldText(desk.id, desk.nextSeq) : undefined;
    if (!line || held === undefined) return desk;
    const sent = storedSent(held);
    if (sent.prev !== desk.lastHash) {
      await forked(ordering, sent);
      return desk;
    }
    desk = await advance(ordering, desk, sent);
    await settleNext(ordering, sent);
  }
}

async function advance(ordering: Ordering, desk: DeskRow, sent: Sent): Promise<DeskRow> {
  const next = { ...desk, nextSeq: sent.seq + 1, lastHash: sent.hash };
  await ordering.tx.saveLine({ desk: desk.id, seq: sent.seq, actHash: sent.hash, act: sent.id, held: false });
  await ordering.tx.saveDesk(next);
  return next;
}

/** Takes one act of a desk whose token was checked. */
export async function takeAct(ordering: Ordering, sent: Sent): Promise<Receipt> {
  const { tx } = ordering;
  const desk = await tx.desk(sent.desk);
  if (!desk) throw new Error('an act came from a desk that has no enrolment');
  const line = await tx.line(desk.id, sent.seq);
  if (line && line.actHash !== sent.hash) return forked(ordering, sent);
  if (line?.held && sent.seq !== desk.nextSeq) return undecided(ordering, sent, 'held');
  if (line && !line.held) {
    const row = await tx.act(line.act);
    return row && row.bodyHash === sent.bodyHash ? receiptOf(ordering, sent, row) : undecided(ordering, sent, 'forked');
  }
  if (sent.seq > desk.nextSeq) {
    await tx.saveLine({ desk: desk.id, seq: sent.seq, actHash: sent.hash, act: sent.id, held: true });
    await tx.saveHeld(desk.id, sent.seq, sent.text);
    return undecided(ordering, sent, 'held');
  }
  if (sent.prev !== desk.lastHash) return forked(ordering, sent);
  const moved = await advance(ordering, desk, sent);
  const receipt = await settleNext(ordering, sent);
  await releaseHeld(ordering, moved);
  const now = await tx.act(sent.id);
  return now && receipt.outcome.outcome !== 'forked' ? receiptOf(ordering, sent, now) : receipt;
}
