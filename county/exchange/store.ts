/**
 * What the exchange needs of a store: one ordered, transactional county. Two bodies: PostgreSQL (`county/queries`) and
 * memory (`memory.ts`). Rows are plain data; every rule of the exchange lies above this line.
 */
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { RecordId, RecordKind, RevisedRecord } from '#domain/record/record.ts';
import type { Outcome } from '#wire/exchange/messages.ts';
import type { PublishedRow, WithheldRow } from './publish.ts';

/** A public key as WebCrypto exports it. */
export type PublicJwk = { readonly [member: string]: unknown };

export interface CountyRow {
  readonly id: string;
  readonly epoch: string;
  /** Number of the last ordered act. */
  readonly n: number;
  /** Number of the last change to county-wide data (offices, accounts, programmes …); tells when a loaded world is stale. */
  readonly worldN: number;
}

/** An enrolment with the end of its chain. */
export interface DeskRow {
  readonly id: string;
  readonly office: string;
  readonly name: string;
  readonly publicKey: PublicJwk;
  readonly revoked: boolean;
  readonly nextSeq: number;
  /** Hash of the last act of the chain. */
  readonly lastHash: Sha256;
  /** Account whose first password may be set from this desk, once. */
  readonly firstPasswordFor: string | null;
}

/** One place in a desk's chain: which act stands there. `held` ones came too early. */
export interface LineRow {
  readonly desk: string;
  readonly seq: number;
  readonly actHash: Sha256;
  readonly act: string;
  readonly held: boolean;
}

/** An act the county has, with what became of it. */
export interface ActRow {
  readonly id: string;
  /** Desk and seq it came by first. */
  readonly desk: string;
  readonly seq: number;
  readonly bodyHash: Sha256;
  /** Canonical JSON of the whole act. */
  readonly text: string;
  /** Order of arrival in the county, for waking what waits. */
  readonly arrived: number;
  readonly outcome: Outcome;
  /** 0 while undecided. */
  readonly n: number;
  readonly day: string;
  /** Version of the program that decided. */
  readonly program: string;
}

export type WaitKind = 'piece' | 'act' | 'key' | 'program';

export interface Wait {
  readonly kind: WaitKind;
  /** Piece hash, act id, account id, or `kind.verb`. */
  readonly ref: string;
}

export interface HistoryRow {
  readonly act: string;
  readonly by: string;
  readonly office: string;
  readonly at: string;
  readonly verb: string;
  readonly reason?: string;
}

/** Who may see a record. */
export interface Audience {
  readonly office: string;
  readonly shownTo: readonly string[];
  readonly everyone: boolean;
}

/** One record written by one ordered act. */
export interface ChangeRow {
  readonly n: number;
  /** Position among the changes of the same number. */
  readonly part: number;
  readonly record: RevisedRecord;
  /** Audience before this change, or null when the record is new. */
  readonly was: Audience | null;
  readonly history: HistoryRow | null;
  /** Hash of the list frame a roster row lies in; null for every other kind. */
  readonly frame: Sha256 | null;
  /** Pieces the record's value names. */
  readonly pieces: readonly Sha256[];
}

export type PieceClass = 'list' | 'person' | 'attachment';

export interface PieceRow {
  readonly sha256: Sha256;
  readonly class: PieceClass;
  readonly bytes: number;
  /** Desk that brought it, which may have it back. */
  readonly desk: string;
}

export interface KeyRow {
  readonly account: string;
  /** Thumbprint of the public key. */
  readonly key: string;
  readonly publicKey: PublicJwk;
  readonly desk: string;
}

/** An argon2id hash with its parameters; memory in KiB. */
export interface Credential {
  readonly account: string;
  readonly salt: string;
  readonly hash: string;
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** A one-time enrolment code. Times in milliseconds of the county's clock. */
export interface CodeRow {
  /** SHA-256 of the normalised code. */
  readonly hash: Sha256;
  readonly office: string;
  readonly expires: number;
  /** Demo codes may be used again and again. */
  readonly reusable: boolean;
  readonly usedBy: string | null;
  readonly firstPasswordFor: string | null;
}

export interface TokenRow {
  readonly desk: string;
  readonly expires: number;
  readonly office: string;
  readonly revoked: boolean;
}

/** Who asks: a desk speaks for its office and all below it. */
export interface Scope {
  readonly desk: string;
  readonly office: string;
  /** The office itself and its descendants. */
  readonly within: readonly string[];
}

export interface StreamedChange {
  readonly n: number;
  readonly part: number;
  readonly record: RevisedRecord;
  readonly history: HistoryRow | null;
  /** Whether the desk may see this version, saw the one before, and may see the record as it stands now. */
  readonly sees: boolean;
  readonly saw: boolean;
  readonly seesNow: boolean;
}

/** Reads that need no order: each sees what is committed. */
export interface ExchangeReads {
  county(): Promise<CountyRow>;
  desk(id: string): Promise<DeskRow | undefined>;
  token(hash: Sha256): Promise<TokenRow | undefined>;
  /** Current records of the kinds that make up a world. */
  recordsOfKinds(kinds: readonly RecordKind[]): Promise<readonly RevisedRecord[]>;
  /** Changes with after < n <= upTo that concern the scope, in order, at most `limit`. */
  changes(scope: Scope, range: { readonly after: number; readonly upTo: number; readonly limit: number }): Promise<readonly StreamedChange[]>;
  /** Decided acts of a desk with after < n <= upTo, in order. */
  receipts(desk: string, after: number, upTo: number): Promise<readonly ActRow[]>;
  piece(hash: Sha256): Promise<PieceRow | undefined>;
  /** Whether a record in scope names the piece; `strict` leaves out what is shown to everyone. */
  pieceInScope(hash: Sha256, scope: Scope, strict: boolean): Promise<boolean>;
  credential(account: string): Promise<Credential | undefined>;
}

/** One ordered transaction: no other writer of the county runs beside it. */
export interface ExchangeTx extends ExchangeReads {
  /** Runs work that is undone as a whole when it throws; the throw goes on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  takeNumber(): Promise<number>;
  takeArrival(): Promise<number>;
  /** Notes that county-wide data changed at `n`. */
  markWorld(n: number): Promise<void>;

  line(desk: string, seq: number): Promise<LineRow | undefined>;
  saveLine(line: LineRow): Promise<void>;
  /** Text of an act that came too early, until the gap before it closes. */
  saveHeld(desk: string, seq: number, text: string): Promise<void>;
  heldText(desk: string, seq: number): Promise<string | undefined>;
  saveDesk(desk: DeskRow): Promise<void>;
  act(id: string): Promise<ActRow | undefined>;
  saveAct(act: ActRow): Promise<void>;
  /** Keeps an act that does not fit, as evidence; the same one twice is kept once. */
  saveForked(desk: string, seq: number, actHash: Sha256, text: string): Promise<void>;
  setWaits(act: string, waits: readonly Wait[]): Promise<void>;
  /** Ids of acts that wait for it, in order of arrival. */
  waitingFor(wait: Wait): Promise<readonly string[]>;

  records(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, RevisedRecord>>;
  overlay(frames: readonly Sha256[]): Promise<readonly RevisedRecord<'rosterRow'>[]>;
  openClashes(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, readonly RecordId[]>>;
  /** Accounts whose acts changed the records last. */
  lastAuthors(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, string>>;
  saveChange(change: ChangeRow): Promise<void>;
  publish(row: PublishedRow): Promise<void>;
  /** Notes what the final scan found in a notice's document, for the operator; nothing found ends the note. */
  withhold(row: WithheldRow): Promise<void>;
  /** What the public pages say about the county itself. */
  publishCounty(published: Json): Promise<void>;

  pieces(hashes: readonly Sha256[]): Promise<ReadonlyMap<Sha256, PieceRow>>;
  savePiece(piece: PieceRow): Promise<void>;
  auditPiece(hash: Sha256, scope: Scope, at: number): Promise<void>;

  keys(account: string): Promise<readonly KeyRow[]>;
  saveKey(key: KeyRow): Promise<void>;
  saveCredential(credential: Credential): Promise<void>;
  code(hash: Sha256): Promise<CodeRow | undefined>;
  saveCode(code: CodeRow): Promise<void>;
  /** Notes a failed try under a name, and counts those since a moment. */
  saveTry(name: string, at: number): Promise<void>;
  tries(name: string, since: number): Promise<number>;
  saveNonce(hash: Sha256, desk: string, expires: number): Promise<void>;
  /** Takes a nonce away; undefined when there was none. */
  takeNonce(hash: Sha256): Promise<{ readonly desk: string; readonly expires: number } | undefined>;
  saveToken(hash: Sha256, desk: string, expires: number): Promise<void>;
  /** Forgets nonces, tokens and tries that ended before `before`. */
  forget(before: number): Promise<void>;
}

export interface ExchangeStore {
  readonly reads: ExchangeReads;
  /** One ordered transaction; commits when the work is done, undoes everything when it throws. */
  write<T>(work: (tx: ExchangeTx) => Promise<T>): Promise<T>;
  /** A transaction for access data (codes, nonces, tokens): atomic, but beside the order of acts. */
  access<T>(work: (tx: ExchangeTx) => Promise<T>): Promise<T>;
}

/** Bytes of pieces, by hash. */
export interface PieceStore {
  /** Durable when it returns; the same bytes twice are fine. */
  put(hash: Sha256, bytes: Uint8Array): Promise<void>;
  get(hash: Sha256): Promise<Uint8Array | undefined>;
  /** Reads a part: `end` is inclusive. */
  range(hash: Sha256, start: number, end: number): Promise<Uint8Array | undefined>;
}
