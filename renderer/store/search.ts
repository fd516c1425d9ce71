/** What a payee search finds. The strings it looks through lie beside the frames; see `payeeSearch.ts`. */
import type { Sha256 } from '#domain/hash.ts';
import type { RowId } from '#domain/roster/frame.ts';
import type { RecordId } from '#domain/record/record.ts';

export interface PayeeHit {
  readonly frame: Sha256;
  readonly row: RowId;
  /** Spreadsheet row as the spreadsheet shows it. */
  readonly sheetRow: number;
  readonly name: string;
  /** Lists and notices over this frame. */
  readonly holders: readonly RecordId[];
}
