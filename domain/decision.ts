/** What a decision is, for the verbs that make one. The dispatch is `domain/decide.ts`; verbs lie beside their nouns. */
import type { SignedBody } from './act/act.ts';
import { fault, type Fault } from './fault.ts';
import type { BoardRecord, RecordId, RecordKind, RevisedRecord } from './record/record.ts';
import type { World } from './world.ts';

/** Exactly the records that the act lists in `touches`; undefined where none exists yet. */
export type Before = ReadonlyMap<RecordId, RevisedRecord | undefined>;

/**
 * What becomes of an act. `after` holds touched records only, and on `clashed` whatever merged in spite of it; `clash` and,
 * where several things clash at once, `more` are new records that nobody touched.
 */
export type Decision =
  | { readonly outcome: 'applied'; readonly after: readonly BoardRecord[] }
  | { readonly outcome: 'clashed'; readonly after: readonly BoardRecord[]; readonly clash: BoardRecord<'clash'>; readonly more?: readonly BoardRecord<'clash'>[] }
  | { readonly outcome: 'refused'; readonly fault: Fault };

export type Refusal = Extract<Decision, { outcome: 'refused' }>;

export type Verb = (before: Before, act: SignedBody, world: World) => Decision;

/** A refusal with its code and the values its sentence needs. */
export function refused(code: Fault['code'], values?: Fault['values']): Refusal {
  return { outcome: 'refused', fault: fault(code, values) };
}

/** Tells a refusal from whatever else a step of a verb hands on. */
export function isRefusal(step: object): step is Refusal {
  return 'outcome' in step && step.outcome === 'refused';
}

/** The records a verb leaves behind. */
export function applied(...after: BoardRecord[]): Decision {
  return { outcome: 'applied', after };
}

/** A touched record of a kind, or undefined where none exists yet. */
export function recordIn<K extends RecordKind>(before: Before, id: RecordId, kind: K): RevisedRecord<K> | undefined {
  const record = before.get(id);
  return record?.kind === kind ? (record as RevisedRecord<K>) : undefined;
}

/** A record with a new value, without the revision, which the county gives. */
export function withValue<K extends RecordKind>(record: RevisedRecord<K>, value: BoardRecord<K>['value']): BoardRecord<K> {
  const { id, kind, office, shownTo, everyone } = record;
  return { id, kind, office, ...(shownTo ? { shownTo } : {}), ...(everyone ? { everyone } : {}), value };
}
