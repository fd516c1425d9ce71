/**
 * Records: what the county confirms and desks show. A record id is `kind:rest`, made by its creator and never reused.
 */
import type { Account, DeskRecord, Office } from '../office/office.ts';
import type { Programme } from '../programme/programme.ts';
import type { ApprovalChain } from '../approval/chain.ts';
import type { CountyRules } from '../office/rules.ts';
import type { HolidayYear } from '../calendar/calendar.ts';
import type { SubsidyBatch, SubsidyList } from '../batch/batch.ts';
import type { RosterRow } from '../roster/overlay.ts';
import type { SubsidyNotice } from '../notice/notice.ts';
import type { Clash } from '../clash/clash.ts';

/** Every kind of record with the shape of its value. */
export interface RecordValues {
  office: Office;
  account: Account;
  desk: DeskRecord;
  countyRules: CountyRules;
  programme: Programme;
  approvalChain: ApprovalChain;
  holidayYear: HolidayYear;
  subsidyBatch: SubsidyBatch;
  subsidyList: SubsidyList;
  subsidyNotice: SubsidyNotice;
  rosterRow: RosterRow;
  clash: Clash;
}

export type RecordKind = keyof RecordValues;

/** `kind:rest`. */
export type RecordId = string;

/** A record as readers see it. `office` decides whose scope it lies in; `shownTo` adds single offices, `everyone` the whole county. */
export interface BoardRecord<K extends RecordKind = RecordKind> {
  readonly id: RecordId;
  readonly kind: K;
  readonly office: string;
  readonly shownTo?: readonly string[];
  readonly everyone?: boolean;
  readonly value: RecordValues[K];
}

/** A record with the county's revision; 0 means that the county has not ordered it yet. */
export interface RevisedRecord<K extends RecordKind = RecordKind> extends BoardRecord<K> {
  readonly revision: number;
}

/** A record id of its two parts. */
export function recordId(kind: RecordKind, rest: string): RecordId {
  return `${kind}:${rest}`;
}

/** The kind in a record id; a kind this version does not know comes back as it is written. */
export function kindOf(id: RecordId): RecordKind {
  return id.slice(0, id.indexOf(':')) as RecordKind;
}
