/** Citizen ID numbers (GB 11643): check digit, the old form of 15 digits, birth date, age, and what a spreadsheet breaks. */
import { isDay, type Day } from '../calendar/day.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** Full-width forms to plain ones, spaces and apostrophes dropped, `x` as `X`. The digits themselves never change. */
export function normaliseIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s'`\u2018\u2019\u00b4\u200b\ufeff]/g, '').toUpperCase();
}

/** The check character of the first 17 digits, or null when they are no 17 digits. */
export function idCheckCharacter(seventeen: string): string | null {
  if (!/^\d{17}$/.test(seventeen)) return null;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return CHECKS.charAt(sum % 11);
}

/** What is wrong with a normalised ID number, or null. An abolished region code is no fault. */
export function idNumberFault(id: string): 'shape' | 'birthDate' | 'checksum' | null {
  if (/^\d{15}$/.test(id)) return birthDateOf(id) === null ? 'birthDate' : null;
  if (!/^\d{17}[\dX]$/.test(id)) return 'shape';
  if (idCheckCharacter(id.slice(0, 17)) !== id[17]) return 'checksum';
  return birthDateOf(id) === null ? 'birthDate' : null;
}

/** 15 digits to 18: the century 19 and the check character; what already has 18 stays; null when it is neither. */
export function toEighteen(id: string): string | null {
  if (/^\d{17}[\dX]$/.test(id)) return id;
  if (!/^\d{15}$/.test(id)) return null;
  const seventeen = `${id.slice(0, 6)}19${id.slice(6)}`;
  return `${seventeen}${idCheckCharacter(seventeen) ?? ''}`;
}

/** The birth date in an ID number of 15 or 18 characters, or null when there is no such day. */
export function birthDateOf(id: string): Day | null {
  const digits = /^\d{17}[\dX]$/.test(id) ? id.slice(6, 14) : /^\d{15}$/.test(id) ? `19${id.slice(6, 12)}` : null;
  if (digits === null) return null;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  return isDay(day) && day >= '1850-01-01' ? day : null;
}

/** Completed years on a day; negative when born later. Someone born on 29 February is a year older on 1 March. */
export function ageOn(birth: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** How the cell held the ID: as text, or as a number with the digits that the file has. */
export interface StoredId {
  readonly storedAs: 'text' | 'number';
  readonly digits: string;
}

/**
 * Whether a spreadsheet has eaten the end of the number: stored as a number of more than 15 digits, or a text that ends
 * in 000 and whose check character fails. A text with a right check character never is.
 */
export function lostPrecision(stored: StoredId): boolean {
  const id = normaliseIdNumber(stored.digits);
  if (stored.storedAs === 'number') return significantDigits(id) > 15;
  return /^\d{15}000$/.test(id) && idCheckCharacter(id.slice(0, 17)) !== id[17];
}

/** Digits of a whole number as a file writes it: `369901196001010000` or `3.69901196001010E+17`. */
function significantDigits(text: string): number {
  const match = /^(\d+)(?:\.(\d*))?(?:E\+?(\d+))?$/.exec(text);
  if (!match) return 0;
  const exponent = Number(match[3] ?? '0');
  return exponent > 0 ? (match[1] ?? '').length + exponent : (match[1] ?? '').length;
}
