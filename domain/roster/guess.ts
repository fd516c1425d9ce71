/** Which programme a list is about, with the reason, for a person to confirm. */
import type { Programme } from '../programme/programme.ts';
import { columnOf } from './checkContext.ts';
import { EXACT_UNITS } from './readCells.ts';
import { squeezed } from './readTexts.ts';
import type { RosterReading } from './reading.ts';

export interface ProgrammeGuess {
  readonly code: string;
  /** `title`: named above the list or by the sheet's or file's name; `rows`: in a column of the rows; `rate`: only the rate fits. */
  readonly reason: 'title' | 'rows' | 'rate';
  /** The words or the rate it was known by. */
  readonly by: string;
}

/** The likeliest programme, or undefined. The longest name that fits wins. */
export function guessProgramme(reading: RosterReading, programmes: readonly Programme[], fileName = ''): ProgrammeGuess | undefined {
  const titles = reading.sheets.flatMap((sheet) => [sheet.title, sheet.name]).concat(fileName).map(squeezed);
  return byWords(titles, programmes, 'title') ?? byWords(reading.programmeWords.map(squeezed), programmes, 'rows') ?? byRate(reading, programmes);
}

function byWords(texts: readonly string[], programmes: readonly Programme[], reason: 'title' | 'rows'): ProgrammeGuess | undefined {
  let best: ProgrammeGuess | undefined;
  for (const programme of programmes) {
    for (const name of [programme.name, ...programme.aliases]) {
      if (name.length > (best?.by.length ?? 1) && texts.some((text) => text.includes(name))) best = { code: programme.code, reason, by: name };
    }
  }
  return best;
}

function byRate(reading: RosterReading, programmes: readonly Programme[]): ProgrammeGuess | undefined {
  const rate = reading.sheets.flatMap((sheet) => columnOf(sheet, 'rate')?.exact ?? []).find((value) => value !== null);
  if (rate === undefined || rate === null) return undefined;
  const fits = programmes.filter((programme) => programme.rates.some((known) => known.fenPerUnit * (EXACT_UNITS / 100) === rate));
  return fits.length === 1 && fits[0] !== undefined ? { code: fits[0].code, reason: 'rate', by: String(rate / EXACT_UNITS) } : undefined;
}
