/** The single values of the desk, by name: who it is, how far it has read, and what the county last said. */
import type { Day } from '#domain/calendar/day.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { Database } from './database.ts';
import type { Refusal, SyncFacts } from './reader.ts';

export interface Enrolment {
  readonly desk: string;
  readonly office: string;
  readonly address: string;
  readonly county: string;
  readonly countyName: string;
  readonly certificate: string;
  /** RSA-OAEP public key (JWK) of the county's recovery; null where the county sent none. */
  readonly recoveryKey: Json;
  readonly accounts: readonly { readonly id: string; readonly login: string; readonly name: string }[];
}

export interface MetaValues {
  enrolment: Enrolment;
  /** The last act of this enrolment: the next one names it. */
  tail: { readonly seq: number; readonly prev: Sha256 };
  /** Last county number whose changes are all here. */
  cursor: number;
  epoch: string;
  countyDay: Day;
  lastContact: string;
  phase: SyncFacts['phase'];
  refusal: Refusal | null;
  /** Notices changed by others and not yet looked at. */
  unread: readonly string[];
  enrolForm: { readonly address: string; readonly code: string; readonly login: string; readonly deskName: string };
  /** Wrong passwords in a row, by account. */
  tries: { readonly [account: string]: { readonly count: number; readonly at: number } | undefined };
}

export async function getMeta<K extends keyof MetaValues>(database: Database, key: K): Promise<MetaValues[K] | undefined> {
  const row = await database.meta.get(key);
  return row?.value as unknown as MetaValues[K] | undefined;
}

export async function putMeta<K extends keyof MetaValues>(database: Database, key: K, value: MetaValues[K]): Promise<void> {
  await database.meta.put({ key, value: value as unknown as Json });
}
