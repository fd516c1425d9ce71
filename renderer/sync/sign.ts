/** ES256 as the county checks it. */
import { base64url } from './base64url.ts';

/** Signature in IEEE P1363 form, base64url. */
export async function es256(key: CryptoKey, bytes: Uint8Array): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Uint8Array.from(bytes))));
}
