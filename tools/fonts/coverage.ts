/**
 * Writes `resources/fonts/coverage.json`: the characters that the bundled fonts can draw between them, as ranges.
 * Run it after a font package has changed: `node tools/fonts/coverage.ts`. A test compares the file with the fonts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { characters } from './woff2.ts';

/** Base-36 gaps and lengths, alternately: from the end of one range to the start of the next, then how many it holds. */
export function encodedRanges(codes: readonly number[]): string {
  const parts: string[] = [];
  let end = 0;
  for (let index = 0; index < codes.length; ) {
    const first = codes[index] ?? 0;
    let length = 1;
    while (codes[index + length] === first + length) length += 1;
    parts.push((first - end).toString(36), length.toString(36));
    end = first + length;
    index += length;
  }
  return parts.join(' ');
}

/** All characters of the fonts named, from `node_modules`. */
export function coverageOf(modules: string, sources: readonly string[]): string {
  const all = new Set(sources.flatMap((source) => characters(readFileSync(join(modules, source)))));
  return encodedRanges([...all].sort((a, b) => a - b));
}

/** The body font and the one that takes over for rare characters; what both lack cannot be printed. */
export const COVERING_FONTS = [
  '@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-400-normal.woff2',
  '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2',
] as const;

if (import.meta.main) {
  const ranges = coverageOf('node_modules', COVERING_FONTS);
  writeFileSync('resources/fonts/coverage.json', `${JSON.stringify({ fonts: COVERING_FONTS, ranges }, null, 2)}\n`);
}
