/**
 * The hand scanner for worksheets: rows and cells straight from the streaming text into the table, one pass, no tree.
 * What it cannot follow (another namespace prefix) ends in `NotFollowed`, and the library reads that file.
 */
import { CellKind, type SheetTable } from '#domain/roster/sheetTable.ts';
import { Unreadable } from '#domain/roster/problem.ts';
import type { Budget } from './limits.ts';
import { dateText, numberText } from './numbers.ts';
import { TableBuilder } from './tableBuilder.ts';
import { attribute, cellText, runsText, tagsOf } from './xml.ts';
import { inflated, type ZipEntry } from './zip.ts';

const BLOCK = 256 * 1024;
/** More merged ranges than a list of two columns merged by household has; a file of nothing else would only cost time. */
const MERGES_KEPT = 50_000;
const LT = 60;
const GT = 62;
const SLASH = 47;
const SPACE = 32;
const LETTER_C = 99;

/** Thrown inside the reader when the scanner meets XML it does not follow; the library takes over. */
export class NotFollowed extends Error {}

/** What cells refer to. */
export interface WorkbookParts {
  readonly strings: readonly string[];
  /** Per cell style: shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly anyDates: boolean;
  readonly from1904: boolean;
}

export interface SheetSource {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ZipEntry;
}

/** Reads one worksheet; `onBytes` hears how many inflated bytes went by. */
export async function readWorksheet(source: SheetSource, parts: WorkbookParts, budget: Budget, onBytes: (bytes: number) => void): Promise<SheetTable> {
  const scanner = new Scanner(parts, budget);
  const decoder = new TextDecoder();
  let pending: string[] = [];
  let chars = 0;
  for await (const piece of inflated(source.entry, budget)) {
    onBytes(piece.length);
    const part = decoder.decode(piece, { stream: true });
    pending.push(part);
    chars += part.length;
    if (chars < BLOCK) continue;
    scanner.push(pending.join(''));
    pending = [];
    chars = 0;
  }
  scanner.push(pending.join('') + decoder.decode());
  return scanner.end(source.name, source.hidden);
}

class Scanner {
  readonly #builder: TableBuilder;
  readonly #parts: WorkbookParts;
  readonly #rowChars: number;
  #held = '';
  #stage: 'head' | 'rows' | 'tail' = 'head';
  #row = 0;

  constructor(parts: WorkbookParts, budget: Budget) {
    this.#builder = new TableBuilder(budget);
    this.#parts = parts;
    this.#rowChars = budget.limits.rowChars;
  }

  push(text: string): void {
    this.#held += text;
    if (this.#stage === 'head') this.#takeHead();
    if (this.#stage === 'rows') this.#takeRows();
    if (this.#stage === 'tail') this.#takeTail();
    if (this.#held.length > this.#rowChars) throw new Unreadable('tooMuchInside');
  }

  end(name: string, hidden: boolean): SheetTable {
    if (this.#stage === 'head') throw new Unreadable('fileDamaged');
    if (this.#stage === 'rows' && this.#held.includes('<row')) throw new Unreadable('fileDamaged');
    return this.#builder.table(name, hidden);
  }

  /** Of what follows the rows only merged ranges matter; the rest may be long and is let go. */
  #takeTail(): void {
    const open = this.#held.indexOf('<mergeCell ');
    const last = this.#held.lastIndexOf('>');
    if (open >= 0 && last > open) {
      for (const tag of tagsOf(this.#held.slice(open, last + 1), 'mergeCell')) this.#merge(attribute(tag, 'ref') ?? '');
    }
    this.#held = this.#held.slice(last + 1);
  }

  #merge(reference: string): void {
    const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference);
    if (match === null || this.#builder.merges.length >= MERGES_KEPT) return;
    const [, left, top, right, bottom] = match;
    this.#builder.merges.push({ top: Number(top), left: columnIndex(left ?? ''), bottom: Number(bottom), right: columnIndex(right ?? '') });
  }

  #takeHead(): void {
    const start = this.#held.indexOf('<sheetData');
    if (start < 0) {
      if (/<\w+:worksheet[\s>]/.test(this.#held)) throw new NotFollowed('prefixed worksheet');
      return;
    }
    const close = this.#held.indexOf('>', start);
    if (close < 0) return;
    for (const tag of tagsOf(this.#held.slice(0, start), 'col')) this.#hideColumns(tag);
    this.#stage = this.#held.charCodeAt(close - 1) === SLASH ? 'tail' : 'rows';
    this.#held = this.#held.slice(close + 1);
  }

  #hideColumns(tag: string): void {
    if (!/^(1|true)$/.test(attribute(tag, 'hidden') ?? '')) return;
    const last = Math.min(Number(attribute(tag, 'max')), 400);
    for (let column = Number(attribute(tag, 'min')); column <= last; column += 1) this.#builder.hiddenColumns.push(column - 1);
  }

  /** Takes every whole row of what is held. */
  #takeRows(): void {
    const text = this.#held;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0 || open + 12 > text.length) break;
      if (text.startsWith('</sheetData', open)) {
        this.#stage = 'tail';
        at = open;
        break;
      }
      if (!text.startsWith('<row', open)) {
        at = open + 1;
        continue;
      }
      const tagEnd = text.indexOf('>', open);
      if (tagEnd < 0) break;
      const empty = text.charCodeAt(tagEnd - 1) === SLASH;
      const end = empty ? tagEnd + 1 : text.indexOf('</row>', tagEnd);
      if (end < 0) break;
      this.#takeRowTag(text.slice(open + 4, tagEnd));
      if (!empty) this.#takeCells(text, tagEnd + 1, end);
      at = empty ? end : end + 6;
    }
    this.#held = text.slice(at);
  }

  #takeRowTag(tag: string): void {
    const number = /\sr="(\d+)"/.exec(tag)?.[1] ?? attribute(tag, 'r');
    this.#row = number === undefined ? this.#row + 1 : Number(number);
    if (tag.includes('hidden') && /^(1|true)$/.test(attribute(tag, 'hidden') ?? '')) this.#builder.hiddenRows.push(this.#row);
  }

  #takeCells(text: string, from: number, to: number): void {
    let at = from;
    let column = -1;
    for (;;) {
      if (text.charCodeAt(at) !== LT || text.charCodeAt(at + 1) !== LETTER_C) {
        at = text.indexOf('<c', at);
        if (at < 0 || at >= to) return;
      }
      const after = text.charCodeAt(at + 2);
      if (after !== SPACE && after !== GT && after !== SLASH && after > SPACE) {
        at += 2;
        continue;
      }
      const tagEnd = text.indexOf('>', at);
      if (tagEnd < 0 || tagEnd > to) return;
      const reference = attributeStart(text, at + 2, tagEnd, 114);
      column = reference < 0 ? column + 1 : referenceColumn(text, reference);
      if (text.charCodeAt(tagEnd - 1) === SLASH) {
        at = tagEnd + 1;
        continue;
      }
      let end = text.indexOf('</c>', tagEnd);
      if (end < 0 || end > to) end = to;
      this.#takeCell(text, { tag: at + 2, body: tagEnd + 1, end }, column);
      at = end + 4;
    }
  }

  #takeCell(text: string, span: { readonly tag: number; readonly body: number; readonly end: number }, column: number): void {
    const { tag, body, end } = span;
    const typeAt = attributeStart(text, tag, body - 1, 116);
    const type = typeAt < 0 ? 110 : text.charCodeAt(typeAt);
    if (type === 105) {
      this.#builder.cell(this.#row, column, runsText(text, body, end), CellKind.text);
      return;
    }
    const raw = valueText(text, body, end);
    if (raw === '') return;
    const second = typeAt < 0 ? 0 : text.charCodeAt(typeAt + 1);
    if (type === 115 && second !== 116) {
      const shared = this.#parts.strings[Number(raw)];
      if (shared === undefined) throw new Unreadable('fileDamaged');
      this.#builder.cell(this.#row, column, shared, CellKind.text);
    } else if (type === 110) this.#takeNumber(text, span, { column, raw });
    else if (type === 115) this.#builder.cell(this.#row, column, cellText(raw), CellKind.text);
    else if (type === 98) this.#builder.cell(this.#row, column, raw === '1' ? 'TRUE' : 'FALSE', CellKind.boolean);
    else if (type === 100) this.#builder.cell(this.#row, column, raw.slice(0, 16).replace('T', ' ').replace(/ 00:00$/, ''), CellKind.date);
    else this.#builder.cell(this.#row, column, raw, CellKind.error);
  }

  #takeNumber(text: string, span: { readonly tag: number; readonly body: number }, cell: { readonly column: number; readonly raw: string }): void {
    const styleAt = this.#parts.anyDates ? attributeStart(text, span.tag, span.body - 1, 115) : -1;
    const isDate = styleAt >= 0 && this.#parts.dateStyles[integerAt(text, styleAt)] === true;
    if (isDate) this.#builder.cell(this.#row, cell.column, dateText(Number(cell.raw), this.#parts.from1904), CellKind.date);
    else this.#builder.cell(this.#row, cell.column, numberText(cell.raw), CellKind.number);
  }
}

/** Text of `<v>`; '' where the cell has none. */
function valueText(text: string, body: number, end: number): string {
  let open = body;
  if (text.charCodeAt(body + 1) !== 118 || text.charCodeAt(body + 2) !== GT) {
    open = text.indexOf('<v', body);
    if (open < 0 || open >= end) return '';
  }
  const start = text.indexOf('>', open) + 1;
  if (text.charCodeAt(start - 2) === SLASH) return '';
  const close = text.indexOf('<', start);
  return close < 0 || close > end ? '' : text.slice(start, close);
}

/** Where the value of a one-letter attribute begins, or -1. */
function attributeStart(text: string, from: number, to: number, letter: number): number {
  for (let at = from; at < to; at += 1) {
    if (text.charCodeAt(at) > SPACE) {
      const equals = text.indexOf('=', at);
      if (equals < 0 || equals >= to) return -1;
      const quote = text.charCodeAt(equals + 1);
      if (quote !== 34 && quote !== 39) return -1;
      if (equals === at + 1 && text.charCodeAt(at) === letter) return equals + 2;
      at = text.indexOf(quote === 34 ? '"' : "'", equals + 2);
      if (at < 0) return -1;
    }
  }
  return -1;
}

function referenceColumn(text: string, from: number): number {
  let column = 0;
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 65 || code > 90) return column - 1;
    column = column * 26 + code - 64;
  }
}

function columnIndex(letters: string): number {
  return referenceColumn(`${letters}1`, 0);
}

function integerAt(text: string, from: number): number {
  let value = 0;
  for (let at = from; ; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return value;
    value = value * 10 + digit;
  }
}
