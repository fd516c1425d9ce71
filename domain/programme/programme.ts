/** A subsidy programme as county data: basis × rate, columns, posting rule, views per channel. `programme:<code>`. */
import type { ColumnCode } from '../roster/columns.ts';
import type { Day } from '../calendar/day.ts';
import type { PostingStage } from '../notice/notice.ts';

export type BasisUnit = 'mu' | 'person' | 'household' | 'machine' | 'month';

export type NameForm = 'full' | 'surname' | 'none';

/** What one channel may show, and for how long after the posting ends. */
export interface ChannelView {
  readonly columns: readonly ColumnCode[];
  /** Columns left out at a stage: a first posting shows areas and no amounts. */
  readonly omitAt?: { readonly [stage in PostingStage]?: readonly ColumnCode[] };
  readonly nameForm: NameForm;
  /** Whether rows are shown at all; false means totals only. */
  readonly rows: boolean;
  /** Days after the posting period during which the view stays up. */
  readonly graceDays: number;
}

export interface Programme {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  /** Other names met in titles of lists. */
  readonly aliases: readonly string[];
  readonly documentNumber: string;
  readonly basisText: string;
  readonly unit: BasisUnit;
  /** Column that holds the basis (`subsidisedArea` for mu), or null when amounts differ per household. */
  readonly basisColumn: ColumnCode | null;
  readonly rates: readonly { readonly year: number; readonly fenPerUnit: number }[];
  readonly roundTo: 'fen' | 'jiao' | 'yuan';
  /** Payees younger than this on the list's day are errors. */
  readonly minAge?: number;
  readonly posting: { readonly days: number; readonly unit: 'calendarDay' | 'workDay' };
  readonly chain: string;
  readonly channels: { readonly board: ChannelView; readonly website: ChannelView };
  /** 张贴点 rule: every board of the village, or any one. */
  readonly boards: 'all' | 'any';
  readonly publicListAllowed: boolean;
  readonly validFrom: Day;
  readonly validTo?: Day;
  readonly synthetic?: boolean;
}
