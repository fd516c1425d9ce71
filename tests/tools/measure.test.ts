/** How the bench judges: medians of paired ratios, goals in both directions, turns that start with another contender each round. */
import { describe, expect, test } from 'vitest';
import { interleaved, judge, median, pairedRatio, table, type Measure } from '../bench/measure.ts';

const measure = (times: { readonly [name: string]: readonly number[] }): Measure & { readonly order: string[] } => {
  const order: string[] = [];
  const seen = new Map<string, number>();
  return {
    name: 'm',
    contenders: Object.keys(times),
    goals: [],
    order,
    run(name) {
      const round = seen.get(name) ?? 0;
      seen.set(name, round + 1);
      order.push(name);
      return Promise.resolve({ ms: times[name]?.[round] ?? Number.NaN, blockMs: 40 + round });
    },
    close: () => Promise.resolve(),
  };
};

describe('the bench', () => {
  test('takes the middle', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([7])]).toEqual([2, 2.5, 7]);
    expect(median([])).toBeNaN();
  });

  test('lets another contender start each round', async () => {
    const one = measure({ a: [1, 1], b: [1, 1], c: [1, 1] });
    await interleaved(one, 2, () => undefined);
    expect(one.order.join('')).toBe('abcbca');
  });

  test('compares within a round, so that a machine which slows down changes nothing', async () => {
    const samples = await interleaved(measure({ own: [100, 1000, 10], other: [200, 2000, 20] }), 3, () => undefined);
    expect(pairedRatio(samples, 'own', 'other')).toBe(0.5);
    expect(judge(samples, { of: 'own', against: 'other', atMost: 0.5 }, 1).ok).toBe(true);
    expect(judge(samples, { of: 'own', against: 'other', atMost: 0.49 }, 1).ok).toBe(false);
    expect(judge(samples, { of: 'own', against: 'other', timesFaster: 2 }, 1).ok).toBe(true);
    expect(judge(samples, { of: 'own', against: 'other', timesFaster: 2.1 }, 1).ok).toBe(false);
    expect(judge(samples, { of: 'own', against: 'other', timesFaster: 5 }, 3)).toMatchObject({ ok: true, sentence: expect.stringContaining('loosened 3 times') });
    expect(judge(samples, { of: 'own', against: 'other', timesFaster: 500 }, Infinity)).toMatchObject({ ok: true, sentence: expect.stringContaining('not judged') });
    expect(judge(samples, { of: 'own', blockMs: 50 }, 1).ok).toBe(true);
    expect(judge(samples, { of: 'own', blockMs: 41 }, 1).ok).toBe(false);
  });

  test('a contender without samples reaches no goal', () => {
    for (const slack of [1, Infinity]) {
      expect(judge(new Map(), { of: 'own', against: 'other', atMost: 9 }, slack).ok).toBe(false);
      expect(judge(new Map(), { of: 'own', against: 'other', timesFaster: 9 }, slack).ok).toBe(false);
      expect(judge(new Map(), { of: 'own', blockMs: 9 }, slack).ok).toBe(false);
    }
  });

  test('writes a table', async () => {
    const one = measure({ own: [100, 300], other: [200, 200] });
    expect(table(one, await interleaved(one, 2, () => undefined))).toContain('| own | 200 [100–300] | 41 |  |');
  });
});
