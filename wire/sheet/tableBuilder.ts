/** Collects cells into a columnar table; every reader of a format fills one. */
import { CellKind, type MergedRange, type SheetTable } from '#domain/roster/sheetTable.ts';
import { Unreadable } from '#domain/roster/problem.ts';
import type { Budget } from './limits.ts';

class GrowingColumn {
  readonly texts: string[] = [];
  kinds = new Uint8Array(1024);

  put(at: number, text: string, kind: number): void {
    while (this.texts.length < at) this.texts.push('');
    if (at >= this.kinds.length) {
      const larger = new Uint8Array(Math.max(this.kinds.length * 2, at + 1));
      larger.set(this.kinds);
      this.kinds = larger;
    }
    this.texts[at] = text;
    this.kinds[at] = kind;
  }
}

/** Fills one table; rows must come in order. */
export class TableBuilder {
  readonly merges: MergedRange[] = [];
  readonly hiddenRows: number[] = [];
  readonly hiddenColumns: number[] = [];
  readonly #columns: GrowingColumn[] = [];
  readonly #rowNumbers: number[] = [];
  readonly #budget: Budget;
  #rowOpen = -1;
  #cells = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Adds a cell of the given spreadsheet row (from 1) and column (from 0). Rows come in order; empty texts are nothing. */
  cell(row: number, column: number, text: string, kind: number): void {
    if (text === '' || kind === CellKind.empty) return;
    if (column >= this.#budget.limits.columns) throw new Unreadable('tooMuchInside');
    if (row !== this.#rowOpen) {
      this.#budget.row(this.#cells);
      this.#cells = 0;
      this.#rowOpen = row;
      this.#rowNumbers.push(row);
    }
    this.#cells += 1;
    while (this.#columns.length <= column) this.#columns.push(new GrowingColumn());
    this.#columns[column]?.put(this.#rowNumbers.length - 1, text, kind);
  }

  table(name: string, hidden: boolean): SheetTable {
    const rows = this.#rowNumbers.length;
    const columns = this.#columns.map((column) => {
      while (column.texts.length < rows) column.texts.push('');
      const kinds = new Uint8Array(rows);
      kinds.set(column.kinds.subarray(0, rows));
      return { texts: column.texts, kinds };
    });
    return { name, hidden, rowNumbers: this.#rowNumbers, columns, merges: this.merges, hiddenRows: this.hiddenRows, hiddenColumns: this.hiddenColumns };
  }
}
