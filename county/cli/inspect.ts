/** `npm run inspect -- FILE`: what the app would import, and what it would say about it. Writes nothing anywhere. */
import { readFile, readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { dayOfNumber, dayNumber, type Day } from '#domain/calendar/day.ts';
import { checkRoster } from '#domain/roster/check.ts';
import { guessProgramme } from '#domain/roster/guess.ts';
import { Unreadable, type Problem, type Severity } from '#domain/roster/problem.ts';
import { exactNumber, exactText } from '#domain/roster/readCells.ts';
import { readRoster } from '#domain/roster/read.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { RosterReading } from '#domain/roster/reading.ts';
import { readSheets } from '#wire/sheet/readSheets.ts';
import vocabulary from '#resources/vocabulary/roster.json' with { type: 'json' };
import { textOf } from '../text.ts';

const say = textOf('command');
const sayProblem = textOf('problem');
const PROGRAMMES = new URL('../../resources/programmes/', import.meta.url);
const TIME_LIMIT_MS = 120_000;

interface Wish {
  readonly file: string;
  readonly json: boolean;
  readonly programme: Programme | undefined;
  readonly rateExact: number | undefined;
  readonly asOf: Day | undefined;
}

/** A refusal that is already a sentence. */
class Refused extends Error {}

async function main(): Promise<void> {
  const programmes = await knownProgrammes();
  const wish = wishOf(process.argv.slice(2), programmes);
  const bytes = await bytesOf(wish.file);
  const tables = await readSheets(bytes, basename(wish.file), { signal: AbortSignal.timeout(TIME_LIMIT_MS) });
  const reading = readRoster(tables, vocabulary);
  const { programme, rateExact, asOf } = wish;
  const problems = checkRoster(reading, { vocabulary, ...(programme ? { programme } : {}), ...(rateExact === undefined ? {} : { rateExact }), ...(asOf === undefined ? {} : { asOf }) });
  const text = wish.json ? JSON.stringify(report(basename(wish.file), reading, problems), null, 2) : prose(wish.file, reading, { problems, programmes });
  process.stdout.write(`${text}\n`);
}

async function knownProgrammes(): Promise<Programme[]> {
  const files = (await readdir(PROGRAMMES)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(new URL(name, PROGRAMMES), 'utf8')) as Programme));
}

function wishOf(args: readonly string[], programmes: readonly Programme[]): Wish {
  const { values, positionals } = parsedArgs(args);
  const file = positionals[0];
  if (file === undefined || positionals.length > 1) throw new Refused(say('inspect.usage'));
  const programme = programmes.find((candidate) => candidate.code === values.programme);
  if (values.programme !== undefined && programme === undefined) throw new Refused(say('inspect.programmeUnknown', { code: values.programme }));
  const rateExact = values.rate === undefined ? undefined : exactNumber(values.rate, vocabulary, () => undefined);
  if (rateExact === null || (rateExact !== undefined && rateExact < 0)) throw new Refused(say('inspect.rateInvalid', { rate: values.rate }));
  return { file, json: values.json ?? false, programme, rateExact, asOf: values['as-of'] === undefined ? undefined : lastDayOf(values['as-of']) };
}

function parsedArgs(args: readonly string[]): { values: { json?: boolean; programme?: string; rate?: string; 'as-of'?: string }; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, programme: { type: 'string' }, rate: { type: 'string' }, 'as-of': { type: 'string' } },
    });
  } catch (error) {
    throw new Refused(say('inspect.usage'), { cause: error });
  }
}

/** `YYYY-MM` means the last day of that month. */
function lastDayOf(month: string): Day {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (match === null) throw new Refused(say('inspect.asOfInvalid', { asOf: month }));
  const [year, number] = [Number(match[1]), Number(match[2])];
  const next = number === 12 ? `${year + 1}-01-01` : `${match[1]}-${String(number + 1).padStart(2, '0')}-01`;
  return dayOfNumber(dayNumber(next) - 1);
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Unreadable('fileMissing', error);
  }
}

function report(file: string, reading: RosterReading, problems: readonly Problem[]): object {
  return {
    file,
    sheets: reading.sheets.map((sheet) => ({
      name: sheet.name,
      headRows: sheet.headRows,
      columns: Object.fromEntries(sheet.columns.map((column) => [column.code, column.header])),
      payees: sheet.payeeRows.length,
      area: exactText(sheet.area),
      amount: exactText(sheet.amount),
    })),
    payees: reading.payees,
    area: exactText(reading.area),
    amount: exactText(reading.amount),
    problems: problems.map(({ sheet, row, column, rule, severity, values }) => ({ sheet, row, column, rule, severity, message: sayProblem(rule, { ...values }) })),
  };
}

function prose(file: string, reading: RosterReading, about: { readonly problems: readonly Problem[]; readonly programmes: readonly Programme[] }): string {
  const lines = [say('inspect.file', { file })];
  for (const sheet of reading.sheets) {
    lines.push(say('inspect.sheet', { name: sheet.name, rows: sheet.headRows.join('-'), payees: sheet.payeeRows.length, area: exactText(sheet.area), amount: exactText(sheet.amount) }));
    lines.push(say('inspect.columns', { columns: sheet.columns.map((column) => `${column.code}=${column.header}`).join(', ') }));
  }
  const guess = guessProgramme(reading, about.programmes, basename(file));
  const programme = about.programmes.find((candidate) => candidate.code === guess?.code);
  if (programme !== undefined) lines.push(say('inspect.guess', { name: programme.name }));
  for (const problem of about.problems) {
    const values = { sheet: problem.sheet, row: problem.row, column: problem.column ?? '', severity: sayProblem(`severity.${problem.severity}`), message: sayProblem(problem.rule, { ...problem.values }) };
    lines.push(problem.row === null ? say('inspect.remark', values) : say('inspect.problem', values));
  }
  const count = (severity: Severity): number => about.problems.filter((problem) => problem.severity === severity).length;
  lines.push(say('inspect.totals', { payees: reading.payees, area: exactText(reading.area), amount: exactText(reading.amount), errors: count('error'), warnings: count('warning'), infos: count('info') }));
  return lines.join('\n');
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  return sayProblem(`unreadable.${error instanceof Unreadable ? error.code : 'fileDamaged'}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
});
