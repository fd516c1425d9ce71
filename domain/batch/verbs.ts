/** Verbs on lists: import, split by village, accept warnings, withdraw. */
import type { SignedBody } from '../act/act.ts';
import { applied, isRefusal, recordIn, refused, withValue, type Before, type Decision, type Refusal } from '../decision.ts';
import type { NoticeHead, PostingStage, SubsidyNotice } from '../notice/notice.ts';
import { headShape, reasonShape, stageShape } from '../notice/shapes.ts';
import { frameTotals } from '../notice/totals.ts';
import { personalIn, personalInHead } from '../notice/wording.ts';
import { actorOf, type Actor } from '../office/actor.ts';
import { checkRight } from '../office/rights.ts';
import { isWithin } from '../office/office.ts';
import type { Programme } from '../programme/programme.ts';
import type { BoardRecord, RecordId, RevisedRecord } from '../record/record.ts';
import type { FrameRef } from '../roster/frame.ts';
import { id, list, object, optional, recordId } from '../shape.ts';
import type { World } from '../world.ts';
import { batchRecordId, type SubsidyBatch, type SubsidyList } from './batch.ts';
import { acceptedShape, batchShape, listShape } from './shapes.ts';
import { checkFrames } from './frames.ts';

const importShape = object({ batch: batchShape, list: listShape, notice: optional(object({ stage: stageShape, head: headShape })) });
const splitShape = list(object({ id: recordId, village: id, stage: stageShape, head: headShape }), 200, 1);

/** `subsidyList.import`. */
export function importList(before: Before, act: SignedBody, world: World): Decision {
  const args = act.args;
  if (!importShape(args)) return refused('actMalformed');
  const { batch, list: listValue, notice } = args;
  const actor = actorOf(act, world);
  if (isRefusal(actor)) return actor;
  const wrong = checkRight('subsidyList.import', actor, ['own']) ?? checkImport(before, act, { actor, batch, list: listValue, notice, world });
  if (wrong) return wrong;
  const [listId = '', batchId = '', noticeId] = act.touches.map((touch) => touch.record);
  const office = actor.office.id;
  const notices = noticeId === undefined ? [] : [noticeId];
  const after: BoardRecord[] = [
    { id: listId, kind: 'subsidyList', office, value: { ...listValue, notices } },
    batchAfter(before, batchId, batch, office),
  ];
  if (notice && noticeId !== undefined) {
    const draft = { direction: 'up', issuer: batch.township, owner: office, list: listId, frames: listValue.frames, drafter: act.actor } as const;
    after.push(newNotice(noticeId, { ...draft, ...notice, batch, batchId, accepted: listValue.accepted }));
  }
  return applied(...after);
}

interface Importing {
  readonly actor: Actor;
  readonly batch: SubsidyBatch;
  readonly list: SubsidyList;
  readonly notice: { readonly head: NoticeHead } | undefined;
  readonly world: World;
}

function checkImport(before: Before, act: SignedBody, importing: Importing): Refusal | null {
  const { actor, batch, list: listValue, notice, world } = importing;
  const collects = actor.office.level === 'village';
  const batchId = batchRecordId(batch.township, batch.programme, batch.years, batch.batchNo);
  const touched = act.touches.map((touch) => touch.record);
  if (touched.length !== (collects ? 3 : 2) || touched[1] !== batchId || listValue.batch !== batchId) return refused('actMalformed');
  if (collects !== (notice !== undefined)) return refused('actMalformed');
  if (collects && !touched[2]?.startsWith('subsidyNotice:')) return refused('actMalformed');
  const existing = touched.find((record, index) => index !== 1 && before.get(record) !== undefined);
  if (existing !== undefined) return refused('recordExists', { record: existing });
  if (batch.township !== (collects ? actor.office.parent : actor.office.id)) return refused('outsideScope', { office: batch.township });
  return (
    checkProgramme(world, batch) ??
    checkListVillages(listValue.frames, actor, world) ??
    checkFrames(listValue, act, world) ??
    personalIn('title', batch.title) ??
    personalIn('sheet', listValue.source.sheet) ??
    checkReasons(listValue.accepted) ??
    (notice ? personalInHead(notice.head) : null)
  );
}

function checkProgramme(world: World, batch: SubsidyBatch): Refusal | null {
  const programme: Programme | undefined = world.programme(batch.programme);
  if (!programme || programme.version !== batch.programmeVersion) return refused('programmeMissing', { programme: batch.programme });
  return programme.publicListAllowed ? null : refused('listForbidden', { programme: batch.programme });
}

/** A village's list holds its own rows only; a township's those of villages below it. */
function checkListVillages(frames: readonly FrameRef[], actor: Actor, world: World): Refusal | null {
  for (const { village } of frames) {
    if (village === undefined) continue;
    const inside = world.office(village)?.level === 'village' && isWithin(world, village, actor.office.id);
    if (!inside) return refused('villageUnknown', { village });
  }
  return null;
}

/** The batch is one for township and village: the first import makes it, later ones only come to see it. */
function batchAfter(before: Before, batchId: RecordId, batch: SubsidyBatch, office: string): BoardRecord {
  const existing = recordIn(before, batchId, 'subsidyBatch');
  const value = existing?.value ?? { ...batch, years: [...batch.years].sort((one, other) => one - other) };
  const shownTo = new Set([...(existing?.shownTo ?? []), ...(office === batch.township ? [] : [office])]);
  return { id: batchId, kind: 'subsidyBatch', office: batch.township, ...(shownTo.size > 0 ? { shownTo: [...shownTo].sort() } : {}), value };
}

interface NewNotice extends Pick<SubsidyNotice, 'direction' | 'issuer' | 'owner' | 'list' | 'frames' | 'drafter' | 'accepted'> {
  readonly batch: SubsidyBatch;
  readonly batchId: RecordId;
  readonly stage: PostingStage;
  readonly head: NoticeHead;
}

function newNotice(noticeId: RecordId, from: NewNotice): BoardRecord<'subsidyNotice'> {
  const { batch, batchId, stage, head, direction, issuer, owner, list: listId, frames, drafter, accepted } = from;
  const { programme, programmeVersion, years, batchNo } = batch;
  const value: SubsidyNotice = {
    batch: batchId, list: listId, programme, programmeVersion, years, batchNo, stage, direction, issuer, owner,
    version: 1, state: 'draft', head, frames, accepted, totals: frameTotals(frames), drafter,
    returns: [], paperSignatures: [], prints: [], postings: [],
  };
  return { id: noticeId, kind: 'subsidyNotice', office: owner, value };
}

/** `subsidyList.split`. */
export function splitList(before: Before, act: SignedBody, world: World): Decision {
  const { notices } = act.args;
  if (!splitShape(notices)) return refused('actMalformed');
  const found = listOf(before, act, world, 'subsidyList.split');
  if (isRefusal(found)) return found;
  const { record, actor } = found;
  if (record.value.notices.length > 0) return refused('alreadySplit');
  const batch = recordIn(before, record.value.batch, 'subsidyBatch');
  if (!batch) return refused('recordMissing', { record: record.value.batch });
  const made = notices.map((notice) => notice.id);
  const touched = act.touches.map((touch) => touch.record);
  if (touched.length !== made.length + 2 || !made.every((name) => name.startsWith('subsidyNotice:') && touched.includes(name))) return refused('actMalformed');
  const existing = made.find((name) => before.get(name) !== undefined);
  if (existing !== undefined) return refused('recordExists', { record: existing });
  const wrong = checkSplit(record.value, notices, world) ?? firstOf(notices.map((notice) => personalInHead(notice.head)));
  if (wrong) return wrong;
  const from = { direction: 'down', issuer: actor.office.id, list: record.id, drafter: act.actor, batch: batch.value, batchId: batch.id, accepted: record.value.accepted } as const;
  const villages = notices.map((notice) => notice.village);
  return applied(
    withValue(record, { ...record.value, notices: made }),
    { ...withValue(batch, batch.value), shownTo: [...new Set([...(batch.shownTo ?? []), ...villages])].sort() },
    ...notices.map(({ id: noticeId, village, stage, head }) =>
      newNotice(noticeId, { ...from, owner: village, stage, head, frames: record.value.frames.filter((frame) => frame.village === village) }),
    ),
  );
}

/** One notice for each village of the list; rows without a village block unless each of them is set aside. */
function checkSplit(value: SubsidyList, notices: readonly { readonly village: string }[], world: World): Refusal | null {
  const villages = new Set(value.frames.flatMap((frame) => (frame.village === undefined ? [] : [frame.village])));
  const asked = notices.map((notice) => notice.village);
  const unknown = asked.find((village) => !villages.has(village));
  if (unknown !== undefined || new Set(asked).size !== asked.length) return refused('villageUnknown', { village: unknown ?? asked[0] ?? '' });
  const missing = [...villages].find((village) => !asked.includes(village));
  if (missing !== undefined) return refused('villageUnknown', { village: missing });
  const homeless = value.frames.filter((frame) => frame.village === undefined);
  const aside = world.overlay(homeless.map((frame) => frame.list)).filter((row) => row.setAside).length;
  const left = homeless.reduce((sum, frame) => sum + frame.rows, 0) - aside;
  return left > 0 ? refused('villageUnknown', { rows: left }) : null;
}

/** `subsidyList.accept`. */
export function acceptProblems(before: Before, act: SignedBody, world: World): Decision {
  const { accepted } = act.args;
  if (!acceptedShape(accepted)) return refused('actMalformed');
  const wrong = checkReasons(accepted);
  if (wrong) return wrong;
  return changeDrafts(before, act, world, {
    verb: 'subsidyList.accept',
    list: (value) => ({ ...value, accepted }),
    notice: (value) => ({ ...value, accepted }),
  });
}

/** `subsidyList.withdraw`: undoes an import or a split while nothing of it was submitted. */
export function withdrawList(before: Before, act: SignedBody, world: World): Decision {
  const { reason } = act.args;
  if (!reasonShape(reason)) return refused('reasonMissing');
  const wrong = personalIn('reason', reason);
  if (wrong) return wrong;
  return changeDrafts(before, act, world, {
    verb: 'subsidyList.withdraw',
    list: (value) => ({ ...value, withdrawn: true }),
    notice: (value) => ({ ...value, state: 'withdrawn', withdrawn: { by: act.actor, day: world.day, reason } }),
  });
}

interface DraftChange {
  readonly verb: 'subsidyList.accept' | 'subsidyList.withdraw';
  readonly list: (value: SubsidyList) => SubsidyList;
  readonly notice: (value: SubsidyNotice) => SubsidyNotice;
}

/** Changes a list together with every notice made of it, all of them still drafts. */
function changeDrafts(before: Before, act: SignedBody, world: World, change: DraftChange): Decision {
  const found = listOf(before, act, world, change.verb);
  if (isRefusal(found)) return found;
  const { record } = found;
  const touched = act.touches.slice(1).map((touch) => touch.record);
  if (touched.length !== record.value.notices.length || !record.value.notices.every((name) => touched.includes(name))) return refused('actMalformed');
  const after: BoardRecord[] = [withValue(record, change.list(record.value))];
  for (const name of touched) {
    const notice = recordIn(before, name, 'subsidyNotice');
    if (!notice) return refused('recordMissing', { record: name });
    if (notice.value.state !== 'draft') return refused('wrongState', { state: notice.value.state, notice: name });
    after.push(withValue(notice, change.notice(notice.value)));
  }
  return applied(...after);
}

/** The list an act is about, if its importer's office acts. */
function listOf(before: Before, act: SignedBody, world: World, verb: 'subsidyList.split' | 'subsidyList.accept' | 'subsidyList.withdraw'): { record: RevisedRecord<'subsidyList'>; actor: Actor } | Refusal {
  const actor = actorOf(act, world);
  if (isRefusal(actor)) return actor;
  const name = act.touches[0]?.record ?? '';
  const record = recordIn(before, name, 'subsidyList');
  if (!record) return refused('recordMissing', { record: name });
  const refusal = checkRight(verb, actor, record.office === actor.office.id ? ['own'] : []);
  if (refusal) return refusal;
  return record.value.withdrawn ? refused('wrongState', { state: 'withdrawn' }) : { record, actor };
}

function checkReasons(accepted: SubsidyList['accepted']): Refusal | null {
  return firstOf(accepted.map((problem) => personalIn('reason', problem.reason)));
}

function firstOf(refusals: readonly (Refusal | null)[]): Refusal | null {
  return refusals.find((refusal) => refusal !== null) ?? null;
}
