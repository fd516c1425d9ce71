/** What becomes public when a notice changes, written in the same transaction as the change. */
import type { Json } from '#domain/json.ts';
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

/** Called with every record an act has written, inside its transaction. */
export type Publisher = (record: BoardRecord, deciding: Deciding) => Promise<void>;
