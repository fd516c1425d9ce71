/** A desk of a run: the real store, outbox, journal format and sync runner, in a process that may die at any moment. */
import { IDBFactory } from 'fake-indexeddb';
import type { Account } from '#domain/office/office.ts';
import { shanghaiDay } from '#domain/calendar/day.ts';
import type { World } from '#domain/world.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { ActDraft, Performed } from '#renderer/session/desk.ts';
import { perform } from '#renderer/session/perform.ts';
import { reissueFromJournal } from '#renderer/session/recover.ts';
import { listFramesOf } from '#renderer/store/frames.ts';
import { putMeta } from '#renderer/store/meta.ts';
import { reconcile } from '#renderer/store/repair.ts';
import type { RecordRow } from '#renderer/store/rows.ts';
import { loadScene } from '#renderer/store/scene.ts';
import type { Sealer } from '#renderer/store/seal.ts';
import { openStore, type Store } from '#renderer/store/store.ts';
import { startRunner, type Runner } from '#renderer/sync/runner.ts';
import type { Chance } from './chance.ts';
import type { SimCounty } from './county.ts';
import { faultyLink, type LineFault, type LinkPorts } from './faultyLink.ts';
import { Folder, JournalHand, type JournalFaults } from './journal.ts';

export interface DeskMutation {
  readonly journal?: JournalFaults;
  readonly link?: Pick<LinkPorts, 'bendScope' | 'bendLines'>;
  /** Called when a push was cut; the true desk does nothing here. */
  readonly onCut?: (store: Store) => Promise<void>;
}

export interface DeskParts {
  readonly name: string;
  readonly office: string;
  readonly people: readonly string[];
  readonly county: SimCounty;
  readonly chance: Chance;
  readonly sealer: Sealer;
  readonly keys: ReadonlyMap<string, CryptoKey>;
  /** How wrong this PC's clock is, in milliseconds. */
  readonly skew: number;
  readonly mutation: DeskMutation;
}

export class SimDesk {
  readonly parts: DeskParts;
  #factory = new IDBFactory();
  readonly #folder = new Folder();
  #hand: JournalHand;
  #store: Store | undefined;
  #runner: Runner | undefined;
  #enrolments = 0;
  #dying = false;
  /** Shares of line faults; 0 when the run comes to rest. */
  trouble = 0.25;
  cuts = 0;
  readonly saved = new Set<string>();
  readonly errors: string[] = [];

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.#hand = new JournalHand(this.#folder, parts.mutation.journal ?? {});
  }

  get store(): Store {
    if (!this.#store) throw new Error(`${this.parts.name} is not running`);
    return this.#store;
  }

  get desk(): string {
    return `${this.parts.name}-${this.#enrolments}`;
  }

  /** First start: a new enrolment with an empty store. */
  async enrol(): Promise<void> {
    this.#enrolments += 1;
    await this.parts.county.enrol(this.desk, this.parts.office);
    await this.#open();
    const { database } = this.store;
    await putMeta(database, 'enrolment', {
      desk: this.desk, office: this.parts.office, address: '', county: 'county', countyName: 'county', certificate: '', recoveryKey: null, accounts: [],
    });
    await putMeta(database, 'epoch', await this.parts.county.epoch());
  }

  async #open(): Promise<void> {
    this.#hand = new JournalHand(this.#folder, this.parts.mutation.journal ?? {});
    this.#dying = false;
    const day = (): string => shanghaiDay(this.parts.county.now);
    this.#store = await openStore(`sim-${this.parts.name}`, { day, factory: this.#factory });
  }

  #startRunner(): Runner {
    const { county, chance, mutation } = this.parts;
    const store = this.store;
    const link = faultyLink({
      county, desk: this.desk, office: this.parts.office, fault: () => this.#fault(),
      breakAt: (lines) => (chance.happens(this.trouble / 2) ? chance.below(lines) : null),
      ...mutation.link,
    });
    this.#runner = startRunner({
      store, link, sealer: this.parts.sealer, chance: () => chance.unit(), nowText: () => new Date(county.now + this.parts.skew).toISOString(),
      after: () => () => {}, heardDay: () => {},
      report: (error) => {
        if (!this.#dying) this.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    });
    return this.#runner;
  }

  #fault(): LineFault {
    const { chance } = this.parts;
    if (!chance.happens(this.trouble)) return 'none';
    const fault = chance.pick(['cutBefore', 'cutAfter', 'twice'] as const);
    if (fault !== 'twice') this.cuts += 1;
    return fault;
  }

  /** One round with the county; `die` kills the process somewhere in it. */
  async sync(die = false): Promise<void> {
    const runner = this.#startRunner();
    const before = this.cuts;
    runner.wake();
    if (die) {
      for (let turn = this.parts.chance.below(60); turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
      await this.#kill(runner);
      return;
    }
    await runner.settled();
    runner.stop();
    if (this.cuts > before) await this.parts.mutation.onCut?.(this.store);
  }

  async #kill(runner: Runner | undefined): Promise<void> {
    this.#dying = true;
    this.#hand.dead = true;
    runner?.stop();
    this.store.close();
    await runner?.settled();
    await this.#restart();
  }

  /** The same profile, started again after a kill. */
  async #restart(): Promise<void> {
    await this.#open();
    await reconcile(this.store, this.#hand, this.parts.sealer);
  }

  async perform(actor: string, draft: ActDraft): Promise<Performed> {
    const { keys, office, county, chance, sealer, skew } = this.parts;
    const signingKey = keys.get(actor);
    if (!signingKey) throw new Error(`no key for ${actor}`);
    const by = {
      store: this.store, journal: this.#hand, clock: { now: () => county.now + skew }, ids: chance, sealer, signingKey, actor, office, desk: this.desk,
    };
    const done = await perform(by, draft);
    if (done.saved) this.saved.add(done.act);
    return done;
  }

  /** Performs and dies before or after the journal is written; nothing was shown as saved. */
  async performAndDie(actor: string, draft: ActDraft): Promise<void> {
    this.#hand.death = this.parts.chance.pick(['beforeWrite', 'afterWrite']);
    await this.perform(actor, draft);
    await this.#kill(undefined);
  }

  /** The browser's store is gone: a new enrolment, and what the journal folder holds. */
  async loseStore(): Promise<void> {
    this.#dying = true;
    this.store.close();
    this.#factory = new IDBFactory();
    await this.enrol();
    await reissueFromJournal(this.store, this.#hand, this.parts.sealer, this.desk);
  }

  async crash(): Promise<void> {
    await this.#kill(undefined);
  }

  async records(): Promise<readonly RecordRow[]> {
    return this.store.database.records.toArray();
  }

  async world(records: readonly RecordId[]): Promise<World> {
    const rows = (await this.store.database.records.bulkGet([...records])).filter((row) => row !== undefined);
    const request = { records, acts: [], frames: rows.flatMap((row) => listFramesOf(row)), day: shanghaiDay(this.parts.county.now) };
    return (await loadScene(this.store.database, this.store.shelf, request)).world();
  }

  close(): void {
    this.#dying = true;
    this.#runner?.stop();
    this.store.close();
  }
}

export function accountsOf(accounts: readonly Account[], office: string): readonly string[] {
  return accounts.filter((account) => account.posts.some((post) => post.office === office)).map((account) => account.id);
}
