/** The county's own keys, in `keys/` of its data folder and never in the database: certificates, recovery, operator. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { plainJwk, type CountySigner } from './proofs.ts';
import type { PublicJwk } from './store.ts';

type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };
const RSA = { name: 'RSA-OAEP', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };

interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

interface StoredKeys {
  readonly publicKey: PublicJwk;
  readonly privateKey: PublicJwk;
}

async function readIf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a secret so that it is there whole or not at all, readable by us alone. */
export async function writeSecret(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.new`;
  const handle = await open(half, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
}

/** A secret text of the folder, made when it is first asked for. */
export async function secretText(file: string, make: () => string): Promise<string> {
  const known = await readIf(file);
  if (known) return known.trim();
  const made = make();
  await writeSecret(file, made);
  return made;
}

async function stored(file: string, make: () => Promise<KeyPair>): Promise<StoredKeys> {
  const text = await secretText(file, () => '');
  if (text !== '') return JSON.parse(text) as StoredKeys;
  const pair = await make();
  const keys = {
    publicKey: { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)) },
    privateKey: { ...(await crypto.subtle.exportKey('jwk', pair.privateKey)) },
  };
  await writeSecret(file, JSON.stringify(keys));
  return keys;
}

/** A key pair that signs by ES256, kept in a file. */
export async function signingKeys(file: string): Promise<{ readonly publicKey: PublicJwk; sign(bytes: Uint8Array): Promise<Uint8Array> }> {
  const keys = await stored(file, () => crypto.subtle.generateKey(ES256, true, ['sign', 'verify']));
  const key = await crypto.subtle.importKey('jwk', { ...keys.privateKey }, ES256, false, ['sign']);
  return {
    publicKey: keys.publicKey,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(bytes))),
  };
}

/** The keys with which the county certifies desks and actors, and to which desks wrap their data key for recovery. */
export async function countySigner(folder: string): Promise<CountySigner> {
  const signing = await signingKeys(path.join(folder, 'county.json'));
  const recovery = await stored(path.join(folder, 'recovery.json'), () => crypto.subtle.generateKey(RSA, true, ['wrapKey', 'unwrapKey']));
  // Without `key_ops`: each desk says itself how it uses the key.
  const { kty, n, e, alg } = recovery.publicKey;
  return { publicKey: { ...plainJwk(signing.publicKey) }, recoveryKey: { kty, n, e, alg }, sign: signing.sign };
}
