/** The acts that the notice screens perform, as drafts for `perform`. Pure. */
import type { Sha256 } from '#domain/hash.ts';
import type { Day } from '#domain/calendar/day.ts';
import type { Role } from '#domain/office/office.ts';
import { sheetCode } from '#domain/code.ts';
import type { NoticeHead, PieceRef } from '#domain/notice/notice.ts';
import { headChange } from '#domain/notice/verbsDraft.ts';
import type { StepName } from '#domain/approval/chain.ts';
import type { Random } from '#domain/ports.ts';
import type { ActDraft, NewPiece } from '#renderer/session/desk.ts';
import type { NoticeFacts } from './facts.ts';

type Seen = Pick<NoticeFacts, 'id' | 'contentHash'>;

function contentsOf(all: readonly Seen[]): { readonly [notice: string]: Sha256 | undefined } {
  return Object.fromEntries(all.map((facts) => [facts.id, facts.contentHash]));
}

function draft(verb: string, all: readonly Seen[], args: ActDraft['args'], pieces?: readonly NewPiece[]): ActDraft {
  return { kind: 'subsidyNotice', verb, touches: all.map((facts) => facts.id), args, pieces };
}

export function submitAct(all: readonly NoticeFacts[]): ActDraft {
  const totals = Object.fromEntries(all.map((facts) => [facts.id, { ...facts.totals }]));
  return draft('submit', all, { contents: contentsOf(all), totals });
}

export function approveAct(all: readonly NoticeFacts[], step: StepName): ActDraft {
  return draft('approve', all, { step, contents: contentsOf(all) });
}

export function returnAct(facts: NoticeFacts, step: StepName, reason: string): ActDraft {
  return draft('return', [facts], { step, reason });
}

/** Codes come from chance; serials are division code, day and the first group of the code, so that two desks never make the same one. */
export function signAct(all: readonly NoticeFacts[], random: Random): ActDraft {
  const codes = Object.fromEntries(all.map((facts) => [facts.id, sheetCode(random)]));
  const serials = Object.fromEntries(all.map((facts) => {
    const { rules, day } = facts.world;
    return [facts.id, `${rules.divisionCode}-${day.replaceAll('-', '')}-${codes[facts.id]?.slice(0, 4) ?? ''}`];
  }));
  return draft('sign', all, { contents: contentsOf(all), codes, serials });
}

export function reopenAct(facts: NoticeFacts, reason: string): ActDraft {
  return draft('reopen', [facts], { reason });
}

export function withdrawAct(facts: NoticeFacts, reason: string): ActDraft {
  return draft('withdraw', [facts], { reason });
}

export function confirmAct(facts: NoticeFacts): ActDraft {
  return draft('confirm', [facts], { contents: contentsOf([facts]) });
}

export interface PaperSigned {
  readonly role: Role;
  readonly signer: string;
  readonly signedOn: Day;
  readonly scan?: { readonly ref: PieceRef; readonly piece: NewPiece };
}

export function paperSignatureAct(facts: NoticeFacts, signed: PaperSigned): ActDraft {
  const { role, signer, signedOn, scan } = signed;
  return draft('recordPaperSignature', [facts], { role, signer, signedOn, contents: contentsOf([facts]), ...(scan ? { scan: { ...scan.ref } } : {}) }, scan ? [scan.piece] : []);
}

export function printAct(facts: NoticeFacts, pdf: PieceRef, piece: NewPiece, pages: number): ActDraft {
  return draft('print', [facts], { contents: contentsOf([facts]), pdf: { ...pdf }, pages }, [piece]);
}

export interface Hung {
  readonly board: string;
  readonly place: string;
  readonly start: Day;
  readonly photo?: { readonly ref: PieceRef; readonly piece: NewPiece };
}

export function postAct(facts: NoticeFacts, hung: Hung): ActDraft {
  const { board, place, start, photo } = hung;
  return draft('post', [facts], { contents: contentsOf([facts]), board, place, start, ...(photo ? { photo: { ...photo.ref } } : {}) }, photo ? [photo.piece] : []);
}

/** The changed fields of the head with what was seen, of the period as a whole; undefined when nothing changed. */
export function headEditAct(facts: Pick<NoticeFacts, 'id' | 'notice'>, head: NoticeHead): ActDraft | undefined {
  const before = facts.notice.head;
  const changed = (Object.keys(before) as (keyof NoticeHead)[]).filter((field) => before[field] !== head[field]);
  if (changed.length === 0) return undefined;
  const { set, was } = headChange(before, Object.fromEntries(changed.map((field) => [field, head[field]])));
  return { kind: 'subsidyNotice', verb: 'edit', touches: [facts.id], args: { set: { ...set }, was: { ...was } } };
}
