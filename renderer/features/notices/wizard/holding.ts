/** A list that was imported, with everything the later steps look at. */
import { currentTotals, totalsOf } from '#domain/notice/totals.ts';
import type { SubsidyBatch, SubsidyList, Totals } from '#domain/batch/batch.ts';
import type { CheckOptions, VillageNames } from '#domain/roster/checkContext.ts';
import type { Problem } from '#domain/roster/problem.ts';
import type { Office } from '#domain/office/office.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { World } from '#domain/world.ts';
import type { Desk, Person } from '#renderer/session/desk.ts';
import vocabulary from '#resources/vocabulary/roster.json' with { type: 'json' };
import { loadNotice, type NoticeFacts } from '../facts.ts';
import { loadLines, type RosterLine, type RosterLines } from '../rows.ts';
import type { WizardDraft } from './draft.ts';
import { recheck } from './recheck.ts';

export interface Holding {
  readonly id: RecordId;
  readonly list: SubsidyList;
  readonly batch: SubsidyBatch | undefined;
  readonly world: World;
  readonly programme: Programme | undefined;
  /** Notices over this list: one when a village collects, one per village after the split. */
  readonly notices: readonly NoticeFacts[];
  readonly roster: RosterLines;
  readonly totals: Totals;
  readonly problems: readonly Problem[];
}

/** Undefined while no list of this id is at the desk. */
export async function loadHolding(desk: Desk, id: RecordId, person: Person, draft: WizardDraft): Promise<Holding | undefined> {
  const { reader } = desk;
  const record = await reader.record<'subsidyList'>(id);
  if (!record) return undefined;
  const list = record.value;
  const world = await reader.world([id, ...list.notices]);
  const batch = (await reader.record<'subsidyBatch'>(list.batch))?.value;
  const notices = (await Promise.all(list.notices.map((notice) => loadNotice(reader, notice, person)))).flatMap((facts) => (facts ? [facts] : []));
  const roster = await loadLines(reader, list.frames);
  const programme = batch ? world.programme(batch.programme) : undefined;
  const offices = (await reader.records('office')).map((office) => office.value);
  const year = batch?.years.at(-1) ?? null;
  const options = checkOptions(person, offices, programme, draft.asOf);
  const totals = currentTotals(list, world) ?? totalsOf(list.frames, [], () => undefined) ?? list.totals;
  return { id, list, batch, world, programme, notices, roster, totals, problems: recheck(roster, { ...draft, year }, options) };
}

/** The record through which a row is edited: its notice, or the list while there is none. */
export function holderOf(holding: Holding, line: RosterLine): RecordId {
  return holding.notices.find((facts) => facts.notice.frames.some((frame) => frame.list === line.frame))?.id ?? holding.id;
}

export function checkOptions(person: Person, offices: readonly Office[], programme: Programme | undefined, asOf: string | null): CheckOptions {
  const villages = offices.filter((office) => office.level === 'village').map(namesOf);
  const own = person.office.level === 'village' ? namesOf(person.office) : undefined;
  return { vocabulary, villages, ...(own ? { ownVillage: own } : {}), ...(programme ? { programme } : {}), ...(asOf === null ? {} : { asOf: lastDayOf(asOf) }) };
}

export function namesOf(office: Office): VillageNames {
  return { id: office.id, names: [office.name, ...office.aliases] };
}

/** `2021-06` is the thirtieth of June. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
