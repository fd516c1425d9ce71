/**
 * From a file's bytes to checked frames, without knowing where it runs: the worker of the window holds one, tests call it
 * as it is. Nothing is stored here; the frames become pieces of an act only when a person confirms.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Day } from '#domain/calendar/day.ts';
import type { Random } from '#domain/ports.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { checkRoster } from '#domain/roster/check.ts';
import type { VillageNames } from '#domain/roster/checkContext.ts';
import type { FrameRef } from '#domain/roster/frame.ts';
import { guessProgramme, type ProgrammeGuess } from '#domain/roster/guess.ts';
import { cutRoster, frameRef } from '#domain/roster/pack.ts';
import type { Problem } from '#domain/roster/problem.ts';
import { coarser } from '#domain/roster/readCells.ts';
import { readRoster } from '#domain/roster/read.ts';
import type { IgnoredLine, MappedColumn, ReadOverrides, RosterReading, SheetTotal } from '#domain/roster/reading.ts';
import type { SheetTable } from '#domain/roster/sheetTable.ts';
import type { RosterVocabulary } from '#domain/roster/vocabulary.ts';
import type { CellValue } from '#domain/roster/frame.ts';
import type { Sha256 } from '#domain/hash.ts';
import { readSheets } from '#wire/sheet/readSheets.ts';

/** What the desk knows when a list comes in. */
export interface ImportKnowledge {
  readonly vocabulary: RosterVocabulary;
  readonly programmes: readonly Programme[];
  /** Villages whose lists this desk may take. */
  readonly villages: readonly VillageNames[];
  /** The desk's own village; absent at a township. */
  readonly ownVillage?: VillageNames;
}

/** A person's choices; all may change and the file is checked again without being read again. */
export interface ImportChoices {
  readonly programme?: string;
  /** Yuan per unit in 1/10000. */
  readonly rateExact?: number;
  readonly asOf?: Day;
  readonly overrides?: ReadOverrides;
}

export interface SheetSummary {
  readonly name: string;
  readonly title: string;
  readonly reportingOffice: string;
  readonly headRows: readonly number[];
  readonly columns: readonly MappedColumn[];
  readonly payees: number;
  readonly areaMilliMu: number;
  readonly amountFen: number;
  readonly ignored: readonly IgnoredLine[];
  readonly totals: readonly SheetTotal[];
}

export interface ImportSummary {
  readonly source: { readonly name: string; readonly sha256: Sha256; readonly bytes: number };
  readonly sheets: readonly SheetSummary[];
  readonly otherSheets: RosterReading['otherSheets'];
  readonly payees: number;
  readonly areaMilliMu: number;
  readonly amountFen: number;
  readonly years: readonly number[];
  readonly guess?: ProgrammeGuess;
}

export interface ImportReading {
  readonly summary: ImportSummary;
  readonly problems: readonly Problem[];
}

/** A frame as a piece: what `perform` takes. */
export interface FramePiece {
  readonly sha256: Sha256;
  readonly class: 'list' | 'person';
  readonly bytes: Uint8Array;
}

export interface PackedPart {
  readonly ref: FrameRef;
  readonly pieces: readonly [FramePiece, FramePiece];
}

/** Payee rows of one sheet for a preview: one array per column, in the order of the summary's columns. */
export interface PreviewRows {
  readonly rows: readonly number[];
  readonly columns: readonly (readonly CellValue[])[];
}

export class ImportPipeline {
  readonly #knowledge: ImportKnowledge;
  readonly #source: ImportSummary['source'];
  readonly #tables: readonly SheetTable[];
  #reading: RosterReading | undefined;

  private constructor(knowledge: ImportKnowledge, source: ImportSummary['source'], tables: readonly SheetTable[]) {
    this.#knowledge = knowledge;
    this.#source = source;
    this.#tables = tables;
  }

  /** Reads the file once. Throws `Unreadable`. */
  static async open(file: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }, knowledge: ImportKnowledge, run: { readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void } = {}): Promise<ImportPipeline> {
    const tables = await readSheets(file.bytes, file.name, run);
    const sha256 = await digestOf(file.bytes);
    return new ImportPipeline(knowledge, { name: file.name, sha256, bytes: file.bytes.length }, tables);
  }

  /** Understands and checks the list under the given choices; the guessed programme is used until a person names one. Throws `Unreadable`. */
  check(choices: ImportChoices = {}): ImportReading {
    const { vocabulary, programmes, villages, ownVillage } = this.#knowledge;
    const reading = readRoster(this.#tables, vocabulary, choices.overrides);
    this.#reading = reading;
    const guess = guessProgramme(reading, programmes, this.#source.name);
    const programme = programmes.find((candidate) => candidate.code === (choices.programme ?? guess?.code));
    const problems = checkRoster(reading, {
      vocabulary,
      villages,
      ...(ownVillage === undefined ? {} : { ownVillage }),
      ...(programme === undefined ? {} : { programme }),
      ...(choices.rateExact === undefined ? {} : { rateExact: choices.rateExact }),
      ...(choices.asOf === undefined ? {} : { asOf: choices.asOf }),
    });
    return { summary: this.#summary(reading, guess), problems };
  }

  /** Frames of the list as last checked, one slice at a time; hashed by the engine, which takes a tenth of the time. */
  async *pack(random: Random): AsyncGenerator<PackedPart> {
    const { vocabulary, villages, ownVillage } = this.#knowledge;
    const options = { random, vocabulary, villages, ...(ownVillage === undefined ? {} : { defaultVillage: ownVillage.id }) };
    for (const cut of cutRoster(this.#read(), options)) {
      const { listBytes, personBytes } = cut;
      const ref = frameRef(cut, await digestOf(listBytes), await digestOf(personBytes));
      yield { ref, pieces: [{ sha256: ref.list, class: 'list', bytes: listBytes }, { sha256: ref.person, class: 'person', bytes: personBytes }] };
    }
  }

  /** Rows for a preview; `from` counts payees of the sheet. */
  rows(sheet: string, from: number, count: number): PreviewRows {
    const reading = this.#read().sheets.find((candidate) => candidate.name === sheet);
    if (reading === undefined) return { rows: [], columns: [] };
    return { rows: reading.payeeRows.slice(from, from + count), columns: reading.columns.map((column) => column.values.slice(from, from + count)) };
  }

  #read(): RosterReading {
    this.#reading ??= readRoster(this.#tables, this.#knowledge.vocabulary);
    return this.#reading;
  }

  #summary(reading: RosterReading, guess: ProgrammeGuess | undefined): ImportSummary {
    const sheets = reading.sheets.map((sheet): SheetSummary => ({
      name: sheet.name,
      title: sheet.title,
      reportingOffice: sheet.reportingOffice,
      headRows: sheet.headRows,
      columns: sheet.columns.map(({ code, header, at }) => ({ code, header, at })),
      payees: sheet.payeeRows.length,
      areaMilliMu: packedSum(sheet.columns.find((column) => column.code === 'subsidisedArea')?.values),
      amountFen: packedSum(sheet.columns.find((column) => column.code === 'amount')?.values),
      ignored: sheet.ignored,
      totals: sheet.totals,
    }));
    return {
      source: this.#source,
      sheets,
      otherSheets: reading.otherSheets,
      payees: reading.payees,
      areaMilliMu: sheets.reduce((sum, sheet) => sum + sheet.areaMilliMu, 0),
      amountFen: sheets.reduce((sum, sheet) => sum + sheet.amountFen, 0),
      years: reading.years,
      ...(guess === undefined ? {} : { guess }),
    };
  }
}

async function digestOf(bytes: Uint8Array): Promise<Sha256> {
  return bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))));
}

/** Sum of rounded rows, as frames and notices count. */
function packedSum(values: readonly CellValue[] | undefined): number {
  let sum = 0;
  for (const value of values ?? []) if (typeof value === 'number') sum += value;
  return sum;
}

/** A sheet's own total (1/10000) in milli-mu or fen, to stand beside the sum of its rows. */
export function writtenTotal(total: SheetTotal, measure: 'area' | 'amount'): number | null {
  const exact = total[measure];
  return exact === null ? null : coarser(exact, measure === 'area' ? 10 : 100);
}
