/** The day at a desk whose clock may say anything. */
import { describe, expect, it } from 'vitest';
import { DeskDay } from '#renderer/store/deskDay.ts';

function at(pc: string, steady: { now: number }): DeskDay {
  return new DeskDay({ now: () => Date.parse(pc) }, { now: () => steady.now });
}

describe('the day at a desk', () => {
  it('follows the county and steady time, however wrong the PC is', () => {
    const steady = { now: 1000 };
    for (const pc of ['2011-01-01T00:00:00Z', '2031-01-01T00:00:00Z']) {
      steady.now = 1000;
      const day = at(pc, steady);
      day.heard('2021-05-10');
      steady.now += 3 * 86_400_000 + 5;
      expect(day.today()).toEqual({ day: '2021-05-13', from: 'county' });
    }
  });

  it('takes the later of the last county date and the PC\'s own after a restart, and says so', () => {
    const late = at('2021-05-20T17:00:00Z', { now: 0 });
    late.remembered('2021-05-10');
    expect(late.today()).toEqual({ day: '2021-05-21', from: 'local' });
    const early = at('1999-01-01T00:00:00Z', { now: 0 });
    early.remembered('2021-05-10');
    expect(early.today()).toEqual({ day: '2021-05-10', from: 'local' });
  });
});
