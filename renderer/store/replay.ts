/**
 * Replay: own acts that the county has not finished with, on top of what it confirmed. Runs inside the caller's
 * transaction. A record is in `confirmed` exactly while a pending act touches it or has made it.
 */
import type { Act, SignedBody } from '#domain/act/act.ts';
import type { Day } from '#domain/calendar/day.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import type { RecordId, RevisedRecord } from '#domain/record/record.ts';
import type { Database } from './database.ts';
import type { FrameShelf } from './frames.ts';
import { loadScene, type Scene } from './scene.ts';
import type { ConfirmedRow, RecordRow } from './rows.ts';

/** Writes what a scene changed: visible records, and the confirmed state under each that had none kept yet. */
export async function writeScene(database: Database, scene: Scene): Promise<void> {
  const ids = [...scene.changed];
  const kept = new Set((await database.confirmed.bulkGet(ids)).map((row) => row?.id));
  const visible = await database.records.bulkGet(ids);
  const confirmed: ConfirmedRow[] = ids.flatMap((id, at) => (kept.has(id) ? [] : [{ id, record: stripped(visible[at]) }]));
  await database.confirmed.bulkPut(confirmed);
  await database.records.bulkPut(ids.flatMap((id) => scene.get(id) ?? []));
}

/** Sets every pending record back to its confirmed state and replays the whole outbox in order. */
export async function replayOutbox(database: Database, shelf: FrameShelf, day: Day): Promise<void> {
  const confirmed = await database.confirmed.toArray();
  const queued = await database.outbox.orderBy('seq').toArray();
  if (confirmed.length === 0 && queued.length === 0) return;
  const acts = queued.map((row) => row.act);
  // A notice that a queued act makes is unknown once set back, yet the next act reads its frames: remember them first.
  const shown = (await database.records.bulkGet(touchedBy(acts))).filter((row) => row !== undefined);
  await setBack(database, confirmed);
  const scene = await loadScene(database, shelf, { acts, shown, day });
  for (const act of acts) scene.apply(foresee(scene, act), act.actor);
  await writeScene(database, scene);
}

/** What `decide` says here and now; at a desk a prediction, for the county decides itself. */
export function foresee(scene: Scene, act: SignedBody): Decision {
  return decide(scene.before(act), act, scene.world());
}

async function setBack(database: Database, confirmed: readonly ConfirmedRow[]): Promise<void> {
  const known = confirmed.flatMap((row) => (row.record ? [{ ...row.record, pending: false }] : []));
  await database.records.bulkDelete(confirmed.filter((row) => row.record === null).map((row) => row.id));
  await database.records.bulkPut(known);
  await database.confirmed.clear();
}

function stripped(visible: RecordRow | undefined): RevisedRecord | null {
  if (visible === undefined) return null;
  const { pending: _, ...record } = visible;
  return record;
}

function touchedBy(acts: readonly Pick<Act, 'touches'>[]): RecordId[] {
  return [...new Set(acts.flatMap((act) => act.touches.map((touch) => touch.record)))];
}
