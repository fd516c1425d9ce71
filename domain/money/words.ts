/**
 * Amounts in capital characters, as receipts and notices carry them beside the figures. The characters are data
 * (`resources/vocabulary/numerals.json`), the rules are here:
 * whole yuan end with the word for "whole"; zeros inside are read once; between a yuan part that ends in zero, or a jiao
 * digit of zero, and the rest stands one zero; a ten-thousands part that ends in zero needs none before a thousands digit.
 */

export interface Numerals {
  /** Zero to nine. */
  readonly digits: readonly string[];
  /** Ones, tens, hundreds, thousands inside a section of four digits; the first is empty. */
  readonly places: readonly string[];
  /** Units of the sections of four digits; the first is empty. */
  readonly sections: readonly string[];
  readonly yuan: string;
  readonly jiao: string;
  readonly fen: string;
  readonly whole: string;
  readonly negative: string;
}

/** Fen in capital characters, without the currency's name. Throws RangeError on what is no whole number of fen. */
export function amountInWords(fen: number, numerals: Numerals): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError('not a whole number of fen');
  const size = Math.abs(fen);
  const yuan = Math.floor(size / 100);
  const jiaoDigit = Math.floor(size / 10) % 10;
  const fenDigit = size % 10;
  const digit = (value: number): string => numerals.digits[value] ?? '';
  const sign = fen < 0 ? numerals.negative : '';
  if (jiaoDigit === 0 && fenDigit === 0) return `${sign}${integerInWords(yuan, numerals)}${numerals.yuan}${numerals.whole}`;
  const yuanPart = yuan === 0 ? '' : `${integerInWords(yuan, numerals)}${numerals.yuan}`;
  const needsZero = yuan !== 0 && (jiaoDigit === 0 || yuan % 10 === 0);
  const jiaoPart = jiaoDigit === 0 ? '' : `${digit(jiaoDigit)}${numerals.jiao}`;
  const fenPart = fenDigit === 0 ? '' : `${digit(fenDigit)}${numerals.fen}`;
  return `${sign}${yuanPart}${needsZero ? digit(0) : ''}${jiaoPart}${fenPart}`;
}

function integerInWords(value: number, numerals: Numerals): string {
  if (value === 0) return numerals.digits[0] ?? '';
  const sections: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) sections.push(rest % 10_000);
  let words = '';
  let gap = false;
  for (let index = sections.length - 1; index >= 0; index -= 1) {
    const section = sections[index] ?? 0;
    if (section === 0) {
      gap = words !== '';
      continue;
    }
    if (words !== '' && (gap || section < 1000)) words += numerals.digits[0] ?? '';
    words += `${sectionInWords(section, numerals)}${numerals.sections[index] ?? ''}`;
    gap = false;
  }
  return words;
}

function sectionInWords(section: number, numerals: Numerals): string {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(section / 10 ** place) % 10;
    if (digit === 0) {
      zero = words !== '';
      continue;
    }
    words += `${zero ? (numerals.digits[0] ?? '') : ''}${numerals.digits[digit] ?? ''}${numerals.places[place] ?? ''}`;
    zero = false;
  }
  return words;
}
