/**
 * Wrapping secrets: under a password (argon2id, then AES-GCM) or under the county's recovery key (RSA-OAEP). A wrap is
 * plain JSON, so that it can lie in the store and in the journal folder alike.
 */
import { argon2idAsync } from '@noble/hashes/argon2.js';
import type { Random } from '#domain/ports.ts';
import { utf8Bytes } from '#domain/hash.ts';
import { base64url, fromBase64url } from '#renderer/sync/base64url.ts';

/** The county's server uses the same cost. Stored with every wrap, so that it can rise. */
const COST = { m: 19_456, t: 2, p: 1 } as const;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;

export interface PasswordWrap {
  readonly v: 1;
  readonly cost: { readonly m: number; readonly t: number; readonly p: number };
  readonly salt: string;
  readonly nonce: string;
  readonly sealed: string;
}

/** The key that a password gives; made once per sign-in and used for several wraps. */
export interface PasswordKey {
  readonly key: CryptoKey;
  readonly salt: string;
  readonly cost: PasswordWrap['cost'];
}

/** Derives the key in slices, so that the window goes on drawing; about half a second. */
export async function passwordKey(password: string, salt: string, cost: PasswordWrap['cost'] = COST): Promise<PasswordKey> {
  const raw = await argon2idAsync(utf8Bytes(password.normalize('NFC')), fromBase64url(salt), { ...cost, dkLen: 32, asyncTick: 10 });
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(raw), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, salt, cost };
}

export function newSalt(random: Random): string {
  return base64url(random.bytes(SALT_BYTES));
}

export async function wrapUnder(under: PasswordKey, secret: Uint8Array, random: Random): Promise<PasswordWrap> {
  const nonce = Uint8Array.from(random.bytes(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, under.key, Uint8Array.from(secret));
  return { v: 1, cost: under.cost, salt: under.salt, nonce: base64url(nonce), sealed: base64url(new Uint8Array(sealed)) };
}

/** The secret, or undefined when the password was another one (or the wrap is damaged: GCM cannot tell). */
export async function unwrapUnder(under: PasswordKey, wrap: PasswordWrap): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64url(wrap.nonce) }, under.key, fromBase64url(wrap.sealed));
    return new Uint8Array(clear);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}

/** Seals a secret for the county's recovery key; only the county's operator opens it. */
export async function wrapForCounty(recoveryKey: JsonWebKey, secret: Uint8Array): Promise<string> {
  const key = await crypto.subtle.importKey('jwk', recoveryKey, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
  return base64url(new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, key, Uint8Array.from(secret))));
}
