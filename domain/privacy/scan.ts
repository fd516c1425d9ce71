/**
 * The last look at a finished text before it leaves: numbers that belong to persons, however they are spaced or wide.
 * It knows no columns and trusts nobody before it; office phones are let through by `releaseGuard`, not here.
 */
import { birthDateOf, idNumberFault } from './idNumber.ts';

/** What a hit can be, the most telling first. */
export const HIT_KINDS = ['idNumber', 'oldIdNumber', 'disabilityNo', 'schoolNo', 'account', 'mobile'] as const;
export type HitKind = (typeof HIT_KINDS)[number];

export interface Hit {
  readonly kind: HitKind;
  /** As it stands in the text. */
  readonly text: string;
  /** Offsets in UTF-16 units: from `start` up to `end`. */
  readonly start: number;
  readonly end: number;
}

/** A piece of digits and letters without a gap. */
interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A narrow text with, for each of its units, where it stood before. */
interface Narrow {
  readonly text: string;
  readonly at: readonly number[];
}

const ACCOUNT_MIN = 16;
const ACCOUNT_MAX = 19;
/** Provinces of the first two digits; 81 to 83 are residence permits of the same form. */
const REGION = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;
const MOBILE = /^(?:(?:00)?86)?(1[3-9]\d{9})$/;
const MOBILE_DIGITS = /^1[3-9]\d{9}$/;
/** Gaps over which digits are read as one number: spaces of any width, dashes; never a line break. */
const GAP = /^[^\S\n\r\f\v]{1,3}$|^[^\S\n\r\f\v]?[-\u2010-\u2015\u2212][^\S\n\r\f\v]?$/;
const LONGEST_JOINED = 40;

/** Every number in the text that looks like a person's, in order of place, none inside another. */
export function scanText(text: string): readonly Hit[] {
  const narrow = narrowed(text);
  const tokens = tokensOf(narrow.text);
  const found = tokens.flatMap((token) => inToken(token));
  for (let first = 0; first < tokens.length; first += 1) found.push(...acrossGaps(narrow.text, tokens, first));
  return outermost(found).map((hit) => {
    const start = narrow.at[hit.start] ?? 0;
    const end = (narrow.at[hit.end - 1] ?? start) + 1;
    return { kind: hit.kind, text: text.slice(start, end), start, end };
  });
}

interface Found {
  readonly kind: HitKind;
  readonly start: number;
  readonly end: number;
}

/** Full-width and other forms to plain ones; invisible characters are left out, so that nothing hides between two digits. */
function narrowed(text: string): Narrow {
  let plain = '';
  const at: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    if (/[\u00ad\u200b-\u200f\u2060\ufeff]/.test(unit)) continue;
    const folded = unit < '\u0080' || /[\u2460-\u24ff\u3200-\u9fff]/.test(unit) ? unit : unit.normalize('NFKC');
    for (const part of folded) {
      plain += part;
      for (let k = 0; k < part.length; k += 1) at.push(index);
    }
  }
  return { text: plain, at };
}

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[0-9A-Za-z]+/g)]
    .filter((match) => /\d/.test(match[0]))
    .map((match) => ({ text: match[0].toUpperCase(), start: match.index, end: match.index + match[0].length }));
}

function inToken(token: Token): readonly Found[] {
  const { text, start, end } = token;
  if (isHash(text) || isCreditCode(text)) return [];
  const whole = kindOfWhole(text);
  if (whole !== null) return [{ kind: whole, start, end }];
  return insideToken(token);
}

/** What a token is when taken as a whole. */
function kindOfWhole(text: string): HitKind | null {
  if (/^[GLJ]\d{17}[\dX]$/.test(text)) return 'schoolNo';
  if (/^\d{17}[\dX]\d[1-4](?:B\d)?$/.test(text) && plausibleId(text.slice(0, 18))) return 'disabilityNo';
  if (/^\d{17}[\dX]$/.test(text) && (plausibleId(text) || idNumberFault(text) === null)) return 'idNumber';
  if (/^\d{15}$/.test(text) && REGION.test(text) && birthDateOf(text) !== null) return 'oldIdNumber';
  if (MOBILE.test(text)) return 'mobile';
  if (/^\d{16,}$/.test(text)) return 'account';
  return null;
}

/** Numbers glued to letters or to other digits: an ID with a right check character, a long run of digits. */
function insideToken(token: Token): readonly Found[] {
  const found: Found[] = [];
  for (let at = 0; at + 18 <= token.text.length; at += 1) {
    const part = token.text.slice(at, at + 18);
    if (REGION.test(part) && idNumberFault(part) === null) found.push({ kind: 'idNumber', start: token.start + at, end: token.start + at + 18 });
  }
  for (const run of token.text.matchAll(/\d{11,}/g)) {
    const start = token.start + run.index;
    const end = start + run[0].length;
    if (run[0].length >= ACCOUNT_MIN) found.push({ kind: 'account', start, end });
    else if (/[G-Z]/.test(token.text) && MOBILE_DIGITS.test(run[0]) && token.text.length > 13) found.push({ kind: 'mobile', start, end });
  }
  return found;
}

/** Numbers written with gaps: from one token on, joined with those after it while only small gaps lie between. */
function acrossGaps(text: string, tokens: readonly Token[], first: number): readonly Found[] {
  const found: Found[] = [];
  const parts: Token[] = [];
  let joined = '';
  for (let index = first; index < tokens.length && joined.length <= LONGEST_JOINED; index += 1) {
    const token = tokens[index];
    const before = parts.at(-1);
    if (token === undefined || !/^(?:[GL]?\d+X?)$/.test(token.text)) break;
    if (before !== undefined && !GAP.test(text.slice(before.end, token.start))) break;
    parts.push(token);
    joined += token.text;
    const kind = parts.length > 1 ? kindOfJoined(joined, parts) : null;
    const start = parts[0]?.start ?? 0;
    if (kind !== null) found.push({ kind, start, end: token.end });
  }
  return found;
}

/** Stricter than for a number in one piece, because columns of a table stand beside one another too. */
function kindOfJoined(joined: string, parts: readonly Token[]): HitKind | null {
  if (/^\d{18}$|^\d{17}X$/.test(joined) && REGION.test(joined) && idNumberFault(joined) === null) return 'idNumber';
  if (/^[GL]\d{17}[\dX]$/.test(joined) && idNumberFault(joined.slice(1)) === null) return 'schoolNo';
  if (/^\d{17}[\dX]\d[1-4]$/.test(joined) && idNumberFault(joined.slice(0, 18)) === null) return 'disabilityNo';
  if (/^\d{15}$/.test(joined) && REGION.test(joined) && birthDateOf(joined) !== null && evenly(parts)) return 'oldIdNumber';
  if (MOBILE.test(joined) && parts.length >= 2 && (parts.length === 11 || mobileGrouping(parts))) return 'mobile';
  if (/^\d+$/.test(joined) && joined.length >= ACCOUNT_MIN && joined.length <= ACCOUNT_MAX && accountGrouping(joined, parts)) return 'account';
  return null;
}

/** 138 0013 8000, 1380 013 8000, 138 001 38000 …: two to four parts of two digits or more. */
function mobileGrouping(parts: readonly Token[]): boolean {
  return parts.length <= 5 && parts.every((part) => part.text.length >= 2);
}

function evenly(parts: readonly Token[]): boolean {
  return parts.every((part) => part.text.length === 1) || parts.every((part) => part.text.length >= 3);
}

/** Groups of four, or single digits, or any grouping of a number that passes Luhn; a row of years is none. */
function accountGrouping(joined: string, parts: readonly Token[]): boolean {
  if (parts.every((part) => /^(?:19|20)\d{2}$/.test(part.text))) return false;
  const fours = parts.every((part, index) => part.text.length === 4 || (index === parts.length - 1 && part.text.length < 4));
  const single = parts.every((part) => part.text.length === 1);
  return fours || single || (passesLuhn(joined) && parts.every((part) => part.text.length >= 2));
}

/** An ID by its form: a province, a birth date that exists. The check character may be wrong and it is still somebody's. */
function plausibleId(text: string): boolean {
  const birth = birthDateOf(text);
  return REGION.test(text) && birth !== null && birth >= '1880-01-01' && birth < '2100-01-01';
}

/** The check of bank card numbers. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

function isHash(text: string): boolean {
  return /^[0-9A-F]{64}$|^[0-9A-F]{40}$/.test(text) && /[A-F]/.test(text);
}

const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** A unified social credit code with a right check character: an organisation's public number. */
function isCreditCode(text: string): boolean {
  if (text.length !== 18 || !/^[159AN][1239]/.test(text) || idNumberFault(text) === null) return false;
  const values = [...text].map((character) => CREDIT_ALPHABET.indexOf(character));
  if (values.includes(-1)) return false;
  const sum = CREDIT_WEIGHTS.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === values[17];
}

function outermost(found: readonly Found[]): readonly Found[] {
  const ordered = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found[] = [];
  for (const hit of ordered) {
    const last = kept.at(-1);
    if (last === undefined || hit.start >= last.end) kept.push(hit);
    else if (rank(hit.kind) < rank(last.kind) && hit.end >= last.end) kept[kept.length - 1] = hit;
  }
  return kept;
}

function rank(kind: HitKind): number {
  return HIT_KINDS.indexOf(kind);
}
