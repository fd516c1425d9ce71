/** The county of a run: the real exchange over its memory body, with enrolment and keys given by hand. */
import { FIRST_PREV } from '#domain/act/act.ts';
import { Exchange } from '#county/exchange/exchange.ts';
import { MemoryPieces, MemoryStore } from '#county/exchange/memory.ts';
import type { ActRow, ExchangeStore, ExchangeTx, PublicJwk, Scope } from '#county/exchange/store.ts';
import type { ChangeLine } from '#wire/exchange/messages.ts';
import { ACCOUNTS, groundRecords, OFFICES } from './ground.ts';

/** A day in 2026, so that every programme of the ground is in force. */
const START_MS = Date.UTC(2026, 3, 1);

export type BreakTx = (tx: ExchangeTx) => ExchangeTx;

export class SimCounty {
  readonly #memory = new MemoryStore('county', 'epoch-1');
  readonly #desks: string[] = [];
  readonly exchange: Exchange;
  now = START_MS;
  /** Acts on which a rule threw: always a defect. */
  readonly broken: string[] = [];

  constructor(breakTx?: BreakTx) {
    const memory = this.#memory;
    const store: ExchangeStore = breakTx
      ? { reads: memory.reads, access: (work) => memory.access(work), write: (work) => memory.write((tx) => work(breakTx(tx))) }
      : memory;
    this.exchange = new Exchange({
      store, pieces: new MemoryPieces(), clock: { now: () => this.now }, program: 'sim', publisher: async () => {},
      onBroken: (act, error) => this.broken.push(`${act}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
      isFatal: () => false,
    });
  }

  async open(keys: ReadonlyMap<string, PublicJwk>): Promise<void> {
    await this.#memory.write(async (tx) => {
      const n = await tx.takeNumber();
      for (const [part, record] of groundRecords().entries()) {
        await tx.saveChange({ n, part, record: { ...record, revision: 1 }, was: null, history: null, frame: null, pieces: [] });
      }
      await tx.markWorld(n);
      for (const { id } of ACCOUNTS) {
        const publicKey = keys.get(id);
        if (publicKey) await tx.saveKey({ account: id, key: id, publicKey, desk: '' });
      }
    });
  }

  async enrol(desk: string, office: string): Promise<void> {
    this.#desks.push(desk);
    await this.#memory.write((tx) =>
      tx.saveDesk({ id: desk, office, name: desk, publicKey: {}, revoked: false, nextSeq: 1, lastHash: FIRST_PREV, firstPasswordFor: null }),
    );
  }

  scope(desk: string, office: string): Promise<Scope> {
    return this.exchange.scope(desk, office);
  }

  async epoch(): Promise<string> {
    return (await this.#memory.reads.county()).epoch;
  }

  /** Every decided act in the county's order. */
  async decided(): Promise<readonly ActRow[]> {
    const { n } = await this.#memory.reads.county();
    const rows = await Promise.all(this.#desks.map((desk) => this.#memory.reads.receipts(desk, 0, n)));
    return rows.flat().sort((one, other) => one.n - other.n);
  }

  /** The whole stream as the county's own office would read it. */
  async stream(desk = '', office: string = OFFICES.county): Promise<readonly ChangeLine[]> {
    const lines: ChangeLine[] = [];
    for await (const line of this.exchange.changes(await this.scope(desk, office), 0)) lines.push(line);
    return lines;
  }
}
