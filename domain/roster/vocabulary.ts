/** The words by which a list is understood; data in `resources/vocabulary/roster.json`, handed in because `domain/` holds no Chinese. */
import type { KnownColumn } from './columns.ts';

export interface RosterVocabulary {
  /** Heads per column, normalised by `normaliseHead`; the earlier a word, the more surely it is the column. */
  readonly heads: { readonly [code in KnownColumn]?: readonly string[] };
  /** Heads of columns that say programme, year or batch of every row. */
  readonly contextHeads: { readonly programme: readonly string[]; readonly year: readonly string[]; readonly batch: readonly string[] };
  /** Beginnings or endings of rows that are totals. */
  readonly totals: { readonly page: readonly string[]; readonly group: readonly string[]; readonly grand: readonly string[] };
  /** Beginnings of lines that people sign. */
  readonly signatures: readonly string[];
  readonly notes: readonly string[];
  /** Labels before the office that reports, and before the units. */
  readonly reportingOffice: readonly string[];
  /** Endings dropped when names of offices are compared. */
  readonly officeSuffixes: readonly string[];
  readonly groupSuffixes: readonly string[];
  readonly organisations: readonly string[];
  readonly deceased: readonly string[];
  /** Beginnings that turn a remark about death into something else ("not deceased"). */
  readonly negations: readonly string[];
  /** Units met behind numbers that do not change them; longer ones first. */
  readonly units: readonly string[];
  readonly yearMarks: readonly string[];
  /** Full-width signs with the plain ones they stand for. */
  readonly punctuation: { readonly [from: string]: string };
}
