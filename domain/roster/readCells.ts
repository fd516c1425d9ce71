/** Repairs and numbers: what a cell of a known column becomes, and what was done to it. Digits are never changed. */
import type { ProblemRule } from './problem.ts';
import { halfWidth, isBlank, squeezed, trimmed } from './readTexts.ts';
import type { RosterVocabulary } from './vocabulary.ts';

/** Numbers are read in units of 1/10000: exact for money, areas and rates as offices write them. */
export const EXACT_UNITS = 10_000;

/** Hears what was repaired. */
export type Note = (rule: ProblemRule) => void;

const APOSTROPHES = /^['\u2018\u2019\uff07`]+|['\u2019\uff07`]+$/g;

function needsRepair(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 39 || code === 96 || code === 44) return true;
    if (code >= 0x7f && (isBlank(code) || code === 0x2018 || code === 0x2019 || (code >= 0xff01 && code <= 0xff5e))) return true;
  }
  return false;
}

/** A payee's name: no blanks, save between words in Latin letters. */
export function repairedName(text: string, note: Note): string {
  if (!needsRepair(text)) return text;
  const bare = trimmed(text);
  const plain = /[A-Za-z]\s+[A-Za-z]/.test(bare) ? bare : squeezed(bare);
  if (plain !== text) note('spaceRemoved');
  const result = plain.replace(APOSTROPHES, '');
  if (result !== plain) note('apostropheRemoved');
  return result;
}

/** An ID, account or phone number: no blanks, apostrophes or commas, plain digits, capital X. */
export function repairedNumberText(text: string, note: Note): string {
  let result = text;
  if (needsRepair(text)) {
    result = squeezed(result);
    if (result !== text) note('spaceRemoved');
    const bare = result.replace(APOSTROPHES, '');
    if (bare !== result) note('apostropheRemoved');
    result = halfWidth(bare);
    if (result !== bare) note('fullWidthConverted');
  }
  return result.endsWith('x') ? `${result.slice(0, -1)}X` : result;
}

/** Any other text: no blanks around it. */
export function repairedText(text: string): string {
  return trimmed(text).replace(/[\r\n\t]+/g, ' ');
}

/** A short label such as a group: no blanks, plain digits. */
export function repairedLabel(text: string, note: Note): string {
  if (!needsRepair(text)) return text;
  const bare = squeezed(text);
  if (bare !== text) note('spaceRemoved');
  const result = halfWidth(bare);
  if (result !== bare) note('fullWidthConverted');
  return result;
}

const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** A number in units of 1/10000, or null where the text is none. */
export function exactNumber(text: string, vocabulary: RosterVocabulary, note: Note): number | null {
  if (PLAIN_NUMBER.test(text)) return toExact(text);
  let plain = text;
  const bare = squeezed(plain);
  if (bare !== plain) note('spaceRemoved');
  plain = halfWidth(bare);
  if (plain !== bare) note('fullWidthConverted');
  const unquoted = plain.replace(APOSTROPHES, '');
  if (unquoted !== plain) note('apostropheRemoved');
  plain = unquoted.replace(/^[\u00a5\uffe5]|^([+-])[\u00a5\uffe5]/, '$1').replace(/^[\u2212\u2013\u2014]/, '-');
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?(?!\d)/.test(plain)) {
    plain = plain.replaceAll(',', '');
    note('commaRemoved');
  }
  const bracketed = /^\((\d[\d.]*)\)$/.exec(plain)?.[1];
  if (bracketed !== undefined) plain = `-${bracketed}`;
  if (PLAIN_NUMBER.test(plain)) return toExact(plain);
  const unit = vocabulary.units.find((ending) => plain.endsWith(ending) && PLAIN_NUMBER.test(plain.slice(0, -ending.length)));
  if (unit === undefined) return null;
  note('unitInNumber');
  return toExact(plain.slice(0, -unit.length));
}

function toExact(text: string): number | null {
  const value = Number(text) * EXACT_UNITS;
  return Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER ? roundHalfUp(value) : null;
}

/** Half a unit rounds away from zero, as people round money. */
export function roundHalfUp(value: number): number {
  const rounded = value < 0 ? -Math.floor(-value + 0.5) : Math.floor(value + 0.5);
  return rounded === 0 ? 0 : rounded;
}

/** From 1/10000 to a coarser unit (10 for 1/1000 mu, 100 for fen), in integers. */
export function coarser(exact: number, units: number): number {
  const sign = exact < 0 ? -1 : 1;
  const rounded = Math.floor((Math.abs(exact) * 2 + units) / (units * 2)) * sign;
  return rounded === 0 ? 0 : rounded;
}

/** A number of 1/10000 as the shortest decimal text. */
export function exactText(exact: number): string {
  const sign = exact < 0 ? '-' : '';
  const digits = String(Math.abs(exact)).padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -4)}${decimals === '' ? '' : `.${decimals}`}`;
}
