/** Whether the bundled fonts can draw every character of a board. A name with an empty box in it may not hang on a wall. */
import { documentText, type BoardDocument } from '#domain/board/document.ts';

/** The shape of `resources/fonts/coverage.json`. */
export interface Coverage {
  /** Base-36 gaps and lengths, alternately. */
  readonly ranges: string;
}

export interface Undrawable {
  readonly character: string;
  /** `U+2CBBF`, to be read out over the phone. */
  readonly codePoint: string;
  /** Texts of the board that hold it, each once. */
  readonly texts: readonly string[];
}

export interface Printability {
  readonly printable: boolean;
  readonly undrawable: readonly Undrawable[];
}

/** Names every character that no bundled font has; the board may be printed only when there is none. */
export function printability(document: BoardDocument, coverage: Coverage): Printability {
  const covered = drawable(coverage);
  const missing = new Map<string, Set<string>>();
  for (const text of documentText(document).split('\n')) {
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      if (isInvisible(code) || (covered(code) && !isPrivateUse(code))) continue;
      const texts = missing.get(character);
      if (texts) texts.add(text);
      else missing.set(character, new Set([text]));
    }
  }
  const undrawable = [...missing].map(([character, texts]) => ({ character, codePoint: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`, texts: [...texts] }));
  return { printable: undrawable.length === 0, undrawable };
}

/** A test for one code point over the ranges, by binary search. */
export function drawable(coverage: Coverage): (code: number) => boolean {
  const starts: number[] = [];
  const ends: number[] = [];
  const numbers = coverage.ranges.split(' ').map((part) => Number.parseInt(part, 36));
  let at = 0;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    at += numbers[index] ?? 0;
    starts.push(at);
    at += numbers[index + 1] ?? 0;
    ends.push(at);
  }
  return (code) => {
    let low = 0;
    let high = starts.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (code < (starts[middle] ?? 0)) high = middle - 1;
      else if (code >= (ends[middle] ?? 0)) low = middle + 1;
      else return true;
    }
    return false;
  };
}

/** A private-use character has no meaning that two fonts agree on, so none of ours draws it rightly. */
function isPrivateUse(code: number): boolean {
  return (code >= 0xe000 && code <= 0xf8ff) || code >= 0xf0000;
}

/** Spaces of any width have no shape that could be missing. */
function isInvisible(code: number): boolean {
  return code === 0x20 || code === 0xa0 || (code >= 0x2000 && code <= 0x200b) || code === 0x3000;
}
