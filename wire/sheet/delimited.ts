/** CSV and its kin. Every cell stays the text it is: no formula is run, no long number is rounded. */
import { CellKind, type SheetTable } from '#domain/roster/sheetTable.ts';
import type { Budget } from './limits.ts';
import { TableBuilder } from './tableBuilder.ts';

const QUOTE = 34;
const LF = 10;
const CR = 13;
const DELIMITERS = [',', '\t', ';', '|'];

/** Reads delimited text; a record is one spreadsheet row even where a quoted cell holds line breaks. */
export function readDelimited(text: string, name: string, budget: Budget): SheetTable {
  const builder = new TableBuilder(budget);
  const delimiter = likelyDelimiter(text).charCodeAt(0);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let row = 1;
  let column = 0;
  while (at < text.length) {
    const cell = text.charCodeAt(at) === QUOTE ? quotedCell(text, at) : bareCell(text, at, delimiter);
    builder.cell(row, column, cell.text, CellKind.text);
    at = cell.next;
    const code = text.charCodeAt(at);
    if (code === delimiter) {
      column += 1;
      at += 1;
      continue;
    }
    if (code === CR && text.charCodeAt(at + 1) === LF) at += 1;
    at += 1;
    row += 1;
    column = 0;
    if (row % 4096 === 0) budget.check();
  }
  return builder.table(name, false);
}

function bareCell(text: string, from: number, delimiter: number): { readonly text: string; readonly next: number } {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === delimiter || code === LF || code === CR) break;
  }
  return { text: text.slice(from, at), next: at };
}

/** A quoted cell; what follows the closing quote up to the delimiter belongs to it, as Excel reads it. */
function quotedCell(text: string, from: number): { readonly text: string; readonly next: number } {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return { text: cell + text.slice(at), next: text.length };
    cell += text.slice(at, close);
    if (text.charCodeAt(close + 1) !== QUOTE) return { text: cell, next: close + 1 };
    cell += '"';
    at = close + 2;
  }
}

/** The delimiter that the first lines have most of, outside quotes. */
function likelyDelimiter(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"[^"]*"/g, '').split(/\r?\n/).slice(0, 30).join('\n');
  const counts = DELIMITERS.map((delimiter) => sample.split(delimiter).length - 1);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
