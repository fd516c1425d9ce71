/** Working days by table. A year is official, provisional or missing, and every computed day says which it rests on. */
import type { Day } from './day.ts';

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
