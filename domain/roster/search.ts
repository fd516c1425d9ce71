/** The small search string beside each list frame: names and their pinyin initials, line by line in the order of the rows. */
import { pinyin } from 'pinyin-pro';
import type { Frame } from './frame.ts';

const initials = new Map<string, string>();
const surnames = new Map<string, string>();

/** One line per row: `name` + tab + initials in lower case, joined by line feeds; line i is row i of the frame. */
export function searchText(frame: Frame): string {
  return (frame.columns.payeeName ?? []).map((name) => (typeof name === 'string' ? `${name}\t${nameInitials(name)}` : '')).join('\n');
}

/** Pinyin initials of a name; the first character is read as a surname. Kept per character, because names share few. */
export function nameInitials(name: string): string {
  const characters = [...name];
  return characters.map((character, index) => (index === 0 ? known(surnames, character, 'head') : known(initials, character, 'off'))).join('');
}

function known(cache: Map<string, string>, character: string, surname: 'head' | 'off'): string {
  const there = cache.get(character);
  if (there !== undefined) return there;
  const letter = /^[\x21-\x7e]$/.test(character) ? character.toLowerCase() : pinyin(character, { pattern: 'first', toneType: 'none', surname, nonZh: 'removed' });
  cache.set(character, letter);
  return letter;
}

/** Rows (indexes) of a search text whose name or initials contain the query. */
export function searchRows(text: string, query: string): number[] {
  const wanted = query.trim().toLowerCase();
  const rows: number[] = [];
  if (wanted === '') return rows;
  let line = 0;
  let from = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at)) {
    for (let feed = text.indexOf('\n', from); feed >= 0 && feed < at; feed = text.indexOf('\n', from)) {
      line += 1;
      from = feed + 1;
    }
    rows.push(line);
    const feed = text.indexOf('\n', at);
    if (feed < 0) break;
    at = feed;
  }
  return rows;
}
