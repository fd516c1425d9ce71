/** An act as a desk sent it, read by itself: whole, of a newer program, or malformed but with a place in its chain. */
import { actHash, bodyHash, type Act } from '#domain/act/act.ts';
import type { Sha256 } from '#domain/hash.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import { actPlaceSchema, actSchema } from '#wire/exchange/messages.ts';

interface Place {
  readonly id: string;
  readonly desk: string;
  readonly seq: number;
  readonly prev: unknown;
  /** Hash of the whole act, as the next one names it. */
  readonly hash: Sha256;
  readonly bodyHash: Sha256;
  /** Canonical JSON of all that was sent. */
  readonly text: string;
}

export type Sent = Place &
  (
    | { readonly form: 'whole'; readonly act: Act }
    /** Of a version of acts that this program does not know. */
    | { readonly form: 'newer'; readonly version: number }
    | { readonly form: 'malformed' }
  );

/** Hashes are made of what was sent, unknown and malformed members included, just as the desk made them. */
function placeOf(value: Json, { id, desk, seq }: { readonly id: string; readonly desk: string; readonly seq: number }): Place {
  const asSent = value as unknown as Act;
  return { id, desk, seq, prev: asSent.prev, hash: actHash(asSent), bodyHash: bodyHash(asSent), text: canonicalJson(value) };
}

/** Deeper than anything an act says; reading on would end in the middle of the stack. */
const DEPTH = 100;

function isDeeper(value: Json | undefined, left: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((member) => isDeeper(member as Json | undefined, left - 1));
}

/** Reads one act; undefined when not even its place can be read. */
export function readSent(value: Json): Sent | undefined {
  if (isDeeper(value, DEPTH)) return undefined;
  if (actSchema.safeParse(value).success) return sentAct(value as unknown as Act);
  const placed = actPlaceSchema.safeParse(value);
  if (!placed.success) return undefined;
  const place = placeOf(value, placed.data);
  const { v } = placed.data;
  return typeof v === 'number' && Number.isSafeInteger(v) && v > 1 ? { ...place, form: 'newer', version: v } : { ...place, form: 'malformed' };
}

/** An act that is known to be whole. */
export function sentAct(act: Act): Sent {
  return { ...placeOf(act as unknown as Json, act), form: 'whole', act };
}

/** An act that this county has stored. */
export function storedSent(text: string): Sent {
  const sent = readSent(JSON.parse(text) as Json);
  if (!sent) throw new Error('a stored act has lost its place');
  return sent;
}
