/** Days are `YYYY-MM-DD` in Asia/Shanghai; arithmetic is on civil days, so no clock and no zone is asked. */

export type Day = string;

const MS_PER_DAY = 86_400_000;

/** Days since 1970-01-01; throws RangeError on a text that is no day. */
export function dayNumber(day: Day): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  const ms = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (Number.isNaN(ms) || dayOfNumber(ms / MS_PER_DAY) !== day) throw new RangeError(`not a day: ${day}`);
  return ms / MS_PER_DAY;
}

/** The day of a number made by `dayNumber`. */
export function dayOfNumber(number: number): Day {
  const date = new Date(number * MS_PER_DAY);
  return date.toISOString().slice(0, 10);
}

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && dayOfNumber(Date.parse(`${text}T00:00:00Z`) / MS_PER_DAY) === text;
}

/** The day so many calendar days later; earlier for negative counts. */
export function addDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The day in Asia/Shanghai (UTC+8, no summer time since 1991) of a moment in milliseconds. */
export function shanghaiDay(ms: number): Day {
  return dayOfNumber(Math.floor((ms + 8 * 3_600_000) / MS_PER_DAY));
}
