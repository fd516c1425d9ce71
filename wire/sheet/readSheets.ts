/** The one door from a spreadsheet file's bytes to its cells; runs in a browser worker and in commands alike. */
import { Unreadable } from '#domain/roster/problem.ts';
import type { SheetTable } from '#domain/roster/sheetTable.ts';
import { readDelimited } from './delimited.ts';
import { decodeText } from './encoding.ts';
import { readByLibrary } from './library.ts';
import { Budget, SHEET_LIMITS, type SheetLimits } from './limits.ts';
import { proveHarmless, readXlsx } from './xlsx.ts';

export interface ReadSheetsOptions {
  readonly limits?: SheetLimits;
  /** Ends the reading: `cancelled`, or `tooSlow` for a TimeoutError (`AbortSignal.timeout`). */
  readonly signal?: AbortSignal;
  /** 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

type Container = 'zip' | 'compound' | 'markup' | 'text';

/**
 * All sheets of a file in its own order, whatever its name says it is. Throws `Unreadable` with one code per reason;
 * nothing of such a file is used. `bytes` is not changed.
 */
export async function readSheets(bytes: Uint8Array<ArrayBuffer>, name: string, options: ReadSheetsOptions = {}): Promise<SheetTable[]> {
  const limits = options.limits ?? SHEET_LIMITS;
  const budget = new Budget(limits, options.signal);
  budget.check();
  if (bytes.length === 0) throw new Unreadable('emptyFile');
  if (bytes.length > limits.fileBytes) throw new Unreadable('tooLarge');
  const container = containerOf(bytes);
  if (container === 'zip') {
    const tables = await readXlsx(bytes, budget, options.onProgress ?? (() => undefined));
    if (tables !== undefined) return tables;
    await proveHarmless(bytes, new Budget({ ...limits, inflatedBytes: limits.inflatedBytes / 4 }, options.signal));
    return readByLibrary(bytes, budget);
  }
  if (container === 'compound') return readByLibrary(bytes, budget);
  const text = decodeText(bytes);
  if (text.trim() === '') throw new Unreadable('emptyFile');
  if (container === 'markup') return readByLibrary(text, budget);
  return [readDelimited(text, sheetName(name), budget)];
}

/** What the first bytes say; the name is not believed. */
function containerOf(bytes: Uint8Array): Container {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b) return 'zip';
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) return 'compound';
  if (a === 0x09 && (b === 0x08 || b === 0x04 || b === 0x02 || b === 0x00) && bytes.length > 8) return 'compound';
  if (isKnownOther(bytes)) throw new Unreadable('notASpreadsheet');
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 1024)).replaceAll('\u0000', '').trimStart();
  return /^(?:\ufeff)?<(?:\?xml|!doctype|!--|html|head|meta|table|body|style|div)/i.test(start) ? 'markup' : 'text';
}

/** Pictures, PDF, RAR, 7z, gzip, executables. */
function isKnownOther(bytes: Uint8Array): boolean {
  const head = [...bytes.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return ['89504e47', 'ffd8ff', '47494638', '424d', '25504446', '52617221', '377abcaf271c', '1f8b', '4d5a', '7b5c7274'].some((magic) => head.startsWith(magic));
}

function sheetName(name: string): string {
  const base = name.replace(/^.*[\\/]/, '');
  return base.replace(/\.[^.]*$/, '') || base;
}
