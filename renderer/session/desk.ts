/**
 * The desk as the screens see it: who sits at it, what can be read, and the one way to change anything, `perform`.
 * Implemented in this folder over `store`, `sync` and `shell`; screens get it by React context (`useDesk`).
 */
import type { Decision } from '#domain/decision.ts';
import type { Json } from '#domain/json.ts';
import type { Account, Office, Role } from '#domain/office/office.ts';
import type { Day } from '#domain/calendar/day.ts';
import type { RecordId, RecordKind } from '#domain/record/record.ts';
import type { DeskReader } from '#renderer/store/reader.ts';
import type { PayeeHit } from '#renderer/store/search.ts';
import type { Sha256 } from '#domain/hash.ts';

/** What a screen wants to happen; desk, seq, prev, base, at and sig are added by `perform`. */
export interface ActDraft {
  readonly kind: RecordKind;
  readonly verb: string;
  /** The subject first. */
  readonly touches: readonly RecordId[];
  readonly args: { readonly [name: string]: Json | undefined };
  readonly pieces?: readonly NewPiece[];
  /** The office the person acts for; the desk's own when absent. */
  readonly office?: string;
}

/** Bytes that an act rests on; `person` pieces are sealed at rest. */
export interface NewPiece {
  readonly sha256: Sha256;
  readonly class: 'list' | 'person' | 'attachment';
  readonly bytes: Uint8Array;
}

/** `saved` is only ever true after journal and store both hold the act durably. */
export type Performed =
  | { readonly saved: true; readonly act: string; readonly decision: Exclude<Decision, { outcome: 'refused' }> }
  | { readonly saved: false; readonly decision: Extract<Decision, { outcome: 'refused' }> }
  /** `savedBefore`: an earlier try of this step, with other contents, turned out to be saved; this one was not done. */
  | { readonly saved: false; readonly failure: 'locked' | 'passwordNeeded' | 'diskFull' | 'storageFailed' | 'savedBefore' };

export interface Person {
  readonly account: Account;
  readonly office: Office;
  readonly roles: readonly Role[];
}

export type DeskState =
  | { readonly state: 'notEnrolled' }
  | { readonly state: 'locked'; readonly accounts: readonly { readonly id: string; readonly login: string; readonly name: string; readonly known: boolean }[]; readonly office: string; readonly enrolled?: JustEnrolled }
  | { readonly state: 'open'; readonly person: Person };

/** The desk was enrolled just now, but the person who did it could not be signed in. */
export interface JustEnrolled {
  readonly login: string;
  readonly fault: 'passwordWrong' | 'accountUnknown' | 'tooManyTries' | 'unreachable';
}

export type SignInFault = 'passwordWrong' | 'firstSignInNeedsCounty' | 'accountUnknown' | 'colleagueFirst' | 'tooManyTries' | 'diskFull' | 'storageFailed';
export type EnrolFault = 'codeWrong' | 'codeUsed' | 'codeExpired' | 'tooManyTries' | 'unreachable' | 'notACounty' | 'accountUnknown' | 'passwordWrong' | 'boundElsewhere';

export interface EnrolForm {
  readonly address: string;
  readonly code: string;
  readonly login: string;
  readonly deskName: string;
}

export interface Desk {
  readonly reader: DeskReader;
  /** Current state; `subscribe` tells of every change. */
  current(): DeskState;
  subscribe(listener: () => void): () => void;
  enrol(input: { readonly address: string; readonly code: string; readonly login: string; readonly password: string; readonly deskName: string }): Promise<EnrolFault | null>;
  signIn(account: string, password: string): Promise<SignInFault | null>;
  /** Locks the screen; drafts stay where they are, one per person. */
  lock(): Promise<void>;
  perform(draft: ActDraft): Promise<Performed>;
  /** Approve, sign, erase and settle ask again after 15 minutes. */
  confirmPassword(password: string): Promise<SignInFault | null>;
  /** County date plus monotonic time, or the PC's own date, marked. */
  today(): { readonly day: Day; readonly from: 'county' | 'local' };
  /** A half-finished form of the signed-in person, kept across restarts and person switches. */
  draft<T extends Json>(key: string): Promise<T | undefined>;
  saveDraft(key: string, value: Json | undefined): Promise<void>;
  syncNow(): Promise<void>;
  /** An own act in front of a person is done with: it leaves the list, with those that rest on it. Nothing is undone; trying again writes a new act. */
  putAside(act: string): Promise<void>;
  /** What others changed has been looked at: sets `receivedUnread` to 0. */
  markReceived(): Promise<void>;
  /** Payees by part of the name or by pinyin initials, over all lists at this desk; at most `limit` rows. */
  searchPayees(query: string, limit?: number): Promise<readonly PayeeHit[]>;
  /** What was typed for an enrolment before the window had to reload for the county's address; never the password. */
  enrolForm(): Promise<EnrolForm | undefined>;
  /** Stops sync and timers and closes the store; for tests and for leaving the page. */
  close(): Promise<void>;
}
