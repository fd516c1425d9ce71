/** What `readRoster` found, as plain data for the wizard, the checks and the packer. */
import type { Problem } from './problem.ts';
import type { ColumnCode } from './columns.ts';
import type { CellValue } from './frame.ts';
import type { SheetTable } from './sheetTable.ts';

export type RowKind = 'payee' | 'groupTotal' | 'pageTotal' | 'grandTotal' | 'head' | 'signature' | 'section' | 'note';

/** One column of the sheet with what it was taken for. */
export interface MappedColumn {
  readonly code: ColumnCode;
  /** Head as written (of two rows: the lower one). */
  readonly header: string;
  /** Column in the sheet, from 0. */
  readonly at: number;
}

/** A line that is no payee; nothing is dropped silently. */
export interface IgnoredLine {
  readonly row: number;
  readonly kind: Exclude<RowKind, 'payee'>;
  readonly text: string;
}

/** A subtotal or total the sheet itself writes. */
export interface SheetTotal {
  readonly row: number;
  readonly kind: 'groupTotal' | 'pageTotal' | 'grandTotal';
  readonly label: string;
  /** Index into the payees: how many payee rows stand above it. */
  readonly payeesAbove: number;
  /** In 1/10000 mu and 1/10000 yuan, null where the cell is empty. */
  readonly area: number | null;
  readonly amount: number | null;
}

/** Values of one column over all payees of a sheet. */
export interface PayeeColumn extends MappedColumn {
  /** Repaired values as they will be packed. */
  readonly values: readonly CellValue[];
  /** For numbers: the value as written in units of 1/10000, null where it is none. */
  readonly exact?: readonly (number | null)[];
}

export interface SheetReading {
  readonly name: string;
  readonly title: string;
  /** The office that reports, as written, '' where the sheet has none. */
  readonly reportingOffice: string;
  readonly headRows: readonly number[];
  readonly columns: readonly PayeeColumn[];
  /** Spreadsheet row of every payee. */
  readonly payeeRows: readonly number[];
  readonly ignored: readonly IgnoredLine[];
  readonly totals: readonly SheetTotal[];
  /** Sums over payee rows as written, in 1/10000 mu and 1/10000 yuan. */
  readonly area: number;
  readonly amount: number;
}

export interface RosterReading {
  readonly sheets: readonly SheetReading[];
  readonly otherSheets: readonly { readonly name: string; readonly hidden: boolean }[];
  /** What reading itself noticed: repairs, numbers with units, hidden rows, columns nobody classified. */
  readonly problems: readonly Problem[];
  readonly payees: number;
  readonly area: number;
  readonly amount: number;
  readonly years: readonly number[];
  /** Programme names, batch words as the rows say them. */
  readonly programmeWords: readonly string[];
}

/** A person's correction of what the program took a sheet for. */
export interface ReadOverrides {
  /** Sheets to read; all with a list when absent. */
  readonly sheets?: readonly string[];
  readonly bySheet?: {
    readonly [sheet: string]: {
      /** Spreadsheet rows of the head. */
      readonly headRows?: readonly number[];
      /** Column in the sheet (from 0) to code; null leaves the column out of every mapping as `x:`. */
      readonly columns?: { readonly [at: number]: ColumnCode | null };
      /** Rows taken as payees or as none. */
      readonly rows?: { readonly [row: number]: RowKind };
    };
  };
}

export type { SheetTable };
