/** Working days by table. A year is official, provisional or missing, and every computed day says which it rests on. */
import { addDays, dayNumber, weekdayOf, type Day } from './day.ts';

export type YearStatus = 'official' | 'provisional' | 'missing';

/** `holidayYear:<year>`: the State Council's notice of one year; replaced whole when it changes. */
export interface HolidayYear {
  readonly year: number;
  readonly status: Exclude<YearStatus, 'missing'>;
  readonly source: string;
  /** Weekdays and weekend days that are off. */
  readonly off: readonly Day[];
  /** Weekend days worked instead (调休上班). */
  readonly work: readonly Day[];
}

/** Finds the table of a year; the world is one. */
export interface HolidayLookup {
  holidayYear(year: number): HolidayYear | undefined;
}

/** A computed day and the worst status of the years it was counted over; on `missing` nobody is called late. */
export interface DueDay {
  readonly day: Day;
  readonly status: YearStatus;
}

export type DayUnit = 'calendarDay' | 'workDay';

/** Legal holidays that fall on the same date each year; all that is known of a year without a table. */
const FIXED_HOLIDAYS: readonly string[] = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** Longest count; a longer one is a mistake and throws RangeError. */
const MAX_COUNT = 4000;

/** Whether offices work on a day, by the year's table, else by weekends and the fixed legal holidays. */
export function isWorkday(day: Day, lookup: HolidayLookup): boolean {
  const year = lookup.holidayYear(Number(day.slice(0, 4)));
  const weekend = weekdayOf(day) > 5;
  if (!year) return !weekend && !FIXED_HOLIDAYS.includes(day.slice(5));
  if (year.work.includes(day)) return true;
  return !weekend && !year.off.includes(day);
}

/** The worst status of the years from one day to another. */
export function statusBetween(from: Day, to: Day, lookup: HolidayLookup): YearStatus {
  let worst: YearStatus = 'official';
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const status = lookup.holidayYear(year)?.status ?? 'missing';
    if (status === 'missing') return 'missing';
    if (status === 'provisional') worst = 'provisional';
  }
  return worst;
}

/**
 * The last day of a limit of `count` days; the start day is never counted. Calendar days are never moved for holidays.
 * Throws RangeError on a text that is no day or a count that is no whole number from 0 to 4000.
 */
export function due(start: Day, count: number, unit: DayUnit, lookup: HolidayLookup): DueDay {
  if (!Number.isInteger(count) || count < 0 || count > MAX_COUNT) throw new RangeError(`not a count of days: ${count}`);
  if (unit === 'calendarDay') return { day: addDays(start, count), status: 'official' };
  let day = start;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkday(day, lookup)) left -= 1;
  }
  return { day, status: statusBetween(start, day, lookup) };
}

/** The day itself if offices work on it, else the next one on which they do. */
export function rollToWorkday(day: Day, lookup: HolidayLookup): DueDay {
  let rolled = day;
  while (!isWorkday(rolled, lookup)) rolled = addDays(rolled, 1);
  return { day: rolled, status: statusBetween(day, rolled, lookup) };
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The worse of two statuses. */
export function worseStatus(one: YearStatus, other: YearStatus): YearStatus {
  const order: readonly YearStatus[] = ['official', 'provisional', 'missing'];
  return order.indexOf(one) >= order.indexOf(other) ? one : other;
}
