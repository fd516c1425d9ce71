/** What becomes public when a notice changes, written in the same transaction as the change. */
import type { Day } from '#domain/calendar/day.ts';
import type { Json } from '#domain/json.ts';
import type { HitKind } from '#domain/privacy/scan.ts';
import type { BoardRecord, RecordId } from '#domain/record/record.ts';
import type { Deciding } from './decideAct.ts';

/** One notice as the public pages may read it; nothing else of the county is theirs. */
export interface PublishedRow {
  readonly notice: RecordId;
  /** Sheet code under `/v/CODE`. */
  readonly code: string;
  readonly office: string;
  readonly state: string;
  /** The website view; a public view and public facts only. */
  readonly published: Json;
}

/** A notice whose document the final scan keeps from the public pages. */
export interface WithheldRow {
  readonly notice: RecordId;
  readonly office: string;
  /** County day of the finding. */
  readonly since: Day;
  /** How many of each kind; never the words that were found. */
  readonly found: readonly { readonly kind: HitKind; readonly count: number }[];
}

/** Called with every record an act has written, inside its transaction. */
export type Publisher = (record: BoardRecord, deciding: Deciding) => Promise<void>;
