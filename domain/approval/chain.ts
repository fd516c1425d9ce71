/** Approval chains as data: which roles must look at a notice between submit and the wall. */
import type { Role } from '../office/office.ts';

export type StepName = 'review' | 'secrecyReview' | 'sign';

export interface ChainStep {
  readonly step: StepName;
  readonly role: Role;
  /** Which office holds the role: the issuer (township) or the owner (village) of the notice. */
  readonly at: 'issuer' | 'owner';
}

/** A signature on paper that must be recorded before the notice hangs (村监委). */
export interface Countersign {
  readonly role: Role;
  readonly at: 'issuer' | 'owner';
  /** Only for notices of this direction; absent: both. A list that comes down was answered for by the township, the village only confirms it. */
  readonly direction?: 'up' | 'down';
}

/** `approvalChain:<id>`; a notice keeps the version that was in force when it was submitted. */
export interface ApprovalChain {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly regime: 'government' | 'village';
  readonly steps: readonly ChainStep[];
  readonly countersigns: readonly Countersign[];
}
