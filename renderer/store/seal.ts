/**
 * Sealing at rest: AES-GCM under the desk's data key. Envelope: version (1 byte), key id (8 bytes), nonce (12 bytes),
 * ciphertext. What is sealed is bound to its place (`piece:<hash>`, `line:<act>`), so that nothing can be swapped.
 */
import type { Random } from '#domain/ports.ts';
import { utf8Bytes } from '#domain/hash.ts';

const ENVELOPE_VERSION = 1;
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;

/** The bytes are no envelope of ours, were changed, or are sealed under another key. */
export class Unsealable extends Error {
  readonly code = 'unsealable';
}

export interface Sealer {
  seal(place: string, clear: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Throws Unsealable. */
  open(place: string, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

/** A sealer over a data key; `keyId` is 16 hex digits and stands in every envelope. */
export function sealerOver(key: CryptoKey, keyId: string, random: Random): Sealer {
  const id = Uint8Array.from(keyId.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (id.length !== KEY_ID_BYTES) throw new RangeError('a key id has 16 hex digits');
  return {
    async seal(place, clear) {
      const nonce = Uint8Array.from(random.bytes(NONCE_BYTES));
      const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound(place) }, key, new Uint8Array(clear));
      const sealed = new Uint8Array(HEAD_BYTES + body.byteLength);
      sealed[0] = ENVELOPE_VERSION;
      sealed.set(id, 1);
      sealed.set(nonce, 1 + KEY_ID_BYTES);
      sealed.set(new Uint8Array(body), HEAD_BYTES);
      return sealed;
    },
    async open(place, sealed) {
      if (sealed[0] !== ENVELOPE_VERSION || sealed.length < HEAD_BYTES) throw new Unsealable('no envelope');
      if (id.some((byte, at) => sealed[1 + at] !== byte)) throw new Unsealable('another key');
      const nonce = sealed.slice(1 + KEY_ID_BYTES, HEAD_BYTES);
      try {
        const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce, additionalData: bound(place) }, key, sealed.slice(HEAD_BYTES));
        return new Uint8Array(clear);
      } catch {
        throw new Unsealable('changed, or sealed under another key');
      }
    },
  };
}

function bound(place: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(utf8Bytes(place));
}
