/** The machine under every order of events: total, never two things at once, and it always comes back. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START, step, type SyncEffect, type SyncEvent, type SyncState } from '#renderer/sync/machine.ts';

const event = fc.oneof(
  fc.constantFrom<SyncEvent>({ event: 'wake' }, { event: 'rested' }, { event: 'done' }, { event: 'failed' }, { event: 'unauthorised' }),
  fc.constantFrom<SyncEvent>({ event: 'refused', why: 'deskRevoked' }, { event: 'refused', why: 'diskFull' }),
);
const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const happenings = fc.array(fc.tuple(event, chance), { maxLength: 60 });

const BUSY = ['connecting', 'pushing', 'pulling', 'fetching'];
const WORK: readonly SyncEffect['effect'][] = ['connect', 'push', 'pull', 'fetch'];

function run(events: readonly (readonly [SyncEvent, number])[]): { readonly state: SyncState; readonly effects: readonly SyncEffect[] } {
  let state = START;
  let effects: readonly SyncEffect[] = [];
  for (const [happened, by] of events) ({ state, effects } = step(state, happened, by));
  return { state, effects };
}

describe('the sync machine', () => {
  it('asks for at most one thing at a time, and works exactly while it is busy', () => {
    fc.assert(
      fc.property(happenings, event, chance, (before, happened, by) => {
        const { state } = run(before);
        const next = step(state, happened, by);
        expect(next.effects.length).toBeLessThanOrEqual(1);
        const works = next.effects.some((effect) => WORK.includes(effect.effect));
        if (works) expect(BUSY).toContain(next.state.at);
        // Leaving work always plans when to come back; nothing is left standing still for ever.
        if (BUSY.includes(state.at) && !BUSY.includes(next.state.at)) expect(next.effects[0]?.effect).toBe('waitFor');
      }),
      { numRuns: 2000 },
    );
  });

  it('reaches idle within two rounds from anywhere once the county answers', () => {
    fc.assert(
      fc.property(happenings, chance, (before, by) => {
        let { state } = run(before);
        if (!BUSY.includes(state.at)) ({ state } = step(state, { event: 'rested' }, by));
        for (let steps = 0; steps < 8 && state.at !== 'idle'; steps += 1) ({ state } = step(state, { event: 'done' }, by));
        expect(state.at).toBe('idle');
      }),
      { numRuns: 2000 },
    );
  });

  it('pushes again for what came up in the middle of a round', () => {
    const waking: readonly (readonly [SyncEvent, number])[] = [[{ event: 'wake' }, 0], [{ event: 'done' }, 0], [{ event: 'done' }, 0], [{ event: 'wake' }, 0], [{ event: 'done' }, 0]];
    const { state } = run(waking);
    expect(state.at).toBe('fetching');
    expect(step(state, { event: 'done' }, 0)).toMatchObject({ state: { at: 'pushing', again: false }, effects: [{ effect: 'push' }] });
  });

  it('waits longer after each failure, with jitter, and never longer than seven and a half minutes', () => {
    const waits: number[] = [];
    let state = START;
    for (let failures = 0; failures < 14; failures += 1) {
      ({ state } = step(state, { event: 'rested' }, 0.5));
      const next = step(state, { event: 'failed' }, 0.5);
      state = next.state;
      const [effect] = next.effects;
      if (effect?.effect === 'waitFor') waits.push(effect.ms);
    }
    expect(waits.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(Math.max(...waits)).toBe(300_000);
    const spread = [0, 0.999].map((by) => step({ at: 'connecting', failures: 0, again: false, renewed: false }, { event: 'failed' }, by).effects[0]);
    expect(spread).toEqual([{ effect: 'waitFor', ms: 500 }, { effect: 'waitFor', ms: 1499 }]);
  });

  it('renews a token once in a round, then treats the county as away', () => {
    const pushing: SyncState = { at: 'pushing', failures: 0, again: true, renewed: false };
    const renewed = step(pushing, { event: 'unauthorised' }, 0);
    expect(renewed).toMatchObject({ state: { at: 'connecting', again: true, renewed: true }, effects: [{ effect: 'connect' }] });
    expect(step(renewed.state, { event: 'unauthorised' }, 0).state).toEqual({ at: 'offline', failures: 1 });
  });
});
