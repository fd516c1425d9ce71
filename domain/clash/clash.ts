/** A clash is a record with both values, visible at both ends until a named person settles it. `clash:<act id>`. */
import type { Json } from '../json.ts';
import type { RecordId } from '../record/record.ts';

export interface ClashingField {
  readonly field: string;
  /** The value that was ordered first and stands until settled. */
  readonly standing: Json;
  /** The value that came later; never dropped. */
  readonly losing: Json;
  /** The value the later actor had seen. */
  readonly was: Json;
}

export interface Clash {
  readonly of: RecordId;
  readonly act: string;
  /** Fields that must agree clash together under one group name. */
  readonly group: string | null;
  readonly fields: readonly ClashingField[];
  readonly standingBy: string;
  readonly losingBy: string;
  readonly losingAt: string;
  readonly settled?: { readonly by: string; readonly chosen: 'standing' | 'losing' };
}
