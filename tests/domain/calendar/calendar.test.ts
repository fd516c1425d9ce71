import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, due, isWorkday, rollToWorkday, type HolidayYear } from '#domain/calendar/calendar.ts';
import { addDays, isDay, weekdayOf } from '#domain/calendar/day.ts';
import { objectionDeadline, postingEnd, postingPeriod } from '#domain/notice/period.ts';

const YEAR_2026: HolidayYear = {
  year: 2026, status: 'official', source: '国务院办公厅关于2026年部分节假日安排的通知',
  off: [
    ...days('2026-01-01', 3), ...days('2026-02-15', 9), ...days('2026-04-04', 3), ...days('2026-05-01', 5), ...days('2026-06-19', 3), ...days('2026-09-25', 3), ...days('2026-10-01', 7),
  ],
  work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};
const lookup = { holidayYear: (year: number) => (year === 2026 ? YEAR_2026 : undefined) };

function days(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

describe('due days', () => {
  it.each([
    ['2026-01-30', 20, '2026-03-05'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-09-28', 7, '2026-10-13'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-02-14', 1, '2026-02-24'],
  ])('%s and %i working days end on %s', (start, count, end) => {
    expect(due(start, count, 'workDay', lookup)).toEqual({ day: end, status: 'official' });
  });

  it('gives no verdict over a year without a table, and never counts New Year as a working day', () => {
    const over = due('2026-12-10', 20, 'workDay', lookup);
    expect(over.status).toBe('missing');
    expect(over.day).toBe('2027-01-08');
    expect(isWorkday('2027-01-01', lookup)).toBe(false);
    expect(due('2026-12-31', 1, 'workDay', lookup)).toEqual({ day: '2027-01-04', status: 'missing' });
    const provisional = { holidayYear: (year: number) => (year === 2026 ? YEAR_2026 : ({ ...YEAR_2026, year, status: 'provisional', off: [], work: [] } as const)) };
    expect(due('2026-12-10', 20, 'workDay', provisional).status).toBe('provisional');
  });

  it('counts calendar days without the first and without moving the last', () => {
    expect(due('2025-04-25', 7, 'calendarDay', lookup)).toEqual({ day: '2025-05-02', status: 'official' });
    expect(() => due('2025-02-30', 7, 'calendarDay', lookup)).toThrow(RangeError);
    expect(() => due('2025-02-20', 0.5, 'calendarDay', lookup)).toThrow(RangeError);
  });

  it('ends on a working day after exactly that many of them', () => {
    const day = fc.integer({ min: 0, max: 360 }).map((offset) => addDays('2026-01-01', offset));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (start, count) => {
        const end = due(start, count, 'workDay', lookup).day;
        const counted = days(addDays(start, 1), daysBetween(start, end)).filter((one) => isWorkday(one, lookup));
        return isWorkday(end, lookup) && counted.length === count;
      }),
    );
  });
});

describe('posting', () => {
  const rules = { countStartDay: false, objectionDaysAfterPosting: 0 };

  it('does not count the start day unless the county says so', () => {
    const rule = { days: 7, unit: 'calendarDay' } as const;
    expect(postingEnd('2025-04-25', rule, rules, lookup)).toEqual({
      day: '2025-05-02', status: 'official', steps: [{ step: 'startNotCounted', day: '2025-04-25' }, { step: 'count', days: 7, unit: 'calendarDay' }],
    });
    expect(postingEnd('2025-04-25', rule, { ...rules, countStartDay: true }, lookup).day).toBe('2025-05-01');
    expect(postingEnd('2026-02-14', { days: 1, unit: 'workDay' }, { ...rules, countStartDay: true }, lookup).day).toBe('2026-02-14');
    expect(postingEnd('2026-02-15', { days: 1, unit: 'workDay' }, { ...rules, countStartDay: true }, lookup).day).toBe('2026-02-24');
  });

  it('names the days off that make a posting longer', () => {
    const end = postingEnd('2026-09-28', { days: 7, unit: 'workDay' }, rules, lookup);
    expect(end.day).toBe('2026-10-13');
    expect(end.steps.at(-1)).toEqual({ step: 'daysOff', days: ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-11'] });
  });

  it('moves the objection deadline to a working day, never before the end', () => {
    const end = { day: '2026-10-03', status: 'official' } as const;
    expect(objectionDeadline(end, rules, lookup)).toEqual({ day: '2026-10-08', status: 'official', steps: [{ step: 'rolled', from: '2026-10-03', to: '2026-10-08' }] });
    const day = fc.integer({ min: 0, max: 300 }).map((offset) => addDays('2026-01-01', offset));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 10 }), (start, length, more) => {
        const period = postingPeriod(start, { days: length, unit: 'calendarDay' }, { countStartDay: false, objectionDaysAfterPosting: more }, lookup);
        return period.objectionDeadline.day >= addDays(period.end.day, more) && isWorkday(period.objectionDeadline.day, lookup);
      }),
    );
    expect(rollToWorkday('2026-02-16', lookup).day).toBe('2026-02-24');
  });
});

describe('the tables that ship', () => {
  const files = readdirSync('resources/calendar').filter((name) => /^\d{4}\.json$/.test(name));

  it('name real days of their own year, off on none that is worked', () => {
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) {
      const year = JSON.parse(readFileSync(`resources/calendar/${name}`, 'utf8')) as HolidayYear;
      for (const day of [...year.off, ...year.work]) expect(isDay(day) && day.startsWith(`${year.year}-`), `${name} ${day}`).toBe(true);
      for (const day of year.work) expect(weekdayOf(day), `${name} ${day}`).toBeGreaterThan(5);
      expect(year.off.filter((day) => year.work.includes(day))).toEqual([]);
    }
  });

  it('agree with the vectors of 2026', () => {
    const table = JSON.parse(readFileSync('resources/calendar/2026.json', 'utf8')) as HolidayYear;
    const shipped = { holidayYear: (year: number) => (year === 2026 ? table : undefined) };
    for (const day of days('2026-01-01', 365)) expect(isWorkday(day, shipped), day).toBe(isWorkday(day, lookup));
  });
});
