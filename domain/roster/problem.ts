/** What can be wrong with a list, as data; the sentence is `problem.<rule>` in `resources/text`. */
import type { Json } from '../json.ts';
import type { ColumnCode } from './columns.ts';

export type Severity = 'error' | 'warning' | 'info';

/** Every rule with its severity. Info is repaired by the program itself or merely worth knowing. */
export const RULES = {
  nameMissing: 'error',
  nameUndrawable: 'warning',
  nameHasDigits: 'warning',
  nameRare: 'info',
  sameName: 'info',
  organisation: 'info',
  idMissing: 'warning',
  idMalformed: 'error',
  idBirthDate: 'error',
  idChecksum: 'error',
  idPrecisionLost: 'error',
  idOldForm: 'info',
  duplicatePerson: 'error',
  accountPrecisionLost: 'error',
  sharedAccount: 'info',
  holderDiffers: 'info',
  notANumber: 'error',
  amountMissing: 'warning',
  amountMismatch: 'error',
  rateDiffers: 'warning',
  negative: 'warning',
  unitInNumber: 'warning',
  decimalsRounded: 'info',
  deceased: 'warning',
  underAge: 'error',
  ageMismatch: 'warning',
  totalMismatch: 'warning',
  unknownVillage: 'warning',
  otherVillage: 'warning',
  hiddenRows: 'warning',
  hiddenColumns: 'info',
  hiddenSheet: 'warning',
  unclassifiedColumn: 'info',
  spaceRemoved: 'info',
  fullWidthConverted: 'info',
  commaRemoved: 'info',
  apostropheRemoved: 'info',
} as const satisfies { readonly [rule: string]: Severity };
export type ProblemRule = keyof typeof RULES;

export interface Problem {
  readonly sheet: string;
  /** As the spreadsheet shows it; null for a remark about file, sheet or column. */
  readonly row: number | null;
  readonly column: ColumnCode | null;
  readonly rule: ProblemRule;
  readonly severity: Severity;
  /** What the sentence needs. */
  readonly values?: { readonly [name: string]: Json };
}

/** Why a file gives no list at all; `problem.unreadable.<code>` is the sentence. */
export const UNREADABLE_CODES = [
  'emptyFile', 'notASpreadsheet', 'fileCut', 'fileDamaged', 'tooLarge', 'tooMuchInside', 'encrypted', 'tooSlow', 'cancelled',
  'noTable', 'noPayees', 'fileMissing',
] as const;
export type UnreadableCode = (typeof UNREADABLE_CODES)[number];

/** Thrown by readers of files; the file is left as it is and nothing was imported. */
export class Unreadable extends Error {
  readonly code: UnreadableCode;
  constructor(code: UnreadableCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}
