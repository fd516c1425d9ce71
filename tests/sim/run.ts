/** One run: a seed, four desks and a county, some fifty acts under cuts, repeats, kills and losses, then rest. */
import { sealerOver, type Sealer } from '#renderer/store/seal.ts';
import type { PublicJwk } from '#county/exchange/store.ts';
import { Chance } from './chance.ts';
import { SimCounty } from './county.ts';
import { accountsOf, SimDesk } from './desk.ts';
import { ACCOUNTS, OFFICES } from './ground.ts';
import { checkAlways, checkAtRest } from './invariants.ts';
import type { Mutant } from './mutants/mutant.ts';
import { nextMove } from './story.ts';

export interface RunCounts {
  acts: number;
  crashes: number;
  cuts: number;
  restores: number;
}

export interface RunResult extends RunCounts {
  readonly seed: number;
  /** Empty when every invariant held. */
  readonly found: readonly string[];
}

interface Keys {
  readonly signing: ReadonlyMap<string, CryptoKey>;
  readonly publicKeys: ReadonlyMap<string, PublicJwk>;
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const TEN_YEARS_MS = 10 * 365 * 86_400_000;
const STEPS = 140;
const REST_ROUNDS = 12;

let made: Promise<Keys> | undefined;

/** Keys are the same in every run: what they are changes nothing but the signatures. */
async function keys(): Promise<Keys> {
  const signing = new Map<string, CryptoKey>();
  const publicKeys = new Map<string, PublicJwk>();
  for (const { id } of ACCOUNTS) {
    const pair = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify']);
    signing.set(id, pair.privateKey);
    publicKeys.set(id, { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)) });
  }
  return { signing, publicKeys };
}

async function sealerOf(chance: Chance): Promise<Sealer> {
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(chance.bytes(32)), 'AES-GCM', false, ['encrypt', 'decrypt']);
  return sealerOver(key, '00'.repeat(8), chance);
}

async function openDesks(seed: number, county: SimCounty, all: Keys, mutant: Mutant | undefined): Promise<readonly SimDesk[]> {
  const places = [['stone-a', OFFICES.stone], ['stone-b', OFFICES.stone], ['maple', OFFICES.maple], ['town', OFFICES.town]] as const;
  const desks: SimDesk[] = [];
  for (const [at, [name, office]] of places.entries()) {
    const chance = new Chance(seed * 101 + at, `${seed}-${name}-`);
    const skew = (chance.unit() * 2 - 1) * TEN_YEARS_MS;
    const desk = new SimDesk({
      name: `${name}-${seed}`, office, people: accountsOf(ACCOUNTS, office), county, chance, sealer: await sealerOf(chance), keys: all.signing, skew, mutation: mutant?.desk ?? {},
    });
    await desk.enrol();
    desks.push(desk);
  }
  return desks;
}

/** One step of one desk; counts what befell it. */
async function step(desk: SimDesk, chance: Chance, counts: RunCounts): Promise<void> {
  const dice = chance.unit();
  if (dice < 0.35) {
    await desk.sync(chance.happens(0.1) && countUp(counts, 'crashes'));
  } else if (dice < 0.365) {
    counts.restores += 1;
    await desk.loseStore();
  } else if (dice < 0.38) {
    counts.crashes += 1;
    await desk.crash();
  } else {
    const move = await nextMove(desk, chance);
    if (!move) return;
    if (chance.happens(0.06)) {
      counts.crashes += 1;
      await desk.performAndDie(move.actor, move.draft);
    } else if ((await desk.perform(move.actor, move.draft)).saved) counts.acts += 1;
  }
}

function countUp(counts: RunCounts, what: keyof RunCounts): true {
  counts[what] += 1;
  return true;
}

/** Everybody online, nothing cut, until nothing is left to send or read. */
async function comeToRest(desks: readonly SimDesk[]): Promise<void> {
  for (const desk of desks) desk.trouble = 0;
  for (let round = 0; round < REST_ROUNDS; round += 1) {
    for (const desk of desks) await desk.sync();
    const left = await Promise.all(desks.map((desk) => desk.store.database.outbox.count()));
    if (round > 1 && left.every((count) => count === 0)) break;
  }
  for (const desk of desks) await desk.sync();
}

export async function run(seed: number, mutant?: Mutant): Promise<RunResult> {
  made ??= keys();
  const all = await made;
  const chance = new Chance(seed, `${seed}-`);
  const county = new SimCounty(mutant?.breakTx);
  await county.open(all.publicKeys);
  const desks = await openDesks(seed, county, all, mutant);
  const counts: RunCounts = { acts: 0, crashes: 0, cuts: 0, restores: 0 };
  let found: readonly string[] = [];
  try {
    for (const desk of desks) await desk.sync();
    for (let at = 0; at < STEPS && found.length === 0; at += 1) {
      if (chance.happens(0.05)) county.now += 86_400_000;
      await step(chance.pick(desks), chance, counts);
      found = await checkAlways(county, desks);
    }
    if (found.length === 0) {
      await comeToRest(desks);
      found = await checkAtRest(county, desks);
    }
  } finally {
    for (const desk of desks) desk.close();
  }
  counts.cuts = desks.reduce((sum, desk) => sum + desk.cuts, 0);
  return { seed, found, ...counts };
}
