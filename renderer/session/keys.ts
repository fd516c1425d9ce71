/**
 * Keys of a desk: the enrolment's own pair (never leaves the browser), one signing key per person, and the data key under
 * which everything is sealed. What can be carried is kept as wraps in the store and, the same text, in the journal folder.
 */
import type { Random } from '#domain/ports.ts';
import type { Json } from '#domain/json.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Store } from '#renderer/store/store.ts';
import type { Journal } from '#renderer/store/journal.ts';
import { newSalt, passwordKey, unwrapUnder, wrapUnder, type PasswordKey, type PasswordWrap } from './wrap.ts';

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const DATA_KEY_BYTES = 32;

export interface DataKey {
  /** 16 hex digits, in every envelope. */
  readonly id: string;
  readonly raw: Uint8Array<ArrayBuffer>;
}

/** What one person needs to sit down without a network. */
export interface PersonKeys {
  readonly account: string;
  readonly login: string;
  readonly name: string;
  /** The person's signing key (PKCS #8) under the password. */
  readonly actorKey: PasswordWrap;
  readonly publicKey: JsonWebKey;
  /** The county's certificate of the key and the enrolment it was given to; null until the county could be asked. */
  readonly certified: { readonly desk: string; readonly certificate: string } | null;
  /** The data key under the same password. */
  readonly dataKey: PasswordWrap;
}

/** Everything that opens the desk again, as it lies in the journal folder. */
export interface KeyRing {
  readonly v: 1;
  readonly dataKeyId: string;
  readonly people: readonly PersonKeys[];
  /** Data key under the keychain of the system, base64url; null where there is none. */
  readonly keychain: string | null;
  /** Data key for the county's recovery key; null where the county sent none. */
  readonly recovery: string | null;
  /** Rings that could not be opened when this one was made; kept, for old journal lines are sealed under them. */
  readonly older?: readonly KeyRing[];
}

/** An open person: the signing key in memory, not to be taken out. */
export interface Unlocked {
  readonly signingKey: CryptoKey;
  readonly dataKey: DataKey;
}

export function newDataKey(random: Random): DataKey {
  return { id: bytesToHex(random.bytes(8)), raw: Uint8Array.from(random.bytes(DATA_KEY_BYTES)) };
}

export async function sealingKey(dataKey: DataKey): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', dataKey.raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Makes a person's keys and wraps them under the password. */
export async function makePerson(who: Pick<PersonKeys, 'account' | 'login' | 'name'>, password: string, dataKey: DataKey, random: Random): Promise<{ readonly keys: PersonKeys; readonly unlocked: Unlocked }> {
  const under = await passwordKey(password, newSalt(random));
  const pair = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey));
  const keys: PersonKeys = {
    ...who,
    actorKey: await wrapUnder(under, pkcs8, random),
    publicKey: await crypto.subtle.exportKey('jwk', pair.publicKey),
    certified: null,
    dataKey: await wrapUnder(under, dataKey.raw, random),
  };
  return { keys, unlocked: { signingKey: await signingKey(pkcs8), dataKey } };
}

/** Opens a person's keys; undefined when the password is another one. */
export async function unlockPerson(keys: PersonKeys, dataKeyId: string, password: string): Promise<Unlocked | undefined> {
  const under: PasswordKey = await passwordKey(password, keys.actorKey.salt, keys.actorKey.cost);
  const pkcs8 = await unwrapUnder(under, keys.actorKey);
  const raw = await unwrapUnder(under, keys.dataKey);
  if (pkcs8 === undefined || raw === undefined) return undefined;
  return { signingKey: await signingKey(pkcs8), dataKey: { id: dataKeyId, raw } };
}

async function signingKey(pkcs8: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', pkcs8, ES256, false, ['sign']);
}

/** The enrolment's key pair; the private half cannot be taken out of the browser. */
export async function makeDeskPair(): Promise<{ readonly pair: CryptoKeyPair; readonly publicKey: JsonWebKey }> {
  const pair = await crypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
  return { pair, publicKey: await crypto.subtle.exportKey('jwk', pair.publicKey) };
}

export async function keepDeskKey(store: Store, pair: CryptoKeyPair): Promise<void> {
  await store.database.keys.put({ id: 'desk', value: pair.privateKey });
}

export async function deskKey(store: Store): Promise<CryptoKey | undefined> {
  const row = await store.database.keys.get('desk');
  return row?.value as CryptoKey | undefined;
}

/** The ring from the store, or from the journal folder where the store has lost it. */
export async function readRing(store: Store, journal: Journal): Promise<KeyRing | undefined> {
  const row = await store.database.keys.get('ring');
  if (row !== undefined) return row.value as KeyRing;
  const { text } = await journal.journalKeysRead({});
  return text === null ? undefined : (JSON.parse(text) as KeyRing);
}

/** Writes the ring to both places: either opens the desk alone. The journal folder first, for it lasts longer. */
export async function writeRing(store: Store, journal: Journal, ring: KeyRing): Promise<void> {
  await journal.journalKeysWrite({ text: JSON.stringify(ring) });
  await store.database.keys.put({ id: 'ring', value: ring });
  const actors: Json = ring.people.map((person) => person.account);
  await store.database.meta.put({ key: 'actors', value: actors });
}
