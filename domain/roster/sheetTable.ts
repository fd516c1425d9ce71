/**
 * A worksheet as cells, before anybody knows what it says: columnar, texts exactly as the file stores them.
 * `wire/sheet` makes it from bytes, `readRoster` gives it meaning.
 */

/** How the file stored a cell. Whether an ID was a number decides if its last digits are lost, so this is never guessed. */
export const CellKind = { empty: 0, text: 1, number: 2, date: 3, boolean: 4, error: 5 } as const;

/** One column; index i belongs to `rowNumbers[i]`. */
export interface TableColumn {
  /** Number cells as a plain decimal of at most 15 significant digits, dates as `YYYY-MM-DD[ HH:MM]`, '' where empty. */
  readonly texts: readonly string[];
  /** A `CellKind` each. */
  readonly kinds: Uint8Array;
}

/** A merged range; rows as the spreadsheet shows them, columns from 0, all inclusive. */
export interface MergedRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface SheetTable {
  readonly name: string;
  readonly hidden: boolean;
  /** Spreadsheet row number (from 1) of every row that has a cell with something in it. */
  readonly rowNumbers: readonly number[];
  readonly columns: readonly TableColumn[];
  readonly merges: readonly MergedRange[];
  /** Row numbers that are hidden. */
  readonly hiddenRows: readonly number[];
  /** Columns (from 0) that are hidden. */
  readonly hiddenColumns: readonly number[];
}

/** Spreadsheet name of a column: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const head = index >= 26 ? columnLetter(Math.floor(index / 26) - 1) : '';
  return head + String.fromCharCode(65 + (index % 26));
}
