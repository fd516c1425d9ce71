/** When a posting and its objections end, with the steps of the count, so that a clerk can check it on the wall calendar. */
import { due, isWorkday, rollToWorkday, worseStatus, type DayUnit, type DueDay, type HolidayLookup } from '../calendar/calendar.ts';
import { addDays, type Day } from '../calendar/day.ts';
import type { CountyRules } from '../office/rules.ts';
import type { Programme } from '../programme/programme.ts';

/** One step of the count; the sentence for each is `desk` text. */
export type PeriodStep =
  | { readonly step: 'startCounted' | 'startNotCounted'; readonly day: Day }
  | { readonly step: 'count'; readonly days: number; readonly unit: DayUnit }
  | { readonly step: 'daysOff'; readonly days: readonly Day[] }
  | { readonly step: 'objectionDays'; readonly days: number }
  | { readonly step: 'rolled'; readonly from: Day; readonly to: Day };

export interface ExplainedDay extends DueDay {
  readonly steps: readonly PeriodStep[];
}

export interface PostingPeriod {
  readonly start: Day;
  readonly end: ExplainedDay;
  /** Never before the end; on a day off it moves to the next working day. */
  readonly objectionDeadline: ExplainedDay;
}

export type PostingRule = Programme['posting'];
export type PeriodRules = Pick<CountyRules, 'countStartDay' | 'objectionDaysAfterPosting'>;

/** The last day on the board. Calendar days are never shortened or moved; whether the start day counts is the county's rule. */
export function postingEnd(start: Day, rule: PostingRule, rules: PeriodRules, lookup: HolidayLookup): ExplainedDay {
  const counted = rules.countStartDay && (rule.unit === 'calendarDay' || isWorkday(start, lookup));
  const end = due(start, Math.max(0, rule.days - (counted ? 1 : 0)), rule.unit, lookup);
  const off = rule.unit === 'workDay' ? daysOff(start, end.day, lookup) : [];
  return {
    ...end,
    steps: [
      { step: counted ? 'startCounted' : 'startNotCounted', day: start },
      { step: 'count', days: rule.days, unit: rule.unit },
      ...(off.length > 0 ? [{ step: 'daysOff', days: off } as const] : []),
    ],
  };
}

/** The last day for objections: so many days after the end of posting, moved to a working day. */
export function objectionDeadline(end: DueDay, rules: PeriodRules, lookup: HolidayLookup): ExplainedDay {
  const plain = addDays(end.day, rules.objectionDaysAfterPosting);
  const rolled = rollToWorkday(plain, lookup);
  return {
    day: rolled.day,
    status: worseStatus(end.status, rolled.status),
    steps: [
      ...(rules.objectionDaysAfterPosting > 0 ? [{ step: 'objectionDays', days: rules.objectionDaysAfterPosting } as const] : []),
      ...(rolled.day !== plain ? [{ step: 'rolled', from: plain, to: rolled.day } as const] : []),
    ],
  };
}

/** Both ends of a posting that starts on a day. */
export function postingPeriod(start: Day, rule: PostingRule, rules: PeriodRules, lookup: HolidayLookup): PostingPeriod {
  const end = postingEnd(start, rule, rules, lookup);
  return { start, end, objectionDeadline: objectionDeadline(end, rules, lookup) };
}

function daysOff(start: Day, end: Day, lookup: HolidayLookup): readonly Day[] {
  const off: Day[] = [];
  for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) {
    if (!isWorkday(day, lookup)) off.push(day);
  }
  return off;
}
