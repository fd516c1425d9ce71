/**
 * The last look before paper: the finished PDF's own text layer, read back and scanned. What cannot be read back is not
 * let through. Also how a hit is told: what it seems to be, and the line it stands in.
 */
import { releaseGuard } from '#domain/privacy/release.ts';
import type { Hit, HitKind } from '#domain/privacy/scan.ts';
import type { PlacedText } from '#renderer/ui/pdf.ts';

export interface ToldHit {
  readonly kind: HitKind;
  readonly text: string;
  /** The line of the scanned text that holds it, shortened. */
  readonly line: string;
}

export type SheetRelease =
  | { readonly released: true; readonly pages: number }
  | { readonly released: false; readonly why: 'personal'; readonly hits: readonly ToldHit[] }
  | { readonly released: false; readonly why: 'unreadable' };

const LINE_SHOWN = 60;
/** Wider gaps than this part of the type size stand between cells, not inside a number. */
const CELL_GAP = 0.5;

export interface FinishedSheet {
  readonly allowed: readonly string[];
  /** What every page carries at its foot: the short hash. Where it is not found, the text layer is not the sheet's. */
  readonly onEveryPage: string;
}

/**
 * Reads the text layer by `read` and lets the sheet through, or says what stops it. A reader that fails, an empty page
 * or one without the sheet's own mark all mean that nobody can say what the page shows.
 */
export async function releaseSheet(sheet: FinishedSheet, read: () => Promise<readonly (readonly PlacedText[])[]>): Promise<SheetRelease> {
  let pages: readonly string[];
  try {
    pages = (await read()).map(linesOf);
  } catch (error) {
    console.error(error);
    return { released: false, why: 'unreadable' };
  }
  const mark = squeezed(sheet.onEveryPage);
  if (pages.length === 0 || mark === '' || pages.some((page) => !squeezed(page).includes(mark))) return { released: false, why: 'unreadable' };
  const text = pages.join('\n');
  const release = releaseGuard(text, sheet.allowed);
  return release.released ? { released: true, pages: pages.length } : { released: false, why: 'personal', hits: toldHits(release.hits, text) };
}

/** Hits, each number once, with the first line it stands in. */
export function toldHits(hits: readonly Hit[], text: string): readonly ToldHit[] {
  const first = hits.filter((hit, index) => hits.findIndex((other) => other.text === hit.text && other.kind === hit.kind) === index);
  return first.map((hit) => {
    const from = text.lastIndexOf('\n', hit.start) + 1;
    const end = text.indexOf('\n', hit.end);
    const line = text.slice(Math.max(from, hit.start - LINE_SHOWN / 2), Math.min(end < 0 ? text.length : end, hit.end + LINE_SHOWN / 2)).trim();
    return { kind: hit.kind, text: hit.text, line };
  });
}

/** The texts of a page as lines: what stands close together on one line is read on, cells of a row are lines of their own. */
export function linesOf(items: readonly PlacedText[]): string {
  let text = '';
  let last: PlacedText | undefined;
  for (const item of items) {
    const blank = item.str.trim() === '';
    if (!blank) {
      text += last === undefined ? '' : between(last, item);
      text += item.str;
      last = item;
    }
  }
  return text;
}

function between(last: PlacedText, item: PlacedText): string {
  const size = Math.max(last.height, item.height, 1);
  const sameLine = Math.abs((item.transform[5] ?? 0) - (last.transform[5] ?? 0)) < size / 2;
  const gap = (item.transform[4] ?? 0) - ((last.transform[4] ?? 0) + last.width);
  if (!sameLine || gap > size * CELL_GAP || gap < -size) return '\n';
  return gap > size / 10 ? ' ' : '';
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
