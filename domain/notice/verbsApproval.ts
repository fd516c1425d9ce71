/** Verbs between submit and the wall: approve, sign, return, and the signature on paper. */
import type { SignedBody } from '../act/act.ts';
import type { ChainStep } from '../approval/chain.ts';
import { coveredSteps, currentStep, holdsStep, isLastStep, withApprovals } from '../approval/round.ts';
import { SHEET_CODE_LENGTH, isCode } from '../code.ts';
import { applied, isRefusal, refused, withValue, type Before, type Decision, type Refusal } from '../decision.ts';
import { ROLES, type Account } from '../office/office.ts';
import type { BoardRecord, RevisedRecord } from '../record/record.ts';
import { day, dictionary, id, object, oneOf, optional, recordId, text } from '../shape.ts';
import type { World } from '../world.ts';
import { currentContentHash } from './content.ts';
import type { Approval, PaperSignature, Round, Signed, SubsidyNotice } from './notice.ts';
import { contentsShape, pieceShape, reasonShape } from './shapes.ts';
import { clashesOn } from './status.ts';
import { noticesOf, oneNotice } from './touched.ts';
import { personalIn } from './wording.ts';

const stepName = oneOf('review', 'secrecyReview', 'sign');
const serialShape = text(60, 1);
const textsByNotice = dictionary(recordId, serialShape, 400);
const paperShape = object({
  role: oneOf(...ROLES),
  signer: id,
  signedOn: day,
  contents: contentsShape,
  scan: optional(pieceShape),
  code: optional(serialShape),
  serial: optional(serialShape),
});

type NoticeRecord = RevisedRecord<'subsidyNotice'>;
type Running = SubsidyNotice & { readonly round: Round };

/** `subsidyNotice.approve`: the current step, and the ones after it that the same person holds, but never the last. */
export function approveNotices(before: Before, act: SignedBody, world: World): Decision {
  const { step, contents } = act.args;
  if (!stepName(step) || !contentsShape(contents)) return refused('actMalformed');
  return onEach(before, act, world, {
    verb: 'subsidyNotice.approve',
    change: (record, person) => {
      const notice = runningNotice(record, world, contents[record.id]);
      if (isRefusal(notice)) return notice;
      const covered = coveredSteps(notice, notice.round, { account: person, day: world.day, withLast: false });
      if (covered[0]?.step !== step) return notYourStep(record, notice.round);
      return { ...notice, round: withApprovals(notice.round, covered, approvalBy(person.id, notice.round, world)) };
    },
  });
}

/** `subsidyNotice.sign`: the last step, with whatever steps before it the same person holds. The drafter never signs. */
export function signNotices(before: Before, act: SignedBody, world: World): Decision {
  const { contents, codes, serials } = act.args;
  if (!contentsShape(contents) || !textsByNotice(codes) || !textsByNotice(serials)) return refused('actMalformed');
  const given = Object.values(codes);
  if (new Set(given).size !== given.length) return refused('valueInvalid', { field: 'codes' });
  return onEach(before, act, world, {
    verb: 'subsidyNotice.sign',
    change: (record, person) => {
      const notice = runningNotice(record, world, contents[record.id]);
      if (isRefusal(notice)) return notice;
      const covered = coveredSteps(notice, notice.round, { account: person, day: world.day, withLast: true });
      if (covered.length < notice.round.steps.length - notice.round.approvals.length) return notYourStep(record, notice.round);
      return signedNotice(record, notice, {
        steps: covered,
        approval: approvalBy(person.id, notice.round, world),
        code: codes[record.id],
        serial: serials[record.id],
      });
    },
  });
}

/** `subsidyNotice.return`: the holder of the current step sends the notices back with a reason; round and approvals lapse. */
export function returnNotices(before: Before, act: SignedBody, world: World): Decision {
  const { step, reason } = act.args;
  if (!stepName(step)) return refused('actMalformed');
  if (!reasonShape(reason)) return refused('reasonMissing');
  const personal = personalIn('reason', reason);
  if (personal) return personal;
  return onEach(before, act, world, {
    verb: 'subsidyNotice.return',
    change: (record, person) => {
      const { round, ...notice } = record.value;
      if (!round) return refused('notSubmitted', { notice: record.id });
      const current = currentStep(round);
      if (!current || current.step !== step || !holdsStep(notice, current, person, world.day)) return notYourStep(record, round);
      return { ...notice, state: 'draft', returns: [...notice.returns, { by: person.id, day: world.day, step, reason }] };
    },
  });
}

/** `subsidyNotice.recordPaperSignature`: who signed on paper counts, not who typed it in. */
export function recordPaperSignature(before: Before, act: SignedBody, world: World): Decision {
  const args = act.args;
  if (!paperShape(args)) return refused('actMalformed');
  const found = oneNotice(before, act, world, 'subsidyNotice.recordPaperSignature');
  if (isRefusal(found)) return found;
  const { record } = found;
  const notice = runningNotice(record, world, args.contents[record.id]);
  if (isRefusal(notice)) return notice;
  if (args.signedOn > world.day) return refused('dayInFuture', { field: 'signedOn', day: args.signedOn });
  if (args.scan && !act.pieces.includes(args.scan.sha256)) return refused('pieceInvalid', { piece: args.scan.sha256 });
  const signer = world.account(args.signer);
  if (!signer) return refused('actorUnknown', { actor: args.signer });
  const paper: PaperSignature = {
    role: args.role, signer: signer.id, signedOn: args.signedOn, enteredBy: act.actor, contentHash: notice.round.contentHash,
    ...(args.scan ? { scan: args.scan } : {}),
  };
  const withPaper: Running = { ...notice, paperSignatures: [...notice.paperSignatures.filter((other) => !sameSignature(other, paper)), paper] };
  const after = countPaper(record, withPaper, { paper, signer, code: args.code, serial: args.serial });
  return isRefusal(after) ? after : applied(withValue(record, after));
}

/** A paper signature counts as the current step's approval where its role and signer fit, else as a countersign. */
function countPaper(record: NoticeRecord, notice: Running, from: { paper: PaperSignature; signer: Account; code?: string; serial?: string }): SubsidyNotice | Refusal {
  const { paper, signer } = from;
  const current = notice.state === 'reviewing' ? currentStep(notice.round) : undefined;
  if (current?.role === paper.role && holdsStep(notice, current, signer, paper.signedOn)) {
    const approval = { by: signer.id, day: paper.signedOn, contentHash: paper.contentHash, enteredBy: paper.enteredBy };
    if (!isLastStep(notice.round, current)) return { ...notice, round: withApprovals(notice.round, [current], approval) };
    return signedNotice(record, notice, { steps: [current], approval, code: from.code, serial: from.serial });
  }
  const countersign = notice.round.countersigns.find((wanted) => wanted.role === paper.role);
  if (countersign) return holdsStep(notice, countersign, signer, paper.signedOn) ? notice : refused('roleMissing', { role: paper.role, actor: signer.id });
  return current ? refused('stepNotNext', { notice: record.id, step: current.step }) : refused('roleMissing', { role: paper.role, actor: signer.id });
}

function sameSignature(one: PaperSignature, other: PaperSignature): boolean {
  return one.role === other.role && one.signer === other.signer && one.contentHash === other.contentHash;
}

interface LastSignature {
  readonly steps: readonly ChainStep[];
  readonly approval: Omit<Approval, 'step'>;
  readonly code: string | undefined;
  readonly serial: string | undefined;
}

function signedNotice(record: NoticeRecord, notice: Running, last: LastSignature): SubsidyNotice | Refusal {
  const { approval, code, serial } = last;
  if (approval.by === notice.drafter) return refused('drafterIsSigner', { notice: record.id });
  if (code === undefined || !isCode(code, SHEET_CODE_LENGTH)) return refused('valueInvalid', { notice: record.id, field: 'code' });
  if (serial === undefined) return refused('valueInvalid', { notice: record.id, field: 'serial' });
  const signed: Signed = { contentHash: notice.round.contentHash, by: approval.by, day: approval.day, code, serial };
  return { ...notice, state: 'signed', signed, round: withApprovals(notice.round, last.steps, approval) };
}

/** The notice in its round, when the person saw what stands there now and nothing on it clashes. */
function runningNotice(record: NoticeRecord, world: World, seen: string | undefined): Running | Refusal {
  const { round } = record.value;
  if (!round) return refused('notSubmitted', { notice: record.id });
  const now = currentContentHash(record.value, world);
  if (now === undefined || seen !== now || round.contentHash !== now) return refused('contentChanged', { notice: record.id, now: now ?? null });
  const [clash] = clashesOn(record.value, world, record.id);
  return clash === undefined ? { ...record.value, round } : refused('openClash', { notice: record.id, clash });
}

function notYourStep(record: NoticeRecord, round: Round): Refusal {
  const current = currentStep(round);
  return refused('stepNotNext', { notice: record.id, step: current?.step ?? null });
}

function approvalBy(by: string, round: Round, world: World): Omit<Approval, 'step'> {
  return { by, day: world.day, contentHash: round.contentHash };
}

interface Change {
  readonly verb: 'subsidyNotice.approve' | 'subsidyNotice.sign' | 'subsidyNotice.return';
  readonly change: (record: NoticeRecord, person: Account) => SubsidyNotice | Refusal;
}

/** Every notice of the act, or none. */
function onEach(before: Before, act: SignedBody, world: World, how: Change): Decision {
  const found = noticesOf(before, act, world, how.verb);
  if (isRefusal(found)) return found;
  const after: BoardRecord[] = [];
  for (const record of found.records) {
    const changed = how.change(record, found.actor.account);
    if (isRefusal(changed)) return changed;
    after.push(withValue(record, changed));
  }
  return applied(...after);
}
