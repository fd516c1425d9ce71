/** Verbs that make and change a draft notice: edit its head, submit, reopen, withdraw. */
import type { SignedBody } from '../act/act.ts';
import type { Totals } from '../batch/batch.ts';
import { totalsShape } from '../batch/shapes.ts';
import type { ApprovalChain } from '../approval/chain.ts';
import { clashRecords, mergeEdit, same, type Fields } from '../clash/merge.ts';
import { applied, isRefusal, refused, withValue, type Before, type Decision, type Refusal } from '../decision.ts';
import type { Json } from '../json.ts';
import type { RightName } from '../office/rights.ts';
import type { RevisedRecord } from '../record/record.ts';
import { dictionary, recordId } from '../shape.ts';
import type { World } from '../world.ts';
import { contentHash } from './content.ts';
import type { NoticeHead, Round, SubsidyNotice } from './notice.ts';
import { postingEnd } from './period.ts';
import { HEAD_FIELDS, PERIOD_GROUP, contentsShape, headShape, isHeadField, reasonShape } from './shapes.ts';
import { clashesOn, headHasPeriod, headHasPhones } from './status.ts';
import { currentTotals } from './totals.ts';
import { noticesOf, oneNotice } from './touched.ts';
import { personalIn, personalInHead } from './wording.ts';

const totalsByNotice = dictionary(recordId, totalsShape, 400);

/** What an edit of a head has to say: the fields it sets and, for the period's group, what was seen of all of it. */
export function headChange(head: NoticeHead, set: Partial<NoticeHead>): { readonly set: Partial<NoticeHead>; readonly was: Partial<NoticeHead> } {
  const names = new Set<string>(Object.keys(set));
  if (PERIOD_GROUP.fields.some((field) => names.has(field))) for (const field of PERIOD_GROUP.fields) names.add(field);
  return { set, was: Object.fromEntries(Object.entries(head).filter(([field]) => names.has(field))) };
}

/** `subsidyNotice.edit`. */
export function editHead(before: Before, act: SignedBody, world: World): Decision {
  const { set, was } = act.args;
  if (!isFields(set) || !isFields(was) || Object.keys(set).length === 0) return refused('actMalformed');
  const found = oneNotice(before, act, world, 'subsidyNotice.edit');
  if (isRefusal(found)) return found;
  const wrong = checkHeadFields(set, was);
  if (wrong) return wrong;
  const { record } = found;
  const merged = mergeEdit({ ...record.value.head }, { set, was }, [PERIOD_GROUP]);
  const head = { ...record.value.head, ...(merged.set as Partial<NoticeHead>) };
  const personal = personalInHead({ ...record.value.head, ...(set as Partial<NoticeHead>) }) ?? personalInHead(head);
  if (personal) return personal;
  const after = withValue(record, { ...record.value, head });
  const [clash, ...more] = clashRecords(merged, act, { record: after, standingBy: world.lastChangeBy(record.id) ?? '', first: 0 });
  return clash ? { outcome: 'clashed', after: [after], clash, more } : applied(after);
}

function checkHeadFields(set: Fields, was: Fields): Refusal | null {
  for (const [field, value] of Object.entries(set)) {
    if (!isHeadField(field)) return refused('fieldUnknown', { field });
    if (!HEAD_FIELDS[field](value)) return refused('valueInvalid', { field });
    if (!Object.hasOwn(was, field)) return refused('actMalformed');
  }
  const inGroup = PERIOD_GROUP.fields.some((field) => Object.hasOwn(set, field));
  if (inGroup && !PERIOD_GROUP.fields.every((field) => Object.hasOwn(was, field))) return refused('actMalformed');
  const unknown = Object.keys(was).find((field) => !isHeadField(field));
  return unknown === undefined ? null : refused('fieldUnknown', { field: unknown });
}

/** `subsidyNotice.submit`: all notices of the act or none. */
export function submitNotices(before: Before, act: SignedBody, world: World): Decision {
  const { contents, totals } = act.args;
  if (!contentsShape(contents) || !totalsByNotice(totals)) return refused('actMalformed');
  const found = noticesOf(before, act, world, 'subsidyNotice.submit');
  if (isRefusal(found)) return found;
  const after: RevisedRecord<'subsidyNotice'>[] = [];
  for (const record of found.records) {
    const submitted = submitOne(record, act, world, { hash: contents[record.id], totals: totals[record.id] });
    if (isRefusal(submitted)) return submitted;
    after.push({ ...record, value: submitted });
  }
  return applied(...after.map((record) => withValue(record, record.value)));
}

function submitOne(record: RevisedRecord<'subsidyNotice'>, act: SignedBody, world: World, seen: { hash: string | undefined; totals: Totals | undefined }): SubsidyNotice | Refusal {
  const notice = record.value;
  const programme = world.programme(notice.programme);
  if (!programme) return refused('programmeMissing', { programme: notice.programme, notice: record.id });
  const chain = world.chain(programme.chain);
  if (!chain) return refused('chainMissing', { chain: programme.chain, notice: record.id });
  const [clash] = clashesOn(notice, world, record.id);
  if (clash !== undefined) return refused('openClash', { clash, notice: record.id });
  const wrong = checkHead(record, world);
  if (wrong) return wrong;
  const hash = contentHash(notice, world.overlay(notice.frames.map((frame) => frame.list)), chain.version);
  if (seen.hash !== hash) return refused('contentChanged', { notice: record.id, now: hash });
  const totals = currentTotals(notice, world);
  if (!totals) return refused('pieceMissing', { notice: record.id });
  if (!same({ ...totals }, seen.totals === undefined ? null : { ...seen.totals })) {
    return refused('totalsDiffer', { notice: record.id, stated: seen.totals ? { ...seen.totals } : null, found: { ...totals } });
  }
  return { ...notice, state: 'reviewing', totals, round: newRound(chain, { direction: notice.direction, hash, by: act.actor }, world) };
}

function newRound(chain: ApprovalChain, from: { readonly direction: SubsidyNotice['direction']; readonly hash: string; readonly by: string }, world: World): Round {
  const { id, version, steps } = chain;
  const countersigns = chain.countersigns.filter(({ direction }) => direction === undefined || direction === from.direction);
  return { chain: id, chainVersion: version, steps, countersigns, contentHash: from.hash, submittedBy: from.by, submittedOn: world.day, approvals: [] };
}

/** What the sheet must say before anybody is asked to approve it. */
function checkHead(record: RevisedRecord<'subsidyNotice'>, world: World): Refusal | null {
  const notice = record.value;
  if (!headShape(notice.head)) return refused('valueInvalid', { notice: record.id });
  if (!headHasPhones(notice)) return refused('phoneMissing', { notice: record.id });
  if (!headHasPeriod(notice)) return refused('periodIncomplete', { notice: record.id });
  return checkPrintedPeriod(record, world);
}

/** A printed period is as long as the programme asks for, and objections end with it or later. */
function checkPrintedPeriod(record: RevisedRecord<'subsidyNotice'>, world: World): Refusal | null {
  const { periodMode, periodStart, periodEnd, objectionDeadline } = record.value.head;
  const rule = world.programme(record.value.programme)?.posting;
  if (periodMode === 'pen' || !rule || periodStart === null || periodEnd === null || objectionDeadline === null) return null;
  const earliest = postingEnd(periodStart, rule, world.rules, world);
  const values = { notice: record.id, earliest: earliest.day };
  if (objectionDeadline < periodEnd || periodEnd < periodStart) return refused('periodIncomplete', values);
  return periodEnd < earliest.day && earliest.status !== 'missing' ? refused('periodIncomplete', values) : null;
}

/** `subsidyNotice.reopen`: back to draft by the drafter's office; approvals lapse. */
export function reopenNotice(before: Before, act: SignedBody, world: World): Decision {
  return withReason(before, act, world, { verb: 'subsidyNotice.reopen', change: ({ round: _lapsed, ...notice }) => ({ ...notice, state: 'draft' }) });
}

/** `subsidyNotice.withdraw`: any state before the first board hangs. */
export function withdrawNotice(before: Before, act: SignedBody, world: World): Decision {
  return withReason(before, act, world, {
    verb: 'subsidyNotice.withdraw',
    change: (notice, reason) => ({ ...notice, state: 'withdrawn', withdrawn: { by: act.actor, day: world.day, reason } }),
  });
}

function withReason(before: Before, act: SignedBody, world: World, how: { verb: RightName; change: (notice: SubsidyNotice, reason: string) => SubsidyNotice }): Decision {
  const { reason } = act.args;
  if (!reasonShape(reason)) return refused('reasonMissing');
  const found = oneNotice(before, act, world, how.verb);
  if (isRefusal(found)) return found;
  const { state, postings } = found.record.value;
  if (postings.length > 0) return refused('wrongState', { state, notice: found.record.id });
  return personalIn('reason', reason) ?? applied(withValue(found.record, how.change(found.record.value, reason)));
}

function isFields(value: Json | undefined): value is { readonly [field: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
