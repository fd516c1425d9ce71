/** The notices an act touches, checked in the order every verb on notices needs: actor, records, rights and state, one for all. */
import type { SignedBody } from '../act/act.ts';
import { isRefusal, recordIn, refused, type Before, type Refusal } from '../decision.ts';
import { actorOf, type Actor } from '../office/actor.ts';
import { checkNoticeRight, type RightName } from '../office/rights.ts';
import type { RevisedRecord } from '../record/record.ts';
import type { World } from '../world.ts';

export interface NoticesOf {
  readonly actor: Actor;
  readonly records: readonly RevisedRecord<'subsidyNotice'>[];
}

/** All notices of an act, each with the right and state for the verb, or the first refusal. */
export function noticesOf(before: Before, act: SignedBody, world: World, verb: RightName): NoticesOf | Refusal {
  const actor = actorOf(act, world);
  if (isRefusal(actor)) return actor;
  const records: RevisedRecord<'subsidyNotice'>[] = [];
  for (const { record: name } of act.touches) {
    const record = recordIn(before, name, 'subsidyNotice');
    if (!record) return refused('recordMissing', { record: name });
    const refusal = checkNoticeRight(verb, actor, record.value);
    if (refusal) return refused(refusal.fault.code, { ...refusal.fault.values, notice: name });
    records.push(record);
  }
  return { actor, records };
}

/** The one notice of a verb that takes only one. */
export function oneNotice(before: Before, act: SignedBody, world: World, verb: RightName): { readonly actor: Actor; readonly record: RevisedRecord<'subsidyNotice'> } | Refusal {
  if (act.touches.length !== 1) return refused('actMalformed');
  const found = noticesOf(before, act, world, verb);
  if (isRefusal(found)) return found;
  const [record] = found.records;
  return record ? { actor: found.actor, record } : refused('actMalformed');
}
