/** What people do in a run: the acts of the story in any order chance likes, on whatever their desk shows them. */
import type { SubsidyList } from '#domain/batch/batch.ts';
import { batchRecordId } from '#domain/batch/batch.ts';
import type { Clash } from '#domain/clash/clash.ts';
import { sheetCode } from '#domain/code.ts';
import { sha256Hex, utf8Bytes } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import { currentContentHash } from '#domain/notice/content.ts';
import type { NoticeHead, SubsidyNotice } from '#domain/notice/notice.ts';
import { currentTotals } from '#domain/notice/totals.ts';
import { headChange } from '#domain/notice/verbsDraft.ts';
import type { RecordId } from '#domain/record/record.ts';
import { rowChange } from '#domain/roster/edit.ts';
import { rosterRowRecord, type RosterRow } from '#domain/roster/overlay.ts';
import type { ActDraft, NewPiece } from '#renderer/session/desk.ts';
import type { RecordRow } from '#renderer/store/rows.ts';
import type { Chance } from './chance.ts';
import type { SimDesk } from './desk.ts';
import { OFFICES, PROGRAMME } from './ground.ts';
import { smallList } from './lists.ts';

export interface Move {
  readonly actor: string;
  readonly draft: ActDraft;
}

interface Scene {
  readonly desk: SimDesk;
  readonly chance: Chance;
  readonly records: readonly RecordRow[];
}

type Notice = RecordRow & { readonly value: SubsidyNotice };

const HEAD: NoticeHead = {
  title: 'notice', basisText: 'basis', periodMode: 'pen', periodStart: null, periodEnd: null, objectionDeadline: null,
  objectionOffice: 'office', objectionPhone: '0790-1111111', supervisionPhone: '0790-2222222', bodyText: '',
};

function notices(scene: Scene, ...states: SubsidyNotice['state'][]): Notice[] {
  return scene.records.filter((record): record is Notice => record.kind === 'subsidyNotice' && states.includes((record.value as SubsidyNotice).state));
}

function clerkOf({ desk, chance }: Scene): string {
  return chance.pick(desk.parts.people.filter((person) => person.toLowerCase().includes('clerk')));
}

function importMove(scene: Scene): Move | undefined {
  const { desk, chance } = scene;
  // Few lists, so that people meet on the same rows.
  if (notices(scene, 'draft', 'reviewing').length > 1 && chance.happens(0.9)) return undefined;
  const collects = desk.parts.office !== OFFICES.town;
  const { frames, pieces } = smallList(chance, collects ? [desk.parts.office] : [OFFICES.stone, OFFICES.maple]);
  const batch = { township: OFFICES.town, programme: PROGRAMME.code, programmeVersion: 1, years: [2021], batchNo: 1 + chance.below(3), title: 'batch' };
  const batchId = batchRecordId(batch.township, batch.programme, batch.years, batch.batchNo);
  const listId = `subsidyList:${chance.next()}`;
  const totals = frames.reduce((sum, frame) => ({ rows: sum.rows + frame.rows, areaMilliMu: sum.areaMilliMu + frame.areaMilliMu, amountFen: sum.amountFen + frame.amountFen }), { rows: 0, areaMilliMu: 0, amountFen: 0 });
  const list: SubsidyList = { batch: batchId, draftNo: 1, source: { sha256: sha256Hex(chance.bytes(8)), sheet: 'sheet' }, frames, totals, accepted: [], notices: [] };
  const args: { [name: string]: Json } = { batch: batch as unknown as Json, list: list as unknown as Json };
  if (collects) args['notice'] = { stage: 'firstPosting', head: { ...HEAD } };
  const touches = [listId, batchId, ...(collects ? [`subsidyNotice:${chance.next()}`] : [])];
  return { actor: clerkOf(scene), draft: { kind: 'subsidyList', verb: 'import', touches, args, pieces } };
}

function splitMove(scene: Scene): Move | undefined {
  const { chance, records, desk } = scene;
  const list = records.find((record) => record.kind === 'subsidyList' && record.office === desk.parts.office && (record.value as SubsidyList).notices.length === 0);
  if (!list || desk.parts.office !== OFFICES.town) return undefined;
  const made = [OFFICES.stone, OFFICES.maple].map((village) => ({ id: `subsidyNotice:${chance.next()}`, village, stage: 'firstPosting', head: { ...HEAD } }));
  const touches = [list.id, (list.value as SubsidyList).batch, ...made.map((notice) => notice.id)];
  return { actor: clerkOf(scene), draft: { kind: 'subsidyList', verb: 'split', touches, args: { notices: made } } };
}

function editHeadMove(scene: Scene): Move | undefined {
  const { chance } = scene;
  const [notice] = shuffled(chance, notices(scene, 'draft', 'draft', 'reviewing'));
  if (!notice) return undefined;
  const field = chance.pick(['title', 'bodyText', 'objectionPhone'] as const);
  const value = field === 'objectionPhone' ? `0790-${1_000_000 + chance.below(9_000_000)}` : `text ${chance.next()}`;
  const { set, was } = headChange(notice.value.head, { [field]: value });
  return { actor: clerkOf(scene), draft: { kind: 'subsidyNotice', verb: 'edit', touches: [notice.id], args: { set: { ...set }, was: { ...was } } } };
}

async function editRowMove(scene: Scene): Promise<Move | undefined> {
  const { chance, desk, records } = scene;
  const [notice] = shuffled(chance, notices(scene, 'draft', 'draft', 'reviewing'));
  const frame = notice?.value.frames[0];
  if (!notice || !frame) return undefined;
  const ids = (await desk.world([notice.id])).frameRows(frame.list);
  if (!ids) return undefined;
  const row = chance.pick(ids);
  const known = records.find((record) => record.id === rosterRowRecord(row))?.value as RosterRow | undefined;
  const cells: RosterRow['cells'] = chance.happens(0.5) ? { group: { value: `g${chance.below(9)}` } } : { subsidisedArea: { value: 1000 + chance.below(5000) }, amount: { value: chance.below(90_000) } };
  const { set, was } = rowChange(known, cells);
  const rows = [{ row, frame: frame.list, set: set as unknown as Json, was: was as unknown as Json }];
  return { actor: clerkOf(scene), draft: { kind: 'rosterRow', verb: 'edit', touches: [rosterRowRecord(row), notice.id], args: { rows } } };
}

async function asideMove(scene: Scene): Promise<Move | undefined> {
  const { chance, desk } = scene;
  const [notice] = shuffled(chance, notices(scene, 'draft'));
  const frame = notice?.value.frames[0];
  const ids = notice && frame ? (await desk.world([notice.id])).frameRows(frame.list) : undefined;
  if (!notice || !frame || !ids) return undefined;
  const row = chance.pick(ids);
  const verb = chance.happens(0.6) ? 'setAside' : 'restore';
  return { actor: clerkOf(scene), draft: { kind: 'rosterRow', verb, touches: [rosterRowRecord(row), notice.id], args: { rows: [{ row, frame: frame.list }], reason: 'seen at the door' } } };
}

async function contentsOf(scene: Scene, chosen: readonly Notice[]): Promise<{ [notice: string]: Json } | undefined> {
  const world = await scene.desk.world(chosen.map((notice) => notice.id));
  const hashes = chosen.map((notice) => [notice.id, currentContentHash(notice.value, world)] as const);
  return hashes.every(([, hash]) => hash !== undefined) ? Object.fromEntries(hashes.map(([id, hash]) => [id, hash ?? null])) : undefined;
}

async function submitMove(scene: Scene): Promise<Move | undefined> {
  const own = scene.desk.parts.office === OFFICES.town ? 'down' : 'up';
  const drafts = notices(scene, 'draft').filter((notice) => notice.value.direction === own);
  const [first] = shuffled(scene.chance, drafts);
  if (!first) return undefined;
  const chosen = own === 'up' ? [first] : drafts.filter((notice) => notice.value.list === first.value.list);
  const contents = await contentsOf(scene, chosen);
  const world = await scene.desk.world(chosen.map((notice) => notice.id));
  const totals = Object.fromEntries(chosen.map((notice) => [notice.id, { ...(currentTotals(notice.value, world) ?? notice.value.totals) }]));
  if (!contents) return undefined;
  return { actor: clerkOf(scene), draft: { kind: 'subsidyNotice', verb: 'submit', touches: chosen.map((notice) => notice.id), args: { contents, totals } } };
}

/** Approve, sign or return, by anybody of the township: whose turn it is not is refused. */
async function reviewMove(scene: Scene): Promise<Move | undefined> {
  const { chance } = scene;
  const waiting = notices(scene, 'reviewing');
  const [first] = shuffled(chance, waiting);
  if (!first || scene.desk.parts.office !== OFFICES.town) return undefined;
  const chosen = waiting.filter((notice) => notice.value.list === first.value.list);
  const touches = chosen.map((notice) => notice.id);
  const contents = await contentsOf(scene, chosen);
  const done = first.value.round?.approvals.length ?? 0;
  const step = first.value.round?.steps[done]?.step ?? 'review';
  const actor = chance.happens(0.8) ? { review: 'reviewer', secrecyReview: 'secrecy', sign: chance.pick(['signer', 'signer', 'townClerk']) }[step] : chance.pick(scene.desk.parts.people);
  if (!contents) return undefined;
  if (chance.happens(0.15)) return { actor, draft: { kind: 'subsidyNotice', verb: 'return', touches, args: { step, reason: 'one row is wrong' } } };
  if (step !== 'sign') return { actor, draft: { kind: 'subsidyNotice', verb: 'approve', touches, args: { step, contents } } };
  const codes = Object.fromEntries(touches.map((id) => [id, sheetCode(chance)]));
  const serials = Object.fromEntries(touches.map((id) => [id, `s-${chance.next()}`]));
  return { actor, draft: { kind: 'subsidyNotice', verb: 'sign', touches, args: { contents, codes, serials } } };
}

async function wallMove(scene: Scene): Promise<Move | undefined> {
  const { chance, desk } = scene;
  const [notice] = shuffled(chance, notices(scene, 'signed', 'printed', 'posting'));
  if (!notice || desk.parts.office === OFFICES.town) return undefined;
  const contents = await contentsOf(scene, [notice]);
  if (!contents) return undefined;
  const about = (verb: string, args: { [name: string]: Json }, pieces: readonly NewPiece[] = []): Move => ({
    actor: clerkOf(scene), draft: { kind: 'subsidyNotice', verb, touches: [notice.id], args: { contents, ...args }, pieces },
  });
  const supervisor = notice.value.owner === OFFICES.stone ? 'supervisor' : 'mapleSupervisor';
  if (notice.value.paperSignatures.length === 0) return about('recordPaperSignature', { role: 'villageSupervisor', signer: supervisor, signedOn: notice.value.signed?.day ?? '2026-04-01' });
  if (notice.value.direction === 'down' && !notice.value.confirmed) return about('confirm', {});
  if (notice.value.prints.length === 0) {
    const bytes = utf8Bytes(`a sheet ${chance.next()}`);
    const pdf = { sha256: sha256Hex(bytes), mime: 'application/pdf', bytes: bytes.length };
    return about('print', { pdf, pages: 1 }, [{ sha256: pdf.sha256, class: 'attachment', bytes }]);
  }
  return about('post', { board: `${notice.value.owner}-${1 + chance.below(2)}`, place: 'at the gate', start: notice.value.signed?.day ?? '2026-04-01' });
}

function settleMove(scene: Scene): Move | undefined {
  const { chance, records } = scene;
  const clash = records.find((record) => record.kind === 'clash' && !(record.value as Clash).settled);
  if (!clash) return undefined;
  const { of } = clash.value as Clash;
  const touches: RecordId[] = [clash.id, of];
  if (of.startsWith('rosterRow:')) {
    const row = records.find((record) => record.id === of)?.value as RosterRow | undefined;
    const holder = notices(scene, 'draft').find((notice) => notice.value.frames.some((frame) => frame.list === row?.frame));
    if (!holder) return undefined;
    touches.push(holder.id);
  }
  return { actor: clerkOf(scene), draft: { kind: 'clash', verb: 'settle', touches, args: { chosen: chance.pick(['standing', 'losing']), revision: clash.revision } } };
}

function shuffled<T>(chance: Chance, items: readonly T[]): T[] {
  return items.map((item) => ({ item, at: chance.unit() })).sort((one, other) => one.at - other.at).map(({ item }) => item);
}

const MOVES = [
  { weight: 2, move: importMove }, { weight: 2, move: splitMove }, { weight: 5, move: editHeadMove }, { weight: 6, move: editRowMove }, { weight: 2, move: asideMove },
  { weight: 5, move: submitMove }, { weight: 8, move: reviewMove }, { weight: 6, move: wallMove }, { weight: 4, move: settleMove },
] as const;

const TRIES = 12;

/** Something a person at this desk could do now; undefined when chance kept picking what cannot be done. */
export async function nextMove(desk: SimDesk, chance: Chance): Promise<Move | undefined> {
  const scene: Scene = { desk, chance, records: await desk.records() };
  if (!scene.records.some((record) => record.kind === 'office')) return undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const move = await picked(chance)(scene);
    if (move) return move;
  }
  return undefined;
}

function picked(chance: Chance): (scene: Scene) => Promise<Move | undefined> | Move | undefined {
  let at = chance.below(MOVES.reduce((sum, { weight }) => sum + weight, 0));
  return MOVES.find(({ weight }) => (at -= weight) < 0)?.move ?? importMove;
}
