/** The gate before every exit: a finished text goes out only through here, and what stops it is named. */
import { scanText, type Hit } from './scan.ts';

declare const released: unique symbol;

/** A text that the final scan has let through. Nothing but `releaseGuard` makes one. */
export type ReleasedText = string & { readonly [released]: true };

export type Release = { readonly released: true; readonly text: ReleasedText } | { readonly released: false; readonly hits: readonly Hit[] };

/**
 * Lets a text through or names what stops it.
 * `allowed`: phones of offices (in any spelling), serial and code of the sheet; these are no person's and stay.
 */
export function releaseGuard(text: string, allowed: readonly string[]): Release {
  const known = new Set(allowed.map(comparable).filter((value) => value.length >= 5));
  const hits = scanText(text).filter((hit) => !allowedHit(hit, known));
  return hits.length === 0 ? { released: true, text: text as ReleasedText } : { released: false, hits };
}

/** A hit is let through when it is one of the known numbers, or several of them that stand side by side. */
function allowedHit(hit: Hit, known: ReadonlySet<string>): boolean {
  const value = comparable(hit.text);
  if (known.has(value)) return true;
  for (const number of known) if (value.startsWith(number) && known.has(value.slice(number.length))) return true;
  return false;
}

function comparable(value: string): string {
  return value.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '').toUpperCase().replace(/^(?:00)?86(?=1[3-9]\d{9}$)/, '');
}
