/** `clash.settle`: a named person says which value stands. The clash keeps both, and a settled one is never settled again. */
import type { SignedBody } from '../act/act.ts';
import { applied, isRefusal, recordIn, refused, withValue, type Before, type Decision, type Refusal } from '../decision.ts';
import type { Json } from '../json.ts';
import { actorOf } from '../office/actor.ts';
import { mayEditRows, withCells } from '../roster/edit.ts';
import { object, oneOf, whole } from '../shape.ts';
import type { BoardRecord, RevisedRecord } from '../record/record.ts';
import type { World } from '../world.ts';
import type { Clash } from './clash.ts';
import { same } from './merge.ts';

const settleShape = object({ chosen: oneOf('standing', 'losing'), revision: whole(0, Number.MAX_SAFE_INTEGER) });

/** Touches the clash, the record it is about and, for a row, its holder. */
export function settleClash(before: Before, act: SignedBody, world: World): Decision {
  const args = act.args;
  if (!settleShape(args)) return refused('actMalformed');
  const [clashName = '', ofName = '', holderName = ofName, ...others] = act.touches.map((touch) => touch.record);
  const clash = recordIn(before, clashName, 'clash');
  if (!clash) return refused('recordMissing', { record: clashName });
  if (clash.value.of !== ofName || others.length > 0) return refused('actMalformed');
  const holder = recordIn(before, holderName, 'subsidyNotice') ?? recordIn(before, holderName, 'subsidyList');
  if (!holder) return refused('recordMissing', { record: holderName });
  const actor = actorOf(act, world);
  if (isRefusal(actor)) return actor;
  const wrong = mayEditRows(holder, actor);
  if (wrong) return wrong;
  if (clash.value.settled || clash.revision !== args.revision) return refused('clashSettled', { clash: clashName });
  const changed = args.chosen === 'losing' ? chooseLosing(before, ofName, clash.value, holder) : null;
  if (changed !== null && isRefusal(changed)) return changed;
  const settled = withValue(clash, { ...clash.value, settled: { by: act.actor, chosen: args.chosen } });
  return applied(settled, ...(changed ? [changed] : []));
}

/** The record with the losing values, unless somebody has changed the standing ones meanwhile: then those are the newest word. */
function chooseLosing(before: Before, ofName: string, clash: Clash, holder: RevisedRecord): BoardRecord | Refusal {
  const losing: { [field: string]: Json } = Object.fromEntries(clash.fields.map((field) => [field.field, field.losing]));
  const row = recordIn(before, ofName, 'rosterRow');
  if (row) {
    if (!holder.value || !('frames' in holder.value) || !holder.value.frames.some((ref) => ref.list === row.value.frame)) return refused('rowUnknown', { row: row.value.row });
    return movedOn(clash, { ...row.value.cells }) ?? withValue(row, withCells(row.value, losing));
  }
  const notice = recordIn(before, ofName, 'subsidyNotice');
  if (!notice) return refused('recordMissing', { record: ofName });
  return movedOn(clash, { ...notice.value.head }) ?? withValue(notice, { ...notice.value, head: { ...notice.value.head, ...losing } });
}

function movedOn(clash: Clash, current: { readonly [field: string]: unknown }): Refusal | null {
  const moved = clash.fields.find((field) => !same(field.standing, current[field.field] as Json | undefined));
  return moved ? refused('contentChanged', { field: moved.field }) : null;
}
