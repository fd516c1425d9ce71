/**
 * Codes that people read aloud and type: Crockford's 32 characters, without I, L, O and U.
 * 13 characters (65 bits) stand on every printed sheet; 16 characters (80 bits) enrol a desk once.
 */
import type { Random } from './ports.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters of a code on a printed sheet. */
export const SHEET_CODE_LENGTH = 13;
/** Characters of a one-time enrolment code. */
export const ENROLMENT_CODE_LENGTH = 16;

/** A random code of `length` characters, five bits of chance each. */
export function randomCode(random: Random, length: number): string {
  return Array.from(random.bytes(length), (byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** The verification code of a sheet, made by the signer's desk. */
export function sheetCode(random: Random): string {
  return randomCode(random, SHEET_CODE_LENGTH);
}

/** A one-time enrolment code. */
export function enrolmentCode(random: Random): string {
  return randomCode(random, ENROLMENT_CODE_LENGTH);
}

/**
 * What a person typed, as it is compared: upper case, O as 0, I and L as 1, spaces and dashes dropped, full-width forms
 * taken as their plain ones. Null when it is no code of that length.
 */
export function normaliseCode(typed: string, length: number): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\u2010-\u2015\u2212-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return isCode(code, length) ? code : null;
}

/** Whether a text is a code of that length as it is stored. */
export function isCode(text: string, length: number): boolean {
  return text.length === length && [...text].every((character) => ALPHABET.includes(character));
}

/** A code in groups of four, as it is printed: `ABCD-EFGH-JKMN-P`. */
export function formatCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}
