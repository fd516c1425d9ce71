/** Verbs on county-owned data: one `put` per kind, and an office's own list of boards. */
import type { SignedBody } from '../act/act.ts';
import type { ApprovalChain } from '../approval/chain.ts';
import type { HolidayYear } from '../calendar/calendar.ts';
import { applied, isRefusal, recordIn, refused, withValue, type Before, type Decision, type Refusal, type Verb } from '../decision.ts';
import type { RecordId, RecordValues, RevisedRecord } from '../record/record.ts';
import { recordId } from '../record/record.ts';
import type { Check } from '../shape.ts';
import type { World } from '../world.ts';
import { actorOf } from './actor.ts';
import { isWithin, type Account, type Office } from './office.ts';
import { checkRight } from './rights.ts';
import { accountShape, boardsShape, chainShape, holidayYearShape, officeShape, programmeShape, rulesShape } from './shapes.ts';

type PutKind = 'office' | 'account' | 'programme' | 'approvalChain' | 'holidayYear' | 'countyRules';

interface Putting<K extends PutKind> {
  readonly kind: K;
  readonly shape: Check<RecordValues[K]>;
  /** The rest of the record id that the value belongs to. */
  readonly idOf: (value: RecordValues[K]) => string;
  /** What the shape cannot say. */
  readonly rule?: (value: RecordValues[K], world: World) => Refusal | null;
}

function putVerb<K extends PutKind>(putting: Putting<K>): Verb {
  return (before, act, world) => {
    const { value } = act.args;
    const candidate: unknown = value;
    if (!putting.shape(candidate)) return refused('valueInvalid', { kind: putting.kind });
    const [touch, ...others] = act.touches;
    const name: RecordId = recordId(putting.kind, putting.idOf(candidate));
    if (touch?.record !== name || others.length > 0) return refused('actMalformed');
    const actor = actorOf(act, world);
    if (isRefusal(actor)) return actor;
    const existing = recordIn(before, name, putting.kind);
    const wrong = checkRight(`${putting.kind}.put`, actor, actor.office.level === 'county' ? ['above'] : []) ?? stale(act, existing) ?? putting.rule?.(candidate, world);
    if (wrong) return wrong;
    const office = putting.kind === 'office' ? putting.idOf(candidate) : (existing?.office ?? actor.office.id);
    return applied({ id: name, kind: putting.kind, office, everyone: true, value: candidate });
  };
}

/** Whole values replace each other, so whoever puts one must have seen the one that stands. */
function stale(act: SignedBody, existing: RevisedRecord | undefined): Refusal | null {
  const base = act.touches[0]?.base;
  const seen = base !== undefined && (base.after !== undefined || base.revision === (existing?.revision ?? 0));
  return seen ? null : refused('contentChanged', { record: existing?.id ?? null });
}

/** A parent above it of a higher level, and no circle. */
function officeRule(office: Office, world: World): Refusal | null {
  if (office.level === 'county') return office.parent === null ? null : refused('valueInvalid', { field: 'parent' });
  const parent = office.parent === null ? undefined : world.office(office.parent);
  const fits = parent !== undefined && parent.level === (office.level === 'village' ? 'township' : 'county') && !isWithin(world, parent.id, office.id);
  if (!fits) return refused('valueInvalid', { field: 'parent' });
  return uniqueBoards(office.boards);
}

function accountRule(account: Account, world: World): Refusal | null {
  const unknown = account.posts.find((post) => !world.office(post.office));
  if (unknown) return refused('valueInvalid', { field: 'posts', office: unknown.office });
  return account.posts.some((post) => post.to !== undefined && post.to < post.from) ? refused('valueInvalid', { field: 'posts' }) : null;
}

/** Exactly one signing step, and it is the last. */
function chainRule(chain: ApprovalChain): Refusal | null {
  const signs = chain.steps.findIndex((step) => step.step === 'sign');
  return signs === chain.steps.length - 1 ? null : refused('valueInvalid', { field: 'steps' });
}

function holidayRule(year: HolidayYear): Refusal | null {
  const inYear = [...year.off, ...year.work].every((day) => day.startsWith(`${year.year}-`));
  const both = year.off.some((day) => year.work.includes(day));
  return inYear && !both ? null : refused('valueInvalid', { field: 'off' });
}

function uniqueBoards(boards: Office['boards']): Refusal | null {
  return new Set(boards.map((board) => board.id)).size === boards.length ? null : refused('valueInvalid', { field: 'boards' });
}

/** `office.put`. */
export const putOffice = putVerb({ kind: 'office', shape: officeShape, idOf: (office) => office.id, rule: officeRule });
/** `account.put`. */
export const putAccount = putVerb({ kind: 'account', shape: accountShape, idOf: (account) => account.id, rule: accountRule });
/** `programme.put`. */
export const putProgramme = putVerb({ kind: 'programme', shape: programmeShape, idOf: (programme) => programme.code });
/** `approvalChain.put`. */
export const putChain = putVerb({ kind: 'approvalChain', shape: chainShape, idOf: (chain) => chain.id, rule: chainRule });
/** `holidayYear.put`. */
export const putHolidayYear = putVerb({ kind: 'holidayYear', shape: holidayYearShape, idOf: (year) => String(year.year), rule: holidayRule });
/** `countyRules.put`. */
export const putCountyRules = putVerb({ kind: 'countyRules', shape: rulesShape, idOf: (rules) => rules.county });

/** `office.setBoards`: a village its own, a township those of the villages below it. */
export function setBoards(before: Before, act: SignedBody, world: World): Decision {
  const { boards } = act.args;
  const candidate: unknown = boards;
  if (!boardsShape(candidate) || act.touches.length !== 1) return refused('actMalformed');
  const actor = actorOf(act, world);
  if (isRefusal(actor)) return actor;
  const name = act.touches[0]?.record ?? '';
  const record = recordIn(before, name, 'office');
  if (!record) return refused('recordMissing', { record: name });
  const own = record.value.id === actor.office.id;
  const above = !own && isWithin(world, record.value.id, actor.office.id);
  const wrong = checkRight('office.setBoards', actor, own ? ['own'] : above ? ['above'] : []) ?? stale(act, record) ?? uniqueBoards(candidate);
  return wrong ?? applied(withValue(record, { ...record.value, boards: candidate }));
}
