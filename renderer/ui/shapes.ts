/** How days, moments and numbers are written on the screen. */
import { textOf } from './text.ts';

/** 2026年4月27日 from `2026-04-27`; the empty mark for null. */
export function writtenDay(day: string | null): string {
  const t = textOf('desk');
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '');
  if (!match) return t('common.noDay');
  return t('common.day', { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) });
}

/** The time of day alone when the moment lies on the given day, else day and time. */
export function writtenSince(iso: string, today: string): string {
  const moment = writtenMoment(iso);
  const day = writtenDay(today);
  return moment.startsWith(`${day} `) ? moment.slice(day.length + 1) : moment;
}

/** Day and time in the county's zone from an ISO text. */
export function writtenMoment(iso: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${writtenDay(`${part('year')}-${part('month')}-${part('day')}`)} ${part('hour')}:${part('minute')}`;
}

export function writtenCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Fen as yuan with separators and two decimals. */
export function writtenYuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(fen) / 100);
  return `${sign}${whole.toLocaleString('en-US')}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

/** Thousandths of a mu with two or three decimals. */
export function writtenMu(milliMu: number): string {
  const sign = milliMu < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(milliMu) / 1000);
  const rest = String(Math.abs(milliMu) % 1000).padStart(3, '0').replace(/0$/, '');
  return `${sign}${whole.toLocaleString('en-US')}.${rest}`;
}
