/**
 * The act: the one way in which anything changes. Small, immutable, signed with the actor's own key.
 * Not here: what an act means (`domain/decide.ts`) and how it travels (`wire/exchange`).
 */
import { hashOf, utf8Bytes, type Sha256 } from '../hash.ts';
import { canonicalJson, type Json } from '../json.ts';
import type { RecordId, RecordKind } from '../record/record.ts';

/** Above this an act is refused; what is bigger is a piece (bytes of the canonical JSON). */
export const MAX_ACT_BYTES = 64 * 1024;

/** What the actor saw of a record: its county revision (0: not there yet) in the epoch it came from, and the id of the last own act on it that was still queued. */
export interface Base {
  readonly epoch: string;
  readonly revision: number;
  readonly after?: string;
}

export interface Touch {
  readonly record: RecordId;
  readonly base: Base;
}

/** What the actor signs: everything but desk, seq and prev, so that a desk which enrols anew can send it again. */
export interface SignedBody {
  readonly v: 1;
  readonly id: string;
  readonly actor: string;
  readonly office: string;
  readonly onBehalfOf?: string;
  /** The desk's clock, ISO 8601. Shown to people, never compared. */
  readonly at: string;
  /** Kind of the subject, which is the first touched record. */
  readonly kind: RecordKind;
  readonly touches: readonly Touch[];
  readonly verb: string;
  readonly args: { readonly [name: string]: Json | undefined };
  /** Pieces this act rests on; it waits until all are there. */
  readonly pieces: readonly Sha256[];
}

export interface Act extends SignedBody {
  /** The enrolment, not the machine. */
  readonly desk: string;
  /** 1, 2, 3 … per enrolment. */
  readonly seq: number;
  /** Hash of the act before in this enrolment; 64 zeros for the first. */
  readonly prev: Sha256;
  /** Base64url ECDSA P-256 over `signedBytes`, IEEE P1363 form. */
  readonly sig: string;
}

/** `prev` of an enrolment's first act. */
export const FIRST_PREV: Sha256 = '0'.repeat(64);

/** The part of an act that its signature covers. */
export function signedBody(act: SignedBody | Act): SignedBody {
  const { v, id, actor, office, onBehalfOf, at, kind, touches, verb, args, pieces } = act;
  return { v, id, actor, office, onBehalfOf, at, kind, touches, verb, args, pieces };
}

/** The bytes the actor's key signs. */
export function signedBytes(act: SignedBody | Act): Uint8Array {
  return utf8Bytes(canonicalJson(signedBody(act) as unknown as Json));
}

/** Identity of the signed body: the county decides an `id` once; the same id with another body hash is `forked`. */
export function bodyHash(act: SignedBody | Act): Sha256 {
  return hashOf(signedBody(act) as unknown as Json);
}

/** Hash of the whole act; the next act of the enrolment names it as `prev`. */
export function actHash(act: Act): Sha256 {
  return hashOf(act as unknown as Json);
}

/** Whether the act is small enough to travel. */
export function fitsInAct(act: SignedBody | Act): boolean {
  return utf8Bytes(canonicalJson(act as unknown as Json)).length <= MAX_ACT_BYTES;
}
