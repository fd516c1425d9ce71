/** A subsidy notice: one posting stage of a batch for one village, from draft to the wall. `subsidyNotice:<id>`. */
import type { AcceptedProblems, Totals } from '../batch/batch.ts';
import type { Day } from '../calendar/day.ts';
import type { Sha256 } from '../hash.ts';
import type { Role } from '../office/office.ts';
import type { RecordId } from '../record/record.ts';
import type { FrameRef } from '../roster/frame.ts';
import type { ChainStep, Countersign, StepName } from '../approval/chain.ts';

export type NoticeState = 'draft' | 'reviewing' | 'signed' | 'printed' | 'posting' | 'withdrawn';
export type PostingStage = 'firstPosting' | 'secondPosting' | 'paymentResult';

/** Flat on purpose: `edit` sets and compares field by field. Texts here never name a payee. */
export interface NoticeHead {
  readonly title: string;
  readonly basisText: string;
  /** `pen`: dates are left blank on paper and filled by hand. */
  readonly periodMode: 'printed' | 'pen';
  readonly periodStart: Day | null;
  readonly periodEnd: Day | null;
  readonly objectionDeadline: Day | null;
  readonly objectionOffice: string;
  readonly objectionPhone: string;
  readonly supervisionPhone: string;
  readonly bodyText: string;
}

export interface Approval {
  readonly step: StepName;
  readonly by: string;
  readonly day: Day;
  readonly contentHash: Sha256;
  /** Entered by somebody else from paper. */
  readonly enteredBy?: string;
}

/** One run through the chain; a return ends it, and its approvals lapse with it. */
export interface Round {
  readonly chain: string;
  readonly chainVersion: number;
  readonly steps: readonly ChainStep[];
  readonly countersigns: readonly Countersign[];
  readonly contentHash: Sha256;
  readonly submittedBy: string;
  readonly submittedOn: Day;
  readonly approvals: readonly Approval[];
}

export interface Return {
  readonly by: string;
  readonly day: Day;
  readonly step: StepName;
  readonly reason: string;
}

/** 纸质签批: who signed on paper, not who typed it in. */
export interface PaperSignature {
  readonly role: Role;
  readonly signer: string;
  readonly signedOn: Day;
  readonly enteredBy: string;
  readonly contentHash: Sha256;
  readonly scan?: PieceRef;
}

export interface PieceRef {
  readonly sha256: Sha256;
  readonly mime: string;
  readonly bytes: number;
}

export interface Signed {
  readonly contentHash: Sha256;
  readonly by: string;
  readonly day: Day;
  /** 13 Crockford characters, random, made at signing by the signer's desk. */
  readonly code: string;
  /** 公示编号 printed on each sheet. */
  readonly serial: string;
}

export interface Print {
  readonly pdf: PieceRef;
  readonly pages: number;
  readonly by: string;
  readonly day: Day;
}

/** One board of the village; each counts its own period. */
export interface BoardPosting {
  readonly board: string;
  readonly place: string;
  readonly start: Day;
  readonly photo?: PieceRef;
  readonly by: string;
}

export interface SubsidyNotice {
  readonly batch: RecordId;
  readonly list: RecordId;
  readonly programme: string;
  readonly programmeVersion: number;
  readonly years: readonly number[];
  readonly batchNo: number;
  readonly stage: PostingStage;
  /** `up`: collected by the village; `down`: split by the township, the village confirms. */
  readonly direction: 'up' | 'down';
  readonly issuer: string;
  readonly owner: string;
  readonly version: number;
  readonly state: NoticeState;
  readonly head: NoticeHead;
  readonly frames: readonly FrameRef[];
  readonly accepted: readonly AcceptedProblems[];
  /** As of the last submit. */
  readonly totals: Totals;
  readonly drafter: string;
  readonly round?: Round;
  readonly returns: readonly Return[];
  readonly paperSignatures: readonly PaperSignature[];
  readonly signed?: Signed;
  /** A village's confirmation of a notice that came down. */
  readonly confirmed?: { readonly by: string; readonly day: Day };
  readonly prints: readonly Print[];
  readonly postings: readonly BoardPosting[];
  readonly withdrawn?: { readonly by: string; readonly day: Day; readonly reason: string };
}
