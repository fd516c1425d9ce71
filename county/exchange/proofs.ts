/** Signatures: of acts by their actors, of nonces by desks, and the certificates of the county. WebCrypto, ES256. */
import { signedBytes, type Act } from '#domain/act/act.ts';
import { hashOf, type Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import { certifiedBytes, type Certified } from '#wire/exchange/proof.ts';
import type { KeyRow, PublicJwk } from './store.ts';

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGN = { name: 'ECDSA', hash: 'SHA-256' };

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The members of a P-256 public key, or undefined when it is none. Everything else in it is left out. */
export function plainJwk(jwk: PublicJwk): { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string } | undefined {
  const { kty, crv, x, y } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return undefined;
  if (!/^[\w-]{43}$/.test(x) || !/^[\w-]{43}$/.test(y)) return undefined;
  return { kty, crv, x, y };
}

/** Thumbprint of a public key: hash of its plain members. */
export function thumbprint(jwk: PublicJwk): Sha256 {
  return hashOf((plainJwk(jwk) ?? null) as Json);
}

async function importPublic(jwk: PublicJwk): Promise<CryptoKey | undefined> {
  const plain = plainJwk(jwk);
  if (!plain) return undefined;
  try {
    return await crypto.subtle.importKey('jwk', { ...plain }, ES256, true, ['verify']);
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Whether the key can check signatures at all: right curve, and a point on it. */
export async function usableKey(jwk: PublicJwk): Promise<boolean> {
  return (await importPublic(jwk)) !== undefined;
}

/** Checks an ES256 signature in IEEE P1363 form, base64url. */
export async function verifies(jwk: PublicJwk, bytes: Uint8Array, signature: string): Promise<boolean> {
  const key = await importPublic(jwk);
  const sig = Buffer.from(signature, 'base64url');
  if (!key || sig.length !== 64) return false;
  return crypto.subtle.verify(SIGN, key, sig, Buffer.from(bytes));
}

/** Whether one of the actor's certified keys made the act's signature. */
export async function signedByOneOf(keys: readonly KeyRow[], act: Act): Promise<boolean> {
  const bytes = signedBytes(act);
  for (const key of keys) {
    if (await verifies(key.publicKey, bytes, act.sig)) return true;
  }
  return false;
}

/** Signs what the county states; its private key never lies in the database. */
export interface CountySigner {
  readonly publicKey: PublicJwk;
  /** RSA-OAEP-256 public key for the county's wrap of desk keys. */
  readonly recoveryKey: PublicJwk;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

export async function certificate(signer: CountySigner, certified: Certified): Promise<string> {
  const bytes = certifiedBytes(certified);
  return `${base64url(bytes)}.${base64url(await signer.sign(bytes))}`;
}
