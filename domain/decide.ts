/**
 * The one pure function that gives acts their meaning. Desk and county call the same one; they only load what it needs
 * and store what it says.
 */
import type { SignedBody } from './act/act.ts';
import { refused, type Before, type Decision, type Verb } from './decision.ts';
import { kindOf } from './record/record.ts';
import type { World } from './world.ts';

/** Verbs by `kind.verb`. */
const VERBS: ReadonlyMap<string, Verb> = new Map();

/** Whether this version knows the verb; an unknown one is not refused but waits for a newer program. */
export function knowsVerb(act: Pick<SignedBody, 'kind' | 'verb'>): boolean {
  return VERBS.has(`${act.kind}.${act.verb}`);
}

/** Decides an act. Pure: same arguments, same decision, at the desk and at the county. */
export function decide(before: Before, act: SignedBody, world: World): Decision {
  const subject = act.touches[0];
  if (subject === undefined || kindOf(subject.record) !== act.kind) return refused('actMalformed');
  const verb = VERBS.get(`${act.kind}.${act.verb}`);
  return verb ? verb(before, act, world) : refused('unknownVerb', { verb: act.verb });
}
