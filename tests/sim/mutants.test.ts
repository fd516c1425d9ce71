/** The invariants see: each rule that is broken on purpose is found within a few seeds, and the true house passes the same seeds. */
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Mutant } from './mutants/mutant.ts';
import { MUTANTS } from './mutants/mutants.ts';
import { run } from './run.ts';

const SEEDS = 12;

async function findingSeed(mutant?: Mutant): Promise<number | undefined> {
  for (let seed = 1; seed <= SEEDS; seed += 1) if ((await run(seed, mutant)).found.length > 0) return seed;
  return undefined;
}

describe('the simulation', () => {
  it('finds nothing in the house as it is', { timeout: 240_000 }, async () => {
    expect(await findingSeed()).toBeUndefined();
  });

  for (const mutant of MUTANTS) {
    it(`finds ${mutant.name}: ${mutant.breaks}`, { timeout: 240_000 }, async () => {
      expect(await findingSeed(mutant)).toBeDefined();
    });
  }
});
