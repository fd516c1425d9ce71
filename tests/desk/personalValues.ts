/** Every ID number, card and phone of a list as its file holds them: what must be found nowhere outside the office. */
import { readFileSync } from 'node:fs';
import type { ColumnCode } from '#domain/roster/columns.ts';
import { readRoster } from '#domain/roster/read.ts';
import { readSheets } from '#wire/sheet/readSheets.ts';
import vocabulary from '#resources/vocabulary/roster.json' with { type: 'json' };

const PERSONAL: readonly ColumnCode[] = ['idNumber', 'bankAccount', 'phone'];

export async function personalValues(file: string): Promise<readonly string[]> {
  const tables = await readSheets(new Uint8Array(readFileSync(file)), file);
  const reading = readRoster(tables, vocabulary);
  const columns = reading.sheets.flatMap((sheet) => sheet.columns.filter((column) => PERSONAL.includes(column.code)));
  const values = columns.flatMap((column) => column.values.map(String)).filter((value) => value.length >= 7);
  if (values.length < 100) throw new Error('the list holds no personal values: the search would prove nothing');
  return [...new Set(values)];
}
