/** Offices, the people who hold posts in them, and enrolled desks. County-owned. */
import type { RecordId } from '../record/record.ts';
import type { Day } from '../calendar/day.ts';

export type OfficeLevel = 'county' | 'township' | 'village';

/** An office has a permanent id; everything else is an attribute. `id` is the rest of its record id. */
export interface Office {
  readonly id: string;
  /** 12-digit statistical code, or null (管委会, 林场). */
  readonly code: string | null;
  readonly name: string;
  readonly level: OfficeLevel;
  /** Parent office id; null for the county. */
  readonly parent: string | null;
  /** Other spellings met in lists: 石桥, 石桥村委会. */
  readonly aliases: readonly string[];
  /** Name as cut in the seal, printed above 「盖章」. */
  readonly sealName: string;
  readonly phone?: string;
  readonly address?: string;
  /** 张贴点, the office's own list. */
  readonly boards: readonly NoticeBoard[];
  /** Made for demonstration; shown as such everywhere. */
  readonly synthetic?: boolean;
}

export interface NoticeBoard {
  readonly id: string;
  readonly name: string;
}

/** What a person can be in an office; rights hang on roles, never on names. */
export const ROLES = [
  'villageClerk',
  'villageHead',
  'villageSupervisor',
  'townshipClerk',
  'reviewer',
  'secrecyReviewer',
  'signer',
  'countyAdmin',
] as const;
export type Role = (typeof ROLES)[number];

/** One person; may hold posts in several offices, each with a term. `id` is the rest of its record id. */
export interface Account {
  readonly id: string;
  /** Sign-in name. */
  readonly login: string;
  readonly name: string;
  readonly posts: readonly Post[];
  readonly disabled?: boolean;
  readonly synthetic?: boolean;
}

export interface Post {
  readonly office: string;
  readonly role: Role;
  readonly from: Day;
  readonly to?: Day;
}

/** An enrolment: a random id made with its key pair. `id` is the rest of its record id. */
export interface DeskRecord {
  readonly id: string;
  readonly office: string;
  readonly name: string;
  readonly enrolledOn: Day;
  readonly revoked?: boolean;
}

/** Finds offices by id; the record `office:<id>` holds each. */
export interface OfficeLookup {
  office(id: string): Office | undefined;
}

/** Whether `inner` is `outer` or lies below it. */
export function isWithin(lookup: OfficeLookup, inner: string, outer: string): boolean {
  for (let id: string | null = inner, hops = 0; id !== null && hops < 8; hops += 1) {
    if (id === outer) return true;
    id = lookup.office(id)?.parent ?? null;
  }
  return false;
}

/** The posts a person holds in an office on a day. */
export function rolesIn(account: Account, office: string, day: Day): readonly Role[] {
  return account.posts
    .filter((post) => post.office === office && post.from <= day && (post.to === undefined || day <= post.to))
    .map((post) => post.role);
}

/** Record id of an office. */
export function officeRecord(id: string): RecordId {
  return `office:${id}`;
}
