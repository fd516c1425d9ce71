/**
 * The one table of rights: role × relation × verb × direction × state. What a step of a chain asks for beyond it (whose turn
 * it is, drafter and signer) is checked by the verb. `docs/rights.md` explains it.
 */
import { refused, type Refusal } from '../decision.ts';
import type { NoticeState, SubsidyNotice } from '../notice/notice.ts';
import type { Actor } from './actor.ts';
import type { Role } from './office.ts';

/** How the office for which somebody acts stands to the record. */
export type Relation = 'own' | 'owner' | 'issuer' | 'above';

export interface Right {
  readonly role: Role;
  readonly relation: Relation;
  /** Of a notice; absent: both. */
  readonly direction?: 'up' | 'down';
  /** Of a notice; absent: any. */
  readonly states?: readonly NoticeState[];
}

const DRAFTER_IN = (...states: NoticeState[]): readonly Right[] => [
  { role: 'villageClerk', relation: 'owner', direction: 'up', states },
  { role: 'townshipClerk', relation: 'issuer', direction: 'down', states },
];

/** Everyone who can hold a step of a chain, on either side. */
const STEP_HOLDERS: readonly Right[] = (['reviewer', 'secrecyReviewer', 'signer', 'villageHead', 'villageSupervisor'] as const).flatMap((role) =>
  (['issuer', 'owner'] as const).map((relation) => ({ role, relation, states: ['reviewing'] as const })),
);

const CLERKS_IN = (...states: NoticeState[]): readonly Right[] => [
  { role: 'villageClerk', relation: 'owner', states },
  { role: 'townshipClerk', relation: 'issuer', states },
];

const IMPORTERS: readonly Right[] = [
  { role: 'villageClerk', relation: 'own' },
  { role: 'townshipClerk', relation: 'own' },
];

const ADMIN: readonly Right[] = [{ role: 'countyAdmin', relation: 'above' }];

/** Rights by `kind.verb`. A verb that is not here is nobody's. */
export const RIGHTS = {
  'subsidyList.import': IMPORTERS,
  'subsidyList.split': [{ role: 'townshipClerk', relation: 'own' }],
  'subsidyList.accept': IMPORTERS,
  'subsidyList.withdraw': IMPORTERS,
  /** On a list that was not split yet; on a notice the rights of `subsidyNotice.edit` hold. */
  'rosterRow.edit': [{ role: 'townshipClerk', relation: 'own' }],
  'subsidyNotice.edit': DRAFTER_IN('draft'),
  'subsidyNotice.submit': DRAFTER_IN('draft'),
  'subsidyNotice.reopen': DRAFTER_IN('reviewing'),
  'subsidyNotice.approve': STEP_HOLDERS,
  'subsidyNotice.sign': STEP_HOLDERS,
  'subsidyNotice.return': STEP_HOLDERS,
  'subsidyNotice.recordPaperSignature': CLERKS_IN('reviewing', 'signed'),
  'subsidyNotice.confirm': [{ role: 'villageClerk', relation: 'owner', direction: 'down', states: ['signed'] }],
  'subsidyNotice.print': CLERKS_IN('signed', 'printed', 'posting'),
  'subsidyNotice.post': [{ role: 'villageClerk', relation: 'owner', states: ['printed', 'posting'] }],
  'subsidyNotice.withdraw': [
    ...DRAFTER_IN('draft', 'reviewing', 'signed', 'printed'),
    { role: 'signer', relation: 'issuer', states: ['reviewing', 'signed', 'printed'] },
    { role: 'signer', relation: 'owner', states: ['reviewing', 'signed', 'printed'] },
  ],
  'office.put': ADMIN,
  'account.put': ADMIN,
  'programme.put': ADMIN,
  'approvalChain.put': ADMIN,
  'holidayYear.put': ADMIN,
  'countyRules.put': ADMIN,
  'office.setBoards': [
    { role: 'villageClerk', relation: 'own' },
    { role: 'townshipClerk', relation: 'above' },
  ],
} as const satisfies { readonly [verb: string]: readonly Right[] };

export type RightName = keyof typeof RIGHTS;

/** Whether the actor has the right by role and relation; `roleMissing` or `outsideScope` otherwise. */
export function checkRight(name: RightName, actor: Actor, relations: readonly Relation[]): Refusal | null {
  const byRole = rightsOf(name).filter((right) => actor.roles.includes(right.role));
  if (byRole.length === 0) return refused('roleMissing', { verb: name });
  return byRole.some((right) => relations.includes(right.relation)) ? null : refused('outsideScope', { office: actor.office.id });
}

/** The same for a notice, with its direction and state; `wrongState` when everything but the state fits. */
export function checkNoticeRight(name: RightName, actor: Actor, notice: SubsidyNotice): Refusal | null {
  const refusal = checkRight(name, actor, relationsTo(notice, actor.office.id));
  if (refusal) return refusal;
  const relations = relationsTo(notice, actor.office.id);
  const fitting = rightsOf(name).filter(
    (right) => actor.roles.includes(right.role) && relations.includes(right.relation) && (right.direction ?? notice.direction) === notice.direction,
  );
  if (fitting.length === 0) return refused('roleMissing', { verb: name });
  return fitting.some((right) => right.states?.includes(notice.state) ?? true) ? null : refused('wrongState', { state: notice.state, verb: name });
}

/** How an office stands to a notice. */
export function relationsTo(notice: Pick<SubsidyNotice, 'owner' | 'issuer'>, office: string): readonly Relation[] {
  return [...(notice.owner === office ? (['owner'] as const) : []), ...(notice.issuer === office ? (['issuer'] as const) : [])];
}

function rightsOf(name: RightName): readonly Right[] {
  return RIGHTS[name];
}
