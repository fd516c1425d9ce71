/** How a desk reaches its county. Bodies: HTTP (`httpLink.ts`), and whatever the simulation puts between both ends. */
import type { Act } from '#domain/act/act.ts';
import type { Day } from '#domain/calendar/day.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Refusal } from '#renderer/store/reader.ts';
import type { PieceClass } from '#renderer/store/rows.ts';
import type { ChangeLine, Receipt } from '#wire/exchange/messages.ts';
import type { UnknownLine } from '#renderer/store/later.ts';

/** The token is missing, run out or unknown. */
export class Unauthorised extends Error {
  readonly code = 'unauthorised';
}

/** The county refuses this desk or this program; trying again changes nothing by itself. */
export class LinkRefused extends Error {
  readonly code = 'refused';
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(why);
    this.why = why;
  }
}

/** Away, cut off, or an answer that may be another one next time. */
export class LinkFailed extends Error {
  readonly code = 'failed';
}

export interface Contact {
  readonly day: Day;
  readonly epoch: string;
}

export type PieceAnswer = { readonly bytes: Uint8Array } | 'missing' | 'denied';

/** Every method may throw Unauthorised, LinkRefused or LinkFailed. */
export interface Link {
  /** Gets a token for this enrolment; the link keeps it. */
  connect(): Promise<Contact>;
  /** The bytes are clear; sending a piece again is fine. `refused`: the county will never take these bytes; the act that names them waits there. */
  putPiece(sha256: Sha256, pieceClass: PieceClass, bytes: Uint8Array): Promise<'refused' | void>;
  /** One receipt per act, in order. */
  postActs(acts: readonly Act[]): Promise<readonly Receipt[]>;
  /** Lines after a number, in order, the last one `end`; a stream that breaks off throws LinkFailed. */
  changes(after: number): AsyncIterable<ChangeLine | { readonly unknown: UnknownLine }>;
  /** Bytes as the county sent them; the caller checks the hash. */
  getPiece(sha256: Sha256): Promise<PieceAnswer>;
}
