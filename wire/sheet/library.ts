/**
 * Every format but .xlsx and delimited text (.xls of any age, WPS, SpreadsheetML 2003, HTML that calls itself .xls, .xlsb,
 * .ods) is read by SheetJS, loaded only when such a file comes.
 */
import type { CellObject, WorkSheet } from '@e965/xlsx';
import { CellKind, type SheetTable } from '#domain/roster/sheetTable.ts';
import { Unreadable } from '#domain/roster/problem.ts';
import type { Budget } from './limits.ts';
import { dateText, isDateFormat, plainDecimal } from './numbers.ts';
import { TableBuilder } from './tableBuilder.ts';

/** Reads bytes, or text already decoded, by the library. Markup cells stay text, so that long IDs keep their digits. */
export async function readByLibrary(source: Uint8Array | string, budget: Budget): Promise<SheetTable[]> {
  if (source.length > budget.limits.libraryFileBytes) throw new Unreadable('tooLarge');
  const library = await import('@e965/xlsx');
  budget.check();
  const book = parsed(library, source);
  const states = book.Workbook?.Sheets ?? [];
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.slice(0, budget.limits.sheets).flatMap((name, index) => {
    const sheet = book.Sheets[name];
    if (sheet === undefined || sheet['!ref'] === undefined) return [];
    return [tableOf(sheet, { name, hidden: (states[index]?.Hidden ?? 0) !== 0, from1904 }, budget)];
  });
}

function parsed(library: typeof import('@e965/xlsx'), source: Uint8Array | string): import('@e965/xlsx').WorkBook {
  const options = { dense: true, raw: true, cellFormula: false, cellHTML: false, cellText: false, cellNF: true, sheetStubs: false, sheetRows: 200_001 } as const;
  try {
    return typeof source === 'string' ? library.read(source, { ...options, type: 'string' }) : library.read(source, { ...options, type: 'array' });
  } catch (error) {
    const text = error instanceof Error ? `${error.name} ${error.message}` : '';
    throw new Unreadable(/password|encrypt/i.test(text) ? 'encrypted' : 'fileDamaged', error);
  }
}

function tableOf(sheet: WorkSheet, about: { readonly name: string; readonly hidden: boolean; readonly from1904: boolean }, budget: Budget): SheetTable {
  const builder = new TableBuilder(budget);
  const rows: readonly (readonly (CellObject | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  rows.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      if (cell !== undefined) putCell(builder, cell, { row: row + 1, column, from1904: about.from1904 });
    });
  });
  for (const range of sheet['!merges'] ?? []) {
    builder.merges.push({ top: range.s.r + 1, left: range.s.c, bottom: range.e.r + 1, right: range.e.c });
  }
  sheet['!rows']?.forEach((row, index) => {
    if (row?.hidden) builder.hiddenRows.push(index + 1);
  });
  sheet['!cols']?.forEach((column, index) => {
    if (column?.hidden) builder.hiddenColumns.push(index);
  });
  return builder.table(about.name, about.hidden);
}

function putCell(builder: TableBuilder, cell: CellObject, at: { readonly row: number; readonly column: number; readonly from1904: boolean }): void {
  const { row, column, from1904 } = at;
  if (cell.t === 'n' && typeof cell.v === 'number') {
    const format = typeof cell.z === 'string' ? cell.z : '';
    if (isDateFormat(format)) builder.cell(row, column, dateText(cell.v, from1904), CellKind.date);
    else builder.cell(row, column, plainDecimal(Number.isInteger(cell.v) ? cell.v : Number(cell.v.toPrecision(15))), CellKind.number);
  } else if (cell.t === 's') builder.cell(row, column, String(cell.v ?? ''), CellKind.text);
  else if (cell.t === 'b') builder.cell(row, column, cell.v === true ? 'TRUE' : 'FALSE', CellKind.boolean);
  else if (cell.t === 'd' && cell.v instanceof Date) builder.cell(row, column, cell.v.toISOString().slice(0, 10), CellKind.date);
  else if (cell.t === 'e') builder.cell(row, column, cell.w ?? '#', CellKind.error);
}
