/** Who acts: the person, the office they act for, and the posts in force there on the day of the decision. */
import type { SignedBody } from '../act/act.ts';
import { refused, type Refusal } from '../decision.ts';
import type { World } from '../world.ts';
import { isWithin, rolesIn, type Account, type Office, type Role } from './office.ts';

export interface Actor {
  readonly account: Account;
  readonly office: Office;
  readonly roles: readonly Role[];
}

/**
 * The actor of an act, or why there is none: `actorUnknown`, `actorDisabled`, `outsideScope` (never had a post there, or
 * speaks for an office that does not lie below), `postEnded`.
 */
export function actorOf(act: SignedBody, world: World): Actor | Refusal {
  const account = world.account(act.actor);
  if (!account) return refused('actorUnknown', { actor: act.actor });
  if (account.disabled) return refused('actorDisabled', { actor: act.actor });
  const office = world.office(act.office);
  if (!office || !account.posts.some((post) => post.office === act.office)) return refused('outsideScope', { office: act.office });
  if (act.onBehalfOf !== undefined && !isWithin(world, act.onBehalfOf, act.office)) return refused('outsideScope', { office: act.onBehalfOf });
  const roles = rolesIn(account, act.office, world.day);
  return roles.length === 0 ? refused('postEnded', { office: act.office }) : { account, office, roles };
}
