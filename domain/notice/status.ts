/**
 * What time and missing evidence make of a notice. Nothing of this is stored: it is computed from the record, the day and
 * the world whenever somebody looks.
 */
import { currentStep, holdsStep, missingCountersigns, officeAt } from '../approval/round.ts';
import type { ChainStep, StepName } from '../approval/chain.ts';
import { daysBetween, type DueDay } from '../calendar/calendar.ts';
import type { Day } from '../calendar/day.ts';
import { checkNoticeRight, type RightName } from '../office/rights.ts';
import { rolesIn, type Account, type Office, type Role } from '../office/office.ts';
import { rosterRowRecord } from '../roster/overlay.ts';
import type { World } from '../world.ts';
import type { BoardPosting, SubsidyNotice } from './notice.ts';
import { postingPeriod, type PostingPeriod } from './period.ts';

/** Where a round of postings stands. */
export type WallPhase = 'notHung' | 'partlyHung' | 'posting' | 'objections' | 'closable';

export interface BoardStatus {
  readonly board: string;
  readonly name: string;
  readonly posting?: BoardPosting;
  readonly period?: PostingPeriod;
  /** Days until this board's last day, 0 on it, negative afterwards. */
  readonly daysLeft?: number;
}

export type Missing = 'photo' | 'paperSignature' | 'confirm' | 'phone' | 'period' | 'clash' | 'board';

export interface NoticeStatus {
  readonly wall: WallPhase;
  readonly boards: readonly BoardStatus[];
  /** Boards that have to hang before the round is in posting. */
  readonly boardsNeeded: number;
  /** The round ends with its last board. */
  readonly end?: DueDay;
  readonly objectionDeadline?: DueDay;
  /** Days until the objection deadline, once all hang. */
  readonly daysLeft?: number;
  readonly step?: ChainStep;
  readonly missing: readonly Missing[];
}

/** Status of a notice on a day. `notice` is its record id, by which open clashes are found. */
export function status(notice: SubsidyNotice, day: Day, world: World, record?: string): NoticeStatus {
  const boards = boardStatuses(notice, day, world);
  const hung = boards.filter((board) => board.period);
  const needed = boardsNeeded(notice, world);
  const end = latest(hung.map((board) => board.period?.end));
  const deadline = latest(hung.map((board) => board.period?.objectionDeadline));
  const wall = wallPhase({ hung: hung.length, needed, day, end, deadline });
  const step = notice.state === 'reviewing' && notice.round ? currentStep(notice.round) : undefined;
  const missing = missingOf(notice, world, record);
  return {
    wall,
    boards,
    boardsNeeded: needed,
    ...(end && wall !== 'partlyHung' ? { end } : {}),
    ...(deadline && wall !== 'partlyHung' ? { objectionDeadline: deadline, daysLeft: daysBetween(day, deadline.day) } : {}),
    ...(step ? { step } : {}),
    missing: wall === 'partlyHung' ? [...missing, 'board'] : missing,
  };
}

/** How many boards of the owner must hang: all of them or any one, by the programme. At least one. */
export function boardsNeeded(notice: SubsidyNotice, world: World): number {
  const boards = world.office(notice.owner)?.boards.length ?? 0;
  return world.programme(notice.programme)?.boards === 'all' ? Math.max(1, boards) : 1;
}

/** Records whose open clashes stop a notice: itself, its list and every edited row. */
export function clashesOn(notice: SubsidyNotice, world: World, record?: string): readonly string[] {
  const rows = world.overlay(notice.frames.map((frame) => frame.list)).map((row) => rosterRowRecord(row.row));
  return [...(record === undefined ? [] : [record]), ...rows].flatMap((id) => world.openClashes(id));
}

function boardStatuses(notice: SubsidyNotice, day: Day, world: World): readonly BoardStatus[] {
  const own = world.office(notice.owner)?.boards ?? [];
  const rule = world.programme(notice.programme)?.posting;
  const known = own.map((board) => ({ board: board.id, name: board.name, posting: notice.postings.find((posting) => posting.board === board.id) }));
  const former = notice.postings
    .filter((posting) => !own.some((board) => board.id === posting.board))
    .map((posting) => ({ board: posting.board, name: posting.place, posting }));
  return [...known, ...former].map(({ board, name, posting }) => {
    if (!posting || !rule) return { board, name, ...(posting ? { posting } : {}) };
    const period = postingPeriod(posting.start, rule, world.rules, world);
    return { board, name, posting, period, daysLeft: daysBetween(day, period.end.day) };
  });
}

function wallPhase(at: { hung: number; needed: number; day: Day; end: DueDay | undefined; deadline: DueDay | undefined }): WallPhase {
  if (at.hung === 0) return 'notHung';
  if (at.hung < at.needed || !at.end || !at.deadline) return 'partlyHung';
  if (at.day <= at.end.day) return 'posting';
  return at.day <= at.deadline.day ? 'objections' : 'closable';
}

function missingOf(notice: SubsidyNotice, world: World, record: string | undefined): readonly Missing[] {
  const missing: Missing[] = [];
  if (notice.state === 'withdrawn') return missing;
  if (clashesOn(notice, world, record).length > 0) missing.push('clash');
  if (!headHasPhones(notice)) missing.push('phone');
  if (!headHasPeriod(notice)) missing.push('period');
  if (notice.round && missingCountersigns(notice, notice.round).length > 0) missing.push('paperSignature');
  if (notice.direction === 'down' && notice.state === 'signed' && !notice.confirmed) missing.push('confirm');
  if (notice.postings.some((posting) => !posting.photo)) missing.push('photo');
  return missing;
}

/** Whether both telephone numbers are filled in. */
export function headHasPhones(notice: Pick<SubsidyNotice, 'head'>): boolean {
  return notice.head.objectionPhone.trim() !== '' && notice.head.supervisionPhone.trim() !== '';
}

/** Whether the period is left to the pen, or printed with all three days. */
export function headHasPeriod(notice: Pick<SubsidyNotice, 'head'>): boolean {
  const { periodMode, periodStart, periodEnd, objectionDeadline } = notice.head;
  return periodMode === 'pen' || (periodStart !== null && periodEnd !== null && objectionDeadline !== null);
}

function latest(days: readonly (DueDay | undefined)[]): DueDay | undefined {
  return days.reduce<DueDay | undefined>((last, day) => (day && (!last || day.day > last.day) ? { day: day.day, status: day.status } : last), undefined);
}

export type ActionName = 'settle' | 'submit' | 'approve' | 'sign' | 'recordPaperSignature' | 'confirm' | 'print' | 'post';

/** The one next thing to do with a notice, whose it is, and whether it is this person's. */
export interface NextAction {
  readonly action: ActionName;
  readonly yours: boolean;
  /** Roles that can do it, and the office they hold them in. */
  readonly roles: readonly Role[];
  readonly office: string;
  readonly step?: StepName;
  /** Countersigning role for `recordPaperSignature`. */
  readonly countersign?: Role;
}

/** The next action on a notice as seen by a person; null when nothing is left to do but wait for the days to pass. */
export function nextAction(notice: SubsidyNotice, person: { readonly account: Account; readonly office: Office }, world: World, record?: string): NextAction | null {
  const found = actionOf(notice, world, record);
  if (!found) return null;
  const { right, ...action } = found;
  return { ...action, yours: action.office === person.office.id && mayDo(notice, person, world, { ...found, right }) };
}

type FoundAction = Omit<NextAction, 'yours'> & { readonly right: RightName };

function actionOf(notice: SubsidyNotice, world: World, record: string | undefined): FoundAction | null {
  const drafting = notice.direction === 'up' ? { roles: ['villageClerk'] as const, office: notice.owner } : { roles: ['townshipClerk'] as const, office: notice.issuer };
  const village = { roles: ['villageClerk'] as const, office: notice.owner };
  if (notice.state === 'draft') {
    const clashing = clashesOn(notice, world, record).length > 0;
    return clashing ? { action: 'settle', ...drafting, right: 'subsidyNotice.edit' } : { action: 'submit', ...drafting, right: 'subsidyNotice.submit' };
  }
  if (notice.state === 'reviewing') return stepAction(notice);
  if (notice.state === 'signed') {
    if (notice.direction === 'down' && !notice.confirmed) return { action: 'confirm', ...village, right: 'subsidyNotice.confirm' };
    const countersign = notice.round ? missingCountersigns(notice, notice.round)[0] : undefined;
    if (countersign) return { action: 'recordPaperSignature', ...village, countersign: countersign.role, right: 'subsidyNotice.recordPaperSignature' };
    return { action: 'print', ...village, right: 'subsidyNotice.print' };
  }
  const onTheWall = notice.state === 'printed' || notice.state === 'posting';
  if (onTheWall && notice.postings.length < boardsNeeded(notice, world)) return { action: 'post', ...village, right: 'subsidyNotice.post' };
  return null;
}

function stepAction(notice: SubsidyNotice): FoundAction | null {
  const step = notice.round ? currentStep(notice.round) : undefined;
  if (!step) return null;
  const last = step.step === 'sign';
  return {
    action: last ? 'sign' : 'approve',
    roles: [step.role],
    office: officeAt(notice, step),
    step: step.step,
    right: last ? 'subsidyNotice.sign' : 'subsidyNotice.approve',
  };
}

function mayDo(notice: SubsidyNotice, person: { readonly account: Account; readonly office: Office }, world: World, found: FoundAction): boolean {
  const { account, office } = person;
  const roles = rolesIn(account, office.id, world.day);
  if (checkNoticeRight(found.right, { account, office, roles }, notice)) return false;
  if (notice.state !== 'reviewing') return true;
  const step = notice.round ? currentStep(notice.round) : undefined;
  return step !== undefined && holdsStep(notice, step, account, world.day) && (found.action !== 'sign' || account.id !== notice.drafter);
}
