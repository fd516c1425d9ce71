/** Verbs from the signature to the wall: confirm, print, post. */
import type { SignedBody } from '../act/act.ts';
import { missingCountersigns } from '../approval/round.ts';
import { applied, isRefusal, refused, withValue, type Before, type Decision, type Refusal } from '../decision.ts';
import type { RightName } from '../office/rights.ts';
import type { RevisedRecord } from '../record/record.ts';
import { day, id, object, optional, text, whole } from '../shape.ts';
import type { World } from '../world.ts';
import { currentContentHash } from './content.ts';
import type { BoardPosting, Signed, SubsidyNotice } from './notice.ts';
import { contentsShape, pieceShape } from './shapes.ts';
import { boardsNeeded, clashesOn } from './status.ts';
import { oneNotice } from './touched.ts';
import { personalIn } from './wording.ts';

const confirmShape = object({ contents: contentsShape });
const printShape = object({ contents: contentsShape, pdf: pieceShape, pages: whole(1, 10_000) });
const postShape = object({ contents: contentsShape, board: id, place: text(200, 1), start: day, photo: optional(pieceShape) });

type SignedNotice = SubsidyNotice & { readonly signed: Signed };

/** `subsidyNotice.confirm`: the village confirms a notice that came down. */
export function confirmNotice(before: Before, act: SignedBody, world: World): Decision {
  if (!confirmShape(act.args)) return refused('actMalformed');
  const found = signedOne(before, act, world, { verb: 'subsidyNotice.confirm', contents: act.args.contents });
  if (isRefusal(found)) return found;
  const { record, notice } = found;
  return applied(withValue(record, { ...notice, confirmed: notice.confirmed ?? { by: act.actor, day: world.day } }));
}

/** `subsidyNotice.print`: needs every countersign, and the confirmation when the notice came down. Printing again is allowed. */
export function printNotice(before: Before, act: SignedBody, world: World): Decision {
  const args = act.args;
  if (!printShape(args)) return refused('actMalformed');
  const found = signedOne(before, act, world, { verb: 'subsidyNotice.print', contents: args.contents });
  if (isRefusal(found)) return found;
  const { record, notice } = found;
  if (!act.pieces.includes(args.pdf.sha256)) return refused('pieceInvalid', { piece: args.pdf.sha256 });
  const [missing] = notice.round ? missingCountersigns(notice, notice.round) : [];
  if (missing) return refused('countersignMissing', { notice: record.id, role: missing.role });
  if (notice.direction === 'down' && !notice.confirmed) return refused('notConfirmed', { notice: record.id });
  const print = { pdf: args.pdf, pages: args.pages, by: act.actor, day: world.day };
  return applied(withValue(record, { ...notice, state: notice.state === 'signed' ? 'printed' : notice.state, prints: [...notice.prints, print] }));
}

/** `subsidyNotice.post`: one board hangs; the round is in posting once all that the programme asks for do. */
export function postNotice(before: Before, act: SignedBody, world: World): Decision {
  const args = act.args;
  if (!postShape(args)) return refused('actMalformed');
  const found = signedOne(before, act, world, { verb: 'subsidyNotice.post', contents: args.contents });
  if (isRefusal(found)) return found;
  const { record, notice } = found;
  const wrong = checkPosting(notice, args, world) ?? personalIn('place', args.place);
  if (wrong) return wrong;
  if (args.photo && !act.pieces.includes(args.photo.sha256)) return refused('pieceInvalid', { piece: args.photo.sha256 });
  const posting: BoardPosting = { board: args.board, place: args.place, start: args.start, ...(args.photo ? { photo: args.photo } : {}), by: act.actor };
  const postings = [...notice.postings, posting];
  const state = postings.length >= boardsNeeded(notice, world) ? 'posting' : notice.state;
  return applied(withValue(record, { ...notice, state, postings }));
}

function checkPosting(notice: SignedNotice, args: { readonly board: string; readonly start: string; readonly photo?: object }, world: World): Refusal | null {
  const { board, start } = args;
  const known = world.office(notice.owner)?.boards.some((own) => own.id === board) ?? false;
  if (!known) return refused('boardUnknown', { board });
  if (notice.postings.some((posting) => posting.board === board)) return refused('boardAlreadyHangs', { board });
  if (start > world.day) return refused('dayInFuture', { field: 'start', day: start });
  if (start < notice.signed.day) return refused('valueInvalid', { field: 'start', earliest: notice.signed.day });
  return world.rules.photoRequired && !args.photo ? refused('photoMissing', { board }) : null;
}

/** The one notice of the act, signed, and seen as it was signed. */
function signedOne(
  before: Before,
  act: SignedBody,
  world: World,
  how: { readonly verb: RightName; readonly contents: { readonly [notice: string]: string | undefined } },
): { readonly record: RevisedRecord<'subsidyNotice'>; readonly notice: SignedNotice } | Refusal {
  const found = oneNotice(before, act, world, how.verb);
  if (isRefusal(found)) return found;
  const { record } = found;
  const { signed } = record.value;
  if (!signed) return refused('wrongState', { notice: record.id, state: record.value.state });
  const now = currentContentHash(record.value, world);
  if (now !== signed.contentHash || how.contents[record.id] !== now) return refused('contentChanged', { notice: record.id, now: now ?? null });
  const [clash] = clashesOn(record.value, world, record.id);
  return clash === undefined ? { record, notice: { ...record.value, signed } } : refused('openClash', { notice: record.id, clash });
}
