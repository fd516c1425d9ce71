/** The world a rule may look at, loaded before `decide` is called: county-wide data once per change of it, the rest per act. */
import type { ApprovalChain } from '#domain/approval/chain.ts';
import type { HolidayYear } from '#domain/calendar/calendar.ts';
import type { Day } from '#domain/calendar/day.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Account, Office } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Programme } from '#domain/programme/programme.ts';
import type { RecordId, RecordKind, RevisedRecord } from '#domain/record/record.ts';
import type { Frame } from '#domain/roster/frame.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import type { World } from '#domain/world.ts';
import type { CountyRow, ExchangeReads } from './store.ts';

export const WORLD_KINDS = ['office', 'account', 'countyRules', 'programme', 'approvalChain', 'holidayYear'] as const satisfies readonly RecordKind[];
const WORLD_KIND_NAMES: ReadonlySet<string> = new Set(WORLD_KINDS);

export function isWorldKind(kind: string): boolean {
  return WORLD_KIND_NAMES.has(kind);
}

/** County-wide data as of one change number. */
export interface CountyData {
  readonly worldN: number;
  readonly epoch: string;
  readonly rules: CountyRules;
  readonly offices: ReadonlyMap<string, Office>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly programmes: ReadonlyMap<string, Programme>;
  readonly chains: ReadonlyMap<string, ApprovalChain>;
  readonly holidays: ReadonlyMap<number, HolidayYear>;
}

function is<K extends RecordKind>(record: RevisedRecord, kind: K): record is RevisedRecord & RevisedRecord<K> {
  return record.kind === kind;
}

function valuesOf<K extends RecordKind, I>(records: readonly RevisedRecord[], kind: K, idOf: (value: RevisedRecord<K>['value']) => I): Map<I, RevisedRecord<K>['value']> {
  const found = new Map<I, RevisedRecord<K>['value']>();
  for (const record of records) if (is(record, kind)) found.set(idOf(record.value), record.value);
  return found;
}

export function countyDataOf(county: CountyRow, records: readonly RevisedRecord[]): CountyData {
  const rules = [...valuesOf(records, 'countyRules', (value) => value.county).values()][0];
  if (!rules) throw new Error('a county without countyRules was never set up');
  return {
    worldN: county.worldN,
    epoch: county.epoch,
    rules,
    offices: valuesOf(records, 'office', (value) => value.id),
    accounts: valuesOf(records, 'account', (value) => value.id),
    programmes: valuesOf(records, 'programme', (value) => value.code),
    chains: valuesOf(records, 'approvalChain', (value) => value.id),
    holidays: valuesOf(records, 'holidayYear', (value) => value.year),
  };
}

/** Loads county-wide data and keeps it until the store says that it changed. */
export class CountyDataCache {
  #kept: CountyData | undefined;

  async current(reads: ExchangeReads): Promise<CountyData> {
    const county = await reads.county();
    const kept = this.#kept;
    if (kept && kept.worldN === county.worldN && kept.epoch === county.epoch) return kept;
    const loaded = countyDataOf(county, await reads.recordsOfKinds(WORLD_KINDS));
    this.#kept = loaded;
    return loaded;
  }

  /** After a transaction was undone, what was loaded in it may never have been. */
  drop(): void {
    this.#kept = undefined;
  }
}

/** What one act may look at beyond county-wide data. */
export interface ActSurroundings {
  readonly overlay: readonly RosterRow[];
  readonly frames: ReadonlyMap<Sha256, Frame>;
  readonly clashes: ReadonlyMap<RecordId, readonly RecordId[]>;
  readonly authors: ReadonlyMap<RecordId, string>;
}

export function worldOf(data: CountyData, day: Day, around: ActSurroundings): World {
  return {
    day,
    rules: data.rules,
    account: (id) => data.accounts.get(id),
    office: (id) => data.offices.get(id),
    programme: (code) => data.programmes.get(code),
    chain: (id) => data.chains.get(id),
    holidayYear: (year) => data.holidays.get(year),
    overlay: (frames) => around.overlay.filter((row) => frames.includes(row.frame)),
    frameRows: (frame) => around.frames.get(frame)?.ids,
    listFrame: (frame) => around.frames.get(frame),
    lastChangeBy: (record) => around.authors.get(record),
    openClashes: (record) => around.clashes.get(record) ?? [],
  };
}
