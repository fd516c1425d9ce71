/** What a decision is, for the verbs that make one. The dispatch is `domain/decide.ts`; verbs lie beside their nouns. */
import type { SignedBody } from './act/act.ts';
import { fault, type Fault } from './fault.ts';
import type { BoardRecord, RecordId, RevisedRecord } from './record/record.ts';
import type { World } from './world.ts';

/** Exactly the records that the act lists in `touches`; undefined where none exists yet. */
export type Before = ReadonlyMap<RecordId, RevisedRecord | undefined>;

export type Decision =
  | { readonly outcome: 'applied'; readonly after: readonly BoardRecord[] }
  | { readonly outcome: 'clashed'; readonly after: readonly BoardRecord[]; readonly clash: BoardRecord<'clash'> }
  | { readonly outcome: 'refused'; readonly fault: Fault };

export type Verb = (before: Before, act: SignedBody, world: World) => Decision;

export function refused(code: Fault['code'], values?: Fault['values']): Decision {
  return { outcome: 'refused', fault: fault(code, values) };
}
