/** The exchange: acts in, changes out, pieces both ways. One object per county and process. */
import { shanghaiDay, type Day } from '#domain/calendar/day.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Clock } from '#domain/ports.ts';
import type { ChangeLine, Receipt, WireAct } from '#wire/exchange/messages.ts';
import { MIN_SUPPORTED, PROTOCOL_VERSION } from '#wire/exchange/version.ts';
import { FrameShelf, pieceFlaw, type PieceFlaw } from './frames.ts';
import { takeAct, wake, type Ordering } from './order.ts';
import type { Publisher } from './publish.ts';
import { scopeOf } from './scope.ts';
import { sentAct, type Sent } from './sent.ts';
import type { ActRow, ExchangeStore, ExchangeTx, PieceClass, PieceRow, PieceStore, Scope, StreamedChange, Wait } from './store.ts';
import { CountyDataCache, type CountyData } from './world.ts';

const CHANGES_PER_PAGE = 400;
const ACTS_PER_TRANSACTION = 400;

export interface ExchangeParts {
  readonly store: ExchangeStore;
  readonly pieces: PieceStore;
  readonly clock: Clock;
  /** Version of the running program; stored with every outcome. */
  readonly program: string;
  readonly publisher: Publisher;
  /** Told of a rule that broke on an act; never with personal data. */
  readonly onBroken: (act: string, error: unknown) => void;
  /** Whether an error of the store means that nothing of the transaction can be kept. */
  readonly isFatal: (error: unknown) => boolean;
}

interface Job {
  readonly acts: readonly Sent[];
  readonly done: (receipts: readonly Receipt[]) => void;
  readonly failed: (error: unknown) => void;
}

export type PieceTaken = { readonly taken: true; readonly isNew: boolean } | { readonly taken: false; readonly flaw: PieceFlaw };

function receiptLine(row: ActRow, epoch: string): ChangeLine {
  const receipt = { act: row.id, desk: row.desk, seq: row.seq, hash: row.bodyHash, outcome: row.outcome, n: row.n, epoch, day: row.day };
  return { line: 'receipt', n: row.n, receipt };
}

/** What a desk is told of one change: the record, that it is gone, or nothing. */
function lineOf(change: StreamedChange): ChangeLine | undefined {
  if (change.sees && change.seesNow) {
    const { record, history } = change;
    return {
      line: 'record',
      n: change.n,
      record: { ...record, value: { ...record.value }, shownTo: record.shownTo ? [...record.shownTo] : undefined },
      ...(history ? { history: { ...history } } : {}),
    };
  }
  return change.saw && !change.seesNow ? { line: 'gone', n: change.n, record: change.record.id } : undefined;
}

export class Exchange {
  readonly #parts: ExchangeParts;
  readonly #shelf: FrameShelf;
  readonly #ordered = new CountyDataCache();
  readonly #committed = new CountyDataCache();
  readonly #queue: Job[] = [];
  #working = false;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
    this.#shelf = new FrameShelf(parts.pieces);
  }

  today(): Day {
    return shanghaiDay(this.#parts.clock.now());
  }

  /** County-wide data as committed. */
  countyData(): Promise<CountyData> {
    return this.#committed.current(this.#parts.store.reads);
  }

  async scope(desk: string, office: string): Promise<Scope> {
    return scopeOf(desk, office, (await this.countyData()).offices);
  }

  /** Takes whole acts of one desk, in order. */
  push(acts: readonly WireAct[]): Promise<readonly Receipt[]> {
    return this.take(acts.map(sentAct));
  }

  /**
   * Takes what one desk has sent, in order. Whoever comes while a transaction is under way waits for the next one, which
   * commits for all of them at once.
   */
  take(acts: readonly Sent[]): Promise<readonly Receipt[]> {
    return new Promise((done, failed) => {
      this.#queue.push({ acts, done, failed });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#queue.length > 0) await this.#commitTogether(this.#nextGroup());
    } finally {
      this.#working = false;
    }
  }

  #nextGroup(): Job[] {
    const group: Job[] = [];
    let acts = 0;
    while (this.#queue.length > 0 && (group.length === 0 || acts + (this.#queue[0]?.acts.length ?? 0) <= ACTS_PER_TRANSACTION)) {
      const job = this.#queue.shift();
      if (!job) break;
      group.push(job);
      acts += job.acts.length;
    }
    return group;
  }

  async #commitTogether(group: readonly Job[]): Promise<void> {
    try {
      const receipts = await this.#inOrder(async (ordering) => {
        const all: Receipt[][] = [];
        for (const job of group) {
          const own: Receipt[] = [];
          for (const act of job.acts) own.push(await takeAct(ordering, act));
          all.push(own);
        }
        return all;
      });
      for (const [at, job] of group.entries()) job.done(receipts[at] ?? []);
    } catch (error) {
      for (const job of group) job.failed(error);
    }
  }

  async #inOrder<T>(work: (ordering: Ordering) => Promise<T>): Promise<T> {
    const { store, program, publisher, onBroken, isFatal } = this.#parts;
    try {
      return await store.write(async (tx) => {
        const { epoch } = await tx.county();
        return work({ tx, data: this.#ordered, shelf: this.#shelf, day: this.today(), publisher, epoch, program, onBroken, isFatal });
      });
    } catch (error) {
      this.#ordered.drop();
      throw error;
    }
  }

  /** Decides again what waited for it. */
  async wake(waits: readonly Wait[]): Promise<void> {
    await this.#inOrder((ordering) => wake(ordering, waits));
  }

  /** Does work in order and then wakes what waited for it, in one transaction. */
  async writeAndWake(work: (tx: ExchangeTx) => Promise<readonly Wait[]>): Promise<void> {
    await this.#inOrder(async (ordering) => wake(ordering, await work(ordering.tx)));
  }

  /** Everything the desk may see with a number above `after`, in order, and `end`. */
  async *changes(scope: Scope, after: number): AsyncGenerator<ChangeLine> {
    const { reads } = this.#parts.store;
    const county = await reads.county();
    for (let from = after; from < county.n; ) {
      const page = await reads.changes(scope, { after: from, upTo: county.n, limit: CHANGES_PER_PAGE });
      const upTo = page.length < CHANGES_PER_PAGE ? county.n : await this.#wholeNumbers(page, from);
      const whole = upTo === null ? await this.#oneNumber(scope, page[0]?.n ?? from + 1) : page.filter((change) => change.n <= upTo);
      const end = upTo ?? page[0]?.n ?? county.n;
      yield* this.#merged(whole, (await reads.receipts(scope.desk, from, end)).map((row) => receiptLine(row, county.epoch)));
      from = end;
    }
    yield { line: 'end', n: county.n, epoch: county.epoch, day: this.today(), minSupported: MIN_SUPPORTED, version: PROTOCOL_VERSION };
  }

  /** The last number that lies wholly in a full page, or null when one number fills it. */
  async #wholeNumbers(page: readonly StreamedChange[], from: number): Promise<number | null> {
    const last = page.at(-1)?.n ?? from;
    const whole = page.filter((change) => change.n < last).at(-1)?.n;
    return whole ?? null;
  }

  /** All changes of one number, however many. */
  #oneNumber(scope: Scope, n: number): Promise<readonly StreamedChange[]> {
    return this.#parts.store.reads.changes(scope, { after: n - 1, upTo: n, limit: Number.MAX_SAFE_INTEGER });
  }

  *#merged(changes: readonly StreamedChange[], receipts: readonly ChangeLine[]): Generator<ChangeLine> {
    let at = 0;
    for (const change of changes) {
      for (let receipt = receipts[at]; receipt !== undefined && receipt.n < change.n; receipt = receipts[at]) {
        yield receipt;
        at += 1;
      }
      const line = lineOf(change);
      if (line) yield line;
    }
    yield* receipts.slice(at);
  }

  /** Checks and keeps a piece, then decides what waited for it. */
  async putPiece(desk: string, piece: { readonly hash: Sha256; readonly class: PieceClass; readonly bytes: Uint8Array }): Promise<PieceTaken> {
    const { store, pieces } = this.#parts;
    if (await store.reads.piece(piece.hash)) return { taken: true, isNew: false };
    const flaw = pieceFlaw(piece.hash, piece.class, piece.bytes);
    if (flaw) return { taken: false, flaw };
    await pieces.put(piece.hash, piece.bytes);
    await this.writeAndWake(async (tx) => {
      await tx.savePiece({ sha256: piece.hash, class: piece.class, bytes: piece.bytes.length, desk });
      return [{ kind: 'piece', ref: piece.hash }];
    });
    return { taken: true, isNew: true };
  }

  /** Metadata of a piece the desk may have; a person piece only where a record of its own scope names it, with an audit line. */
  async openPiece(scope: Scope, hash: Sha256): Promise<PieceRow | undefined> {
    const { store, clock } = this.#parts;
    const piece = await store.reads.piece(hash);
    if (!piece) return undefined;
    const own = piece.desk === scope.desk;
    const strict = piece.class === 'person';
    if (!own && !(await store.reads.pieceInScope(hash, scope, strict))) return undefined;
    if (strict) await store.access((tx) => tx.auditPiece(hash, scope, clock.now()));
    return piece;
  }

  pieceBytes(hash: Sha256, range?: { readonly start: number; readonly end: number }): Promise<Uint8Array | undefined> {
    return range ? this.#parts.pieces.range(hash, range.start, range.end) : this.#parts.pieces.get(hash);
  }
}
