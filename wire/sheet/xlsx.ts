/** Office Open XML workbooks by our own streaming reader. */
import { Unreadable } from '#domain/roster/problem.ts';
import type { SheetTable } from '#domain/roster/sheetTable.ts';
import type { Budget } from './limits.ts';
import { readSharedStrings } from './sharedStrings.ts';
import { readDateStyles, readWorkbook } from './workbook.ts';
import { NotFollowed, readWorksheet } from './worksheet.ts';
import { inflated, zipEntries, type ZipEntry } from './zip.ts';

/** All worksheets of a zip, or undefined where it is no .xlsx that our reader follows (.xlsb, .ods, prefixed XML). */
export async function readXlsx(bytes: Uint8Array<ArrayBuffer>, budget: Budget, onProgress: (fraction: number) => void): Promise<SheetTable[] | undefined> {
  const entries = zipEntries(bytes, budget);
  const workbook = await readWorkbook(entries, budget);
  if (workbook === undefined || workbook.sheets.length === 0) {
    return isOtherWorkbook(entries) ? undefined : refuseZip(entries);
  }
  const strings = await readSharedStrings(workbook.sharedStrings, budget);
  const dateStyles = await readDateStyles(workbook.styles, budget);
  const parts = { strings, dateStyles, anyDates: dateStyles.includes(true), from1904: workbook.from1904 };
  const total = workbook.sheets.reduce((sum, sheet) => sum + sheet.entry.stored.length, 0);
  const tables: SheetTable[] = [];
  let before = 0;
  for (const source of workbook.sheets) {
    let seen = 0;
    const share = source.entry.stored.length;
    // How far an entry has come is not known before its end; inflated bytes against eight times the stored ones come near.
    const heard = (count: number): void => {
      seen += count;
      onProgress((before + share * Math.min(1, seen / (share * 8))) / Math.max(1, total));
    };
    try {
      tables.push(await readWorksheet(source, parts, budget, heard));
    } catch (error) {
      if (error instanceof NotFollowed) return undefined;
      throw error;
    }
    before += share;
  }
  return tables;
}

function isOtherWorkbook(entries: ReadonlyMap<string, ZipEntry>): boolean {
  return entries.has('content.xml') || entries.has('xl/workbook.bin') || [...entries.keys()].some((name) => name.startsWith('xl/worksheets/'));
}

function refuseZip(entries: ReadonlyMap<string, ZipEntry>): never {
  throw new Unreadable(entries.has('encryptedpackage') || entries.has('encryptioninfo') ? 'encrypted' : 'notASpreadsheet');
}

/** Streams every entry once, so that a zip handed to the library is known not to be a bomb. */
export async function proveHarmless(bytes: Uint8Array<ArrayBuffer>, budget: Budget): Promise<void> {
  for (const entry of zipEntries(bytes, budget).values()) {
    const pieces = inflated(entry, budget);
    while ((await pieces.next()).done !== true);
  }
}
