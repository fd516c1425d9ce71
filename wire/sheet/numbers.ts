/** Numbers and dates as the spreadsheet's user sees them. */

const MS_PER_DAY = 86_400_000;

/**
 * A stored number as plain decimal text with at most 15 significant digits, which is what Excel keeps and shows:
 * `401.88999999999999` is 401.89, `3.6990119760908902E+17` is 369901197609089000. Text that is no number comes back as it is.
 */
export function numberText(raw: string): string {
  if (raw.length <= 15 && !hasExponent(raw)) return raw;
  const value = Number(raw);
  if (!Number.isFinite(value) || raw.trim() === '') return raw;
  if (/^-?\d{1,21}$/.test(raw)) return raw;
  return plainDecimal(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

function hasExponent(raw: string): boolean {
  return raw.includes('E') || raw.includes('e');
}

/** A double without exponent. */
export function plainDecimal(value: number): string {
  const text = String(value);
  if (!hasExponent(text)) return text;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return value.toFixed(12).replace(/\.?0+$/, '');
}

/** A date serial as `YYYY-MM-DD[ HH:MM]`; a time of day alone as `HH:MM`. Serials before March 1900 follow Excel's leap-year error. */
export function dateText(serial: number, from1904: boolean): string {
  const minutes = Math.round(serial * 1440);
  const day = Math.floor(minutes / 1440);
  const rest = minutes - day * 1440;
  const time = `${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
  if (day === 0 && rest > 0) return time;
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  const date = new Date(epoch + day * MS_PER_DAY);
  if (Number.isNaN(date.getTime()) || day < 0) return String(serial);
  const text = date.toISOString().slice(0, 10);
  return rest === 0 ? text : `${text} ${time}`;
}

/** Whether a number format shows a date or a time. */
export function isDateFormat(format: string): boolean {
  const bare = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) && !/[#0?]/.test(bare.replace(/\.0+/g, ''));
}

/** Built-in number formats that are dates or times, the East Asian ones included. */
export function isDateFormatId(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}
