/** Who can open this desk: people's keys and the data key, found, made and kept. */
import type { Random } from '#domain/ports.ts';
import type { Enrolment } from '#renderer/store/meta.ts';
import type { Store } from '#renderer/store/store.ts';
import { base64url, fromBase64url } from '#renderer/sync/base64url.ts';
import { newDataKey, readRing, unlockPerson, writeRing, type DataKey, type KeyRing, type PersonKeys, type Unlocked } from './keys.ts';
import type { DeskPorts } from './ports.ts';
import { wrapForCounty } from './wrap.ts';

export interface RingPlace {
  readonly store: Store;
  readonly shell: DeskPorts['shell'];
  readonly random: Random;
}

export async function personInRing(place: RingPlace, account: string): Promise<{ readonly ring: KeyRing; readonly person: PersonKeys } | undefined> {
  const ring = await readRing(place.store, place.shell);
  const person = ring?.people.find((one) => one.account === account);
  return ring && person ? { ring, person } : undefined;
}

export async function unlock(place: RingPlace, account: string, password: string): Promise<Unlocked | undefined> {
  const found = await personInRing(place, account);
  return found && unlockPerson(found.person, found.ring.dataKeyId, password);
}

/**
 * The data key for somebody who has none wrapped yet: the one in memory, the keychain's, or, on a desk that has none,
 * a new one. Undefined when there is one that cannot be opened here without another person.
 */
export async function dataKeyForNewcomer(place: RingPlace, inMemory: DataKey | undefined): Promise<DataKey | undefined> {
  if (inMemory) return inMemory;
  const ring = await readRing(place.store, place.shell);
  if (ring === undefined) return newDataKey(place.random);
  if (ring.keychain === null) return undefined;
  const { secret } = await place.shell.keychainUnwrap({ wrapped: fromBase64url(ring.keychain) });
  return secret === null ? undefined : { id: ring.dataKeyId, raw: Uint8Array.from(secret) };
}

/** Adds or replaces a person; a ring under another data key is kept beside, for the journal's old lines. */
export async function keepPerson(place: RingPlace, person: PersonKeys, dataKey: DataKey, enrolment: Enrolment): Promise<void> {
  const old = await readRing(place.store, place.shell);
  const same = old?.dataKeyId === dataKey.id;
  const people = [...(same ? old.people.filter((one) => one.account !== person.account) : []), person];
  const older = [...(old?.older ?? []), ...(old && !same ? [old] : [])];
  const ring: KeyRing = {
    v: 1,
    dataKeyId: dataKey.id,
    people,
    keychain: same && old.keychain !== null ? old.keychain : await underKeychain(place, dataKey),
    recovery: await forRecovery(enrolment, dataKey),
    ...(older.length > 0 ? { older } : {}),
  };
  await writeRing(place.store, place.shell, ring);
}

async function underKeychain(place: RingPlace, dataKey: DataKey): Promise<string | null> {
  const { wrapped } = await place.shell.keychainWrap({ secret: dataKey.raw });
  return wrapped === null ? null : base64url(wrapped);
}

async function forRecovery(enrolment: Enrolment, dataKey: DataKey): Promise<string | null> {
  return enrolment.recoveryKey === null ? null : wrapForCounty(enrolment.recoveryKey as JsonWebKey, dataKey.raw);
}
