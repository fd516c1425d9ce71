/** What a rule may look at besides the records it touches. Loaded by the desk or the county; pure data from here on. */
import type { ApprovalChain } from './approval/chain.ts';
import type { HolidayYear } from './calendar/calendar.ts';
import type { Day } from './calendar/day.ts';
import type { Account, Office } from './office/office.ts';
import type { CountyRules } from './office/rules.ts';
import type { Programme } from './programme/programme.ts';
import type { RosterRow } from './roster/overlay.ts';
import type { Sha256 } from './hash.ts';
import type { Frame, RowId } from './roster/frame.ts';
import type { RecordId } from './record/record.ts';

export interface World {
  /** The county's own date when it orders; a prediction at a desk. */
  readonly day: Day;
  readonly rules: CountyRules;
  account(id: string): Account | undefined;
  office(id: string): Office | undefined;
  programme(code: string): Programme | undefined;
  chain(id: string): ApprovalChain | undefined;
  holidayYear(year: number): HolidayYear | undefined;
  /** Overlay rows whose frame is one of the given list frames, as they stand just before the act. */
  overlay(listFrames: readonly Sha256[]): readonly RosterRow[];
  /** Row ids of a list frame that has arrived, or undefined. */
  frameRows(listFrame: Sha256): readonly RowId[] | undefined;
  /** A list frame that has arrived, or undefined. `domain/needs.ts` says which ones an act reads. */
  listFrame(listFrame: Sha256): Frame | undefined;
  /** Who made the last applied change of a record, from its history; shown when a later change clashes with it. */
  lastChangeBy(record: RecordId): string | undefined;
  /** Open clashes on a record. */
  openClashes(record: RecordId): readonly RecordId[];
}
