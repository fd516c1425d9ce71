/** Money is an integer of fen, area an integer of 1/1000 mu. Only whole numbers are added and multiplied here. */

/** To what the county rounds a row's amount. */
export type RoundTo = 'fen' | 'jiao' | 'yuan';

const FEN_PER: { readonly [unit in RoundTo]: bigint } = { fen: 1n, jiao: 10n, yuan: 100n };

/**
 * Amount of one row in fen: basis (in thousandths of its unit) times rate (fen per unit), rounded once, half up and
 * away from zero, to fen, jiao or yuan. Throws RangeError when a number is not whole or the result leaves safe integers.
 */
export function rowAmountFen(basisThousandths: number, fenPerUnit: number, roundTo: RoundTo = 'fen'): number {
  if (!Number.isSafeInteger(basisThousandths) || !Number.isSafeInteger(fenPerUnit)) throw new RangeError('not a whole number');
  const unit = FEN_PER[roundTo];
  const product = BigInt(basisThousandths) * BigInt(fenPerUnit);
  const amount = divideHalfUp(product, 1000n * unit) * unit;
  return toSafe(amount);
}

/** Sum of whole numbers; throws RangeError when it leaves safe integers. */
export function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) {
    sum += number;
    if (!Number.isSafeInteger(sum)) throw new RangeError('sum too large');
  }
  return sum;
}

/** Yuan as written (`3485427.65`, `3,485,427.65`, `-12`) to fen; null when it is no amount or has a part below a fen. */
export function parseFen(text: string): number | null {
  return parseScaled(text, 2);
}

/** Mu as written (`4.3`, `1,204.125`) to 1/1000 mu; null when it is no area or has more than three decimals. */
export function parseMilliMu(text: string): number | null {
  return parseScaled(text, 3);
}

/** `348542765` as `3,485,427.65`; without `grouped` as `3485427.65`. Always two decimals, never scientific. */
export function formatFen(fen: number, grouped = true): string {
  const { sign, whole, rest } = split(fen, 100);
  return `${sign}${grouped ? group(whole) : whole}.${rest.padStart(2, '0')}`;
}

/** 1/1000 mu as mu with two decimals, three where the third is not zero: `4.30`, `4.125`. */
export function formatMilliMu(milliMu: number, grouped = true): string {
  const { sign, whole, rest } = split(milliMu, 1000);
  const decimals = rest.padStart(3, '0').replace(/0$/, '');
  return `${sign}${grouped ? group(whole) : whole}.${decimals}`;
}

function parseScaled(text: string, decimals: number): number | null {
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const digits = `${(match[2] ?? '').replaceAll(',', '')}${fraction.padEnd(decimals, '0')}`;
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) return null;
  return match[1] === '-' && value !== 0 ? -value : value;
}

function split(value: number, unit: number): { sign: string; whole: string; rest: string } {
  if (!Number.isSafeInteger(value)) throw new RangeError('not a whole number');
  const size = Math.abs(value);
  return { sign: value < 0 ? '-' : '', whole: String(Math.floor(size / unit)), rest: String(size % unit) };
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function divideHalfUp(value: bigint, by: bigint): bigint {
  const size = value < 0n ? -value : value;
  const rounded = (2n * size + by) / (2n * by);
  return value < 0n ? -rounded : rounded;
}

function toSafe(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError('amount too large');
  return number;
}
