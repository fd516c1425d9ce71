/**
 * The exchange store in memory: for the contract suite, the simulation and tests of desks. Same promises as the
 * PostgreSQL body (one writer at a time, savepoints, all or nothing) but nothing outlives the process.
 */
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { RecordId, RecordKind, RevisedRecord } from '#domain/record/record.ts';
import type { PublishedRow, WithheldRow } from './publish.ts';
import { audienceOf, sees } from './scope.ts';
import type {
  ActRow, ChangeRow, CodeRow, CountyRow, Credential, DeskRow, ExchangeReads, ExchangeStore, ExchangeTx, KeyRow, LineRow, PieceRow, PieceStore, Scope,
  StreamedChange, TokenRow, Wait,
} from './store.ts';

/** A map that can say how to undo what was done to it. */
class Table<V> {
  readonly rows = new Map<string, V>();
  readonly #undo: (() => void)[];

  constructor(undo: (() => void)[]) {
    this.#undo = undo;
  }

  get(key: string): V | undefined {
    return this.rows.get(key);
  }

  set(key: string, value: V): void {
    const before = this.rows.get(key);
    this.#undo.push(() => (before === undefined ? this.rows.delete(key) : this.rows.set(key, before)));
    this.rows.set(key, value);
  }

  delete(key: string): void {
    const before = this.rows.get(key);
    if (before === undefined) return;
    this.#undo.push(() => this.rows.set(key, before));
    this.rows.delete(key);
  }
}

interface Waiting {
  readonly act: string;
  readonly waits: readonly Wait[];
}

/** Everything a county holds, in maps. One per county. */
export class MemoryStore implements ExchangeStore {
  readonly #undo: (() => void)[] = [];
  readonly #county = new Table<CountyRow & { readonly arrived: number }>(this.#undo);
  readonly #desks = new Table<DeskRow>(this.#undo);
  readonly #lines = new Table<LineRow>(this.#undo);
  readonly #held = new Table<string>(this.#undo);
  readonly #acts = new Table<ActRow>(this.#undo);
  readonly #forked = new Table<string>(this.#undo);
  readonly #waits = new Table<Waiting>(this.#undo);
  readonly #records = new Table<RevisedRecord>(this.#undo);
  readonly #changes = new Table<ChangeRow>(this.#undo);
  readonly #uses = new Table<readonly Sha256[]>(this.#undo);
  readonly #authors = new Table<string>(this.#undo);
  readonly #published = new Table<PublishedRow>(this.#undo);
  readonly #withheld = new Table<WithheldRow>(this.#undo);
  readonly #countyPages = new Table<Json>(this.#undo);
  readonly #pieces = new Table<PieceRow>(this.#undo);
  readonly #audits = new Table<{ readonly hash: Sha256; readonly desk: string; readonly at: number }>(this.#undo);
  readonly #keys = new Table<KeyRow>(this.#undo);
  readonly #credentials = new Table<Credential>(this.#undo);
  readonly #codes = new Table<CodeRow>(this.#undo);
  readonly #nonces = new Table<{ readonly desk: string; readonly expires: number }>(this.#undo);
  readonly #tokens = new Table<{ readonly desk: string; readonly expires: number }>(this.#undo);
  readonly #tries = new Table<readonly number[]>(this.#undo);
  #turn: Promise<unknown> = Promise.resolve();
  readonly #tx: ExchangeTx;
  readonly reads: ExchangeReads;

  constructor(county: string, epoch: string) {
    this.#county.set('county', { id: county, epoch, n: 0, worldN: 0, arrived: 0 });
    this.#tx = this.#makeTx();
    this.reads = this.#tx;
    this.#undo.length = 0;
  }

  /** Forked acts kept as evidence. */
  get forkedTexts(): readonly string[] {
    return [...this.#forked.rows.values()];
  }

  get publishedRows(): readonly PublishedRow[] {
    return [...this.#published.rows.values()];
  }

  get withheldRows(): readonly WithheldRow[] {
    return [...this.#withheld.rows.values()];
  }

  get audits(): readonly { readonly hash: Sha256; readonly desk: string; readonly at: number }[] {
    return [...this.#audits.rows.values()];
  }

  write<T>(work: (tx: ExchangeTx) => Promise<T>): Promise<T> {
    const run = this.#turn.then(() => this.#all(work));
    this.#turn = run.catch((error: unknown) => error);
    return run;
  }

  access<T>(work: (tx: ExchangeTx) => Promise<T>): Promise<T> {
    return this.write(work);
  }

  async #all<T>(work: (tx: ExchangeTx) => Promise<T>): Promise<T> {
    try {
      const result = await this.#savepoint(() => work(this.#tx));
      this.#undo.length = 0;
      return result;
    } catch (error) {
      this.#undo.length = 0;
      throw error;
    }
  }

  async #savepoint<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.#undo.length;
    try {
      return await work();
    } catch (error) {
      while (this.#undo.length > mark) this.#undo.pop()?.();
      throw error;
    }
  }

  #row(): CountyRow & { readonly arrived: number } {
    const row = this.#county.get('county');
    if (!row) throw new Error('the county row is made with the store');
    return row;
  }

  #makeTx(): ExchangeTx {
    return { ...this.#readMethods(), ...this.#orderMethods(), ...this.#recordMethods(), ...this.#accessMethods() };
  }

  #readMethods(): ExchangeReads {
    return {
      county: async () => this.#row(),
      desk: async (id) => this.#desks.get(id),
      token: async (hash) => this.#token(hash),
      recordsOfKinds: async (kinds) => [...this.#records.rows.values()].filter((record) => (kinds as readonly RecordKind[]).includes(record.kind)),
      changes: async (scope, range) => this.#stream(scope, range),
      receipts: async (desk, after, upTo) =>
        [...this.#acts.rows.values()].filter((act) => act.desk === desk && act.n > after && act.n <= upTo).sort((a, b) => a.n - b.n),
      piece: async (hash) => this.#pieces.get(hash),
      pieceInScope: async (hash, scope, strict) =>
        [...this.#uses.rows].some(([record, hashes]) => hashes.includes(hash) && this.#recordIn(scope, record, strict)),
      credential: async (account) => this.#credentials.get(account),
    };
  }

  #recordIn(scope: Scope, id: RecordId, strict: boolean): boolean {
    const record = this.#records.get(id);
    if (!record) return false;
    const audience = audienceOf(record);
    return sees(scope, strict ? { ...audience, everyone: false } : audience);
  }

  #token(hash: Sha256): TokenRow | undefined {
    const token = this.#tokens.get(hash);
    const desk = token && this.#desks.get(token.desk);
    return token && desk ? { desk: desk.id, expires: token.expires, office: desk.office, revoked: desk.revoked } : undefined;
  }

  #stream(scope: Scope, range: { readonly after: number; readonly upTo: number; readonly limit: number }): readonly StreamedChange[] {
    const found: StreamedChange[] = [];
    for (const change of this.#changes.rows.values()) {
      if (change.n <= range.after || change.n > range.upTo) continue;
      const now = this.#records.get(change.record.id);
      const line = {
        sees: sees(scope, audienceOf(change.record)),
        saw: change.was !== null && sees(scope, change.was),
        seesNow: now !== undefined && sees(scope, audienceOf(now)),
      };
      if (!line.sees && !line.saw) continue;
      found.push({ n: change.n, part: change.part, record: change.record, history: change.history, ...line });
    }
    return found.sort((a, b) => a.n - b.n || a.part - b.part).slice(0, range.limit);
  }

  #orderMethods() {
    return {
      savepoint: <T>(work: () => Promise<T>) => this.#savepoint(work),
      takeNumber: async () => {
        const row = this.#row();
        this.#county.set('county', { ...row, n: row.n + 1 });
        return row.n + 1;
      },
      takeArrival: async () => {
        const row = this.#row();
        this.#county.set('county', { ...row, arrived: row.arrived + 1 });
        return row.arrived + 1;
      },
      markWorld: async (n: number) => this.#county.set('county', { ...this.#row(), worldN: n }),
      line: async (desk: string, seq: number) => this.#lines.get(`${desk} ${seq}`),
      saveLine: async (line: LineRow) => this.#lines.set(`${line.desk} ${line.seq}`, line),
      saveHeld: async (desk: string, seq: number, text: string) => this.#held.set(`${desk} ${seq}`, text),
      heldText: async (desk: string, seq: number) => this.#held.get(`${desk} ${seq}`),
      saveDesk: async (desk: DeskRow) => this.#desks.set(desk.id, desk),
      act: async (id: string) => this.#acts.get(id),
      saveAct: async (act: ActRow) => this.#acts.set(act.id, act),
      saveForked: async (desk: string, seq: number, hash: Sha256, text: string) => this.#forked.set(`${desk} ${seq} ${hash}`, text),
      setWaits: async (act: string, waits: readonly Wait[]) => (waits.length > 0 ? this.#waits.set(act, { act, waits }) : this.#waits.delete(act)),
      waitingFor: async (wait: Wait) => this.#waitingFor(wait),
    };
  }

  #waitingFor(wait: Wait): readonly string[] {
    return [...this.#waits.rows.values()]
      .filter((waiting) => waiting.waits.some((one) => one.kind === wait.kind && one.ref === wait.ref))
      .map((waiting) => waiting.act)
      .sort((a, b) => (this.#acts.get(a)?.arrived ?? 0) - (this.#acts.get(b)?.arrived ?? 0));
  }

  #recordMethods() {
    return {
      records: async (ids: readonly RecordId[]) => new Map(ids.flatMap((id) => this.#entry(id))),
      overlay: async (frames: readonly Sha256[]) =>
        [...this.#records.rows.values()].filter((record): record is RevisedRecord<'rosterRow'> => record.kind === 'rosterRow' && frames.includes((record as RevisedRecord<'rosterRow'>).value.frame)),
      openClashes: async (ids: readonly RecordId[]) => this.#openClashes(ids),
      lastAuthors: async (ids: readonly RecordId[]) => new Map(ids.flatMap((id) => this.#author(id))),
      saveChange: async (change: ChangeRow) => {
        this.#records.set(change.record.id, change.record);
        this.#changes.set(`${change.n} ${change.part}`, change);
        this.#uses.set(change.record.id, change.pieces);
        if (change.history) this.#authors.set(change.record.id, change.history.by);
      },
      publish: async (row: PublishedRow) => this.#published.set(row.notice, row),
      withhold: async (row: WithheldRow) => (row.found.length > 0 ? this.#withheld.set(row.notice, row) : this.#withheld.delete(row.notice)),
      publishCounty: async (published: Json) => this.#countyPages.set('county', published),
      pieces: async (hashes: readonly Sha256[]) => new Map(hashes.flatMap((hash) => this.#pieceEntry(hash))),
      savePiece: async (piece: PieceRow) => this.#pieces.set(piece.sha256, piece),
      auditPiece: async (hash: Sha256, scope: Scope, at: number) => this.#audits.set(`${this.#audits.rows.size}`, { hash, desk: scope.desk, at }),
    };
  }

  #entry(id: RecordId): [RecordId, RevisedRecord][] {
    const record = this.#records.get(id);
    return record ? [[id, record]] : [];
  }

  #author(id: RecordId): [RecordId, string][] {
    const by = this.#authors.get(id);
    return by === undefined ? [] : [[id, by]];
  }

  #pieceEntry(hash: Sha256): [Sha256, PieceRow][] {
    const piece = this.#pieces.get(hash);
    return piece ? [[hash, piece]] : [];
  }

  #openClashes(ids: readonly RecordId[]): ReadonlyMap<RecordId, readonly RecordId[]> {
    const open = new Map<RecordId, RecordId[]>();
    for (const record of this.#records.rows.values()) {
      if (record.kind !== 'clash') continue;
      const clash = (record as RevisedRecord<'clash'>).value;
      if (!clash.settled && ids.includes(clash.of)) open.set(clash.of, [...(open.get(clash.of) ?? []), record.id]);
    }
    return open;
  }

  #accessMethods() {
    return {
      keys: async (account: string) => [...this.#keys.rows.values()].filter((key) => key.account === account),
      saveKey: async (key: KeyRow) => this.#keys.set(`${key.account} ${key.key}`, key),
      saveCredential: async (credential: Credential) => this.#credentials.set(credential.account, credential),
      code: async (hash: Sha256) => this.#codes.get(hash),
      saveCode: async (code: CodeRow) => this.#codes.set(code.hash, code),
      saveTry: async (name: string, at: number) => this.#tries.set(name, [...(this.#tries.get(name) ?? []), at]),
      tries: async (name: string, since: number) => (this.#tries.get(name) ?? []).filter((at) => at >= since).length,
      saveNonce: async (hash: Sha256, desk: string, expires: number) => this.#nonces.set(hash, { desk, expires }),
      takeNonce: async (hash: Sha256) => {
        const nonce = this.#nonces.get(hash);
        this.#nonces.delete(hash);
        return nonce;
      },
      saveToken: async (hash: Sha256, desk: string, expires: number) => this.#tokens.set(hash, { desk, expires }),
      forget: async (before: number) => {
        for (const [hash, nonce] of this.#nonces.rows) if (nonce.expires < before) this.#nonces.delete(hash);
        for (const [hash, token] of this.#tokens.rows) if (token.expires < before) this.#tokens.delete(hash);
      },
    };
  }
}

/** Pieces in memory. */
export class MemoryPieces implements PieceStore {
  readonly #bytes = new Map<Sha256, Uint8Array>();

  async put(hash: Sha256, bytes: Uint8Array): Promise<void> {
    this.#bytes.set(hash, bytes);
  }

  async get(hash: Sha256): Promise<Uint8Array | undefined> {
    return this.#bytes.get(hash);
  }

  async range(hash: Sha256, start: number, end: number): Promise<Uint8Array | undefined> {
    return this.#bytes.get(hash)?.subarray(start, end + 1);
  }
}
