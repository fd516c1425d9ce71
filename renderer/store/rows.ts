/** Shapes of what lies in the tables. A change of one of them needs a file in `upgrades/`. */
import type { Act } from '#domain/act/act.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { RecordId, RevisedRecord } from '#domain/record/record.ts';
import type { Outcome, Receipt } from '#wire/exchange/messages.ts';

/** A record as this desk shows it; `pending` counts own acts on it that are not confirmed. */
export interface RecordRow extends RevisedRecord {
  readonly pending: boolean;
}

/** What the county confirmed of a record with pending acts; `record` is null where it does not know it yet. */
export interface ConfirmedRow {
  readonly id: RecordId;
  readonly record: RevisedRecord | null;
}

/** An own act that the county has not finished with. Removed only by its receipt. */
export interface OutboxRow {
  readonly id: string;
  readonly desk: string;
  readonly seq: number;
  readonly act: Act;
  /** Records it touches, for the index. */
  readonly touched: readonly RecordId[];
  readonly receipt?: Receipt;
}

export interface NeedsPersonRow {
  readonly id: string;
  readonly act: Act;
  readonly outcome: 'refused' | 'clashed' | 'dependent' | 'forked';
  readonly receipt: Receipt;
  /** The own act under which it is shown. */
  readonly cause?: string;
}

/** Every final receipt, for the counts on the sync screen. */
export interface ReceiptRow {
  readonly act: string;
  readonly outcome: Outcome['outcome'];
  readonly n: number;
}

export type PieceClass = 'list' | 'person' | 'attachment';

export interface PieceRow {
  readonly sha256: Sha256;
  readonly class: PieceClass;
  /** Sealed when `class` is person, clear otherwise. */
  readonly bytes: Uint8Array;
  /** 1 while an own act rests on it and the county has not taken it; 0 otherwise (a number, for the index). */
  readonly unsent: 0 | 1;
}

/** A piece that a visible record names and that is not here. */
export interface WantedRow {
  readonly sha256: Sha256;
  readonly class: PieceClass;
  /** The county said this desk may not see it; asked again when roles or scope change. */
  readonly denied: 0 | 1;
}

/** Names and pinyin initials of one list frame, one line per row. */
export interface SearchRow {
  readonly frame: Sha256;
  readonly names: string;
  readonly initials: string;
}

export interface HistoryRow {
  /** `<record> <n>`; n padded, so that keys sort in the county's order. */
  readonly key: string;
  readonly record: RecordId;
  readonly act: string;
  readonly by: string;
  readonly office: string;
  readonly at: string;
  readonly verb: string;
  readonly reason?: string;
}

export interface MetaRow {
  readonly key: string;
  readonly value: Json;
}

export interface DraftRow {
  /** `<account> <key>`. */
  readonly key: string;
  /** A half-filled form can name people, so it is sealed. */
  readonly sealed: Uint8Array;
}

/** Keys of this desk: the enrolment's key pair as CryptoKey, everything else wrapped. */
export interface KeyRow {
  readonly id: string;
  readonly value: unknown;
}

/** A line from a newer county, kept as it came until a program knows it. */
export interface LaterRow {
  readonly key: string;
  readonly line: Json;
}
