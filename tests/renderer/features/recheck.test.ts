/** The checks over rows as they stand now: a corrected cell is silent, a new mistake speaks, rows set aside are not looked at. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '#domain/roster/problem.ts';
import type { ColumnCode } from '#domain/roster/columns.ts';
import { linesBySheet, recheck } from '#renderer/features/notices/wizard/recheck.ts';
import type { SavedSheet } from '#renderer/features/notices/wizard/draft.ts';
import type { RosterLine, RosterLines } from '#renderer/features/notices/rows.ts';
import vocabulary from '#resources/vocabulary/roster.json' with { type: 'json' };
import { programme } from '../../boards/kit.ts';

const COLUMNS: readonly ColumnCode[] = ['payeeName', 'subsidisedArea', 'rate', 'amount'];
const sheet: SavedSheet = { name: 'Sheet1', title: '', reportingOffice: '', payees: 2, totals: [] };

function line(row: string, sheetRow: number, cells: RosterLine['cells'], more: Partial<RosterLine> = {}): RosterLine {
  return { row, sheetRow, frame: 'f', cells, edited: [], overlay: undefined, setAside: undefined, village: undefined, ...more } as RosterLine;
}

const sound = line('r0', 5, { payeeName: '罗贵磊', subsidisedArea: 1000, rate: 10_862, amount: 10_862 });
const wrong = line('r1', 6, { payeeName: '韦秋玉', subsidisedArea: 2000, rate: 10_862, amount: 10_862 });

function found(lines: readonly RosterLine[], problems: readonly Problem[] = []): readonly string[] {
  const roster: RosterLines = { lines, framesMissing: 0, columns: COLUMNS };
  return recheck(roster, { sheets: [sheet], problems, year: 2021 }, { vocabulary, villages: [], programme }).map((problem) => `${problem.rule} ${problem.row}`);
}

describe('checking again', () => {
  it('finds what is wrong in the rows as they stand', () => {
    expect(found([sound, wrong])).toEqual(['amountMismatch 6']);
  });

  it('is silent once the cell is corrected or the row is set aside', () => {
    expect(found([sound, { ...wrong, cells: { ...wrong.cells, amount: 21_724 }, edited: ['amount'] }])).toEqual([]);
    expect(found([sound, { ...wrong, setAside: { reason: '待核实' } } as RosterLine])).toEqual([]);
  });

  it('keeps what only the file showed until that very cell is corrected', () => {
    const unit: Problem = { rule: 'unitInNumber', severity: 'warning', sheet: 'Sheet1', row: 5, column: 'subsidisedArea', values: {} };
    expect(found([sound], [unit])).toEqual(['unitInNumber 5']);
    expect(found([{ ...sound, edited: ['payeeName'] }], [unit])).toEqual(['unitInNumber 5']);
    expect(found([{ ...sound, edited: ['subsidisedArea'] }], [unit])).toEqual([]);
  });

  it('gives each sheet its own lines, in the order of the file', () => {
    const [one, two] = linesBySheet([wrong, sound, line('r2', 9, {})], [sheet, { ...sheet, name: 'Sheet2', payees: 1 }]);
    expect(one?.lines.map((each) => each.row)).toEqual(['r0', 'r1']);
    expect(two?.lines.map((each) => each.row)).toEqual(['r2']);
  });
});
