/** What a notice screen knows at once: the record, the world, its status and the one next action. */
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import { currentContentHash } from '#domain/notice/content.ts';
import { nextAction, status, type NextAction, type NoticeStatus } from '#domain/notice/status.ts';
import { currentTotals } from '#domain/notice/totals.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Totals } from '#domain/batch/batch.ts';
import type { World } from '#domain/world.ts';
import type { Person } from '#renderer/session/desk.ts';
import type { DeskReader } from '#renderer/store/reader.ts';

export interface NoticeFacts {
  readonly id: RecordId;
  readonly notice: SubsidyNotice;
  readonly pending: boolean;
  readonly world: World;
  readonly status: NoticeStatus;
  readonly next: NextAction | null;
  /** What a person who acts now has seen; undefined while programme or chain are not at this desk. */
  readonly contentHash: Sha256 | undefined;
  /** As they stand now; the last submitted ones while a list frame has not arrived. */
  readonly totals: Totals;
}

/** Undefined when the notice is not at this desk. */
export async function loadNotice(reader: DeskReader, id: RecordId, person: Person): Promise<NoticeFacts | undefined> {
  const record = await reader.record<'subsidyNotice'>(id);
  if (!record) return undefined;
  const world = await reader.world([id]);
  return factsOf({ id, notice: record.value, pending: record.pending }, world, person);
}

/** All notices at this desk, newest first, over one world. */
export async function loadNotices(reader: DeskReader, person: Person): Promise<readonly NoticeFacts[]> {
  const records = await reader.records('subsidyNotice');
  const world = await reader.world(records.map((record) => record.id));
  return records
    .map((record) => factsOf({ id: record.id, notice: record.value, pending: record.pending }, world, person))
    .sort((one, other) => (one.id < other.id ? 1 : -1));
}

function factsOf(held: Pick<NoticeFacts, 'id' | 'notice' | 'pending'>, world: World, person: Person): NoticeFacts {
  const { id, notice } = held;
  return {
    ...held,
    world,
    status: status(notice, world.day, world, id),
    next: nextAction(notice, person, world, id),
    contentHash: currentContentHash(notice, world),
    totals: currentTotals(notice, world) ?? notice.totals,
  };
}

/** The part of a record id after its kind: what a notice and its list share. */
export function restOf(id: RecordId): string {
  return id.slice(id.indexOf(':') + 1);
}
