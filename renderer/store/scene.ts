/**
 * A scene: the records and frames that some acts can see, loaded into memory so that `decide`, which is synchronous,
 * runs inside a transaction. What acts change is kept apart until somebody writes it.
 */
import type { SignedBody } from '#domain/act/act.ts';
import type { ApprovalChain } from '#domain/approval/chain.ts';
import type { HolidayYear } from '#domain/calendar/calendar.ts';
import type { Day } from '#domain/calendar/day.ts';
import type { Clash } from '#domain/clash/clash.ts';
import type { Before, Decision } from '#domain/decision.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Account, Office } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { recordId, type BoardRecord, type RecordId } from '#domain/record/record.ts';
import type { Frame } from '#domain/roster/frame.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import { framesNeeded, overlayNeeded } from '#domain/needs.ts';
import { framesForTotals } from '#domain/notice/totals.ts';
import type { World } from '#domain/world.ts';
import type { Database } from './database.ts';
import { listFramesOf, type FrameShelf } from './frames.ts';
import type { RecordRow } from './rows.ts';

/** Kinds that every rule may look at, and clashes; few and small, so all of them are loaded. */
const REFERENCE_KINDS = ['office', 'account', 'programme', 'approvalChain', 'holidayYear', 'countyRules', 'clash'];

/** Before the first contact there are no rules; nothing can be performed then anyway, for no account is known. */
const NO_RULES: CountyRules = {
  county: '', name: '', divisionCode: '', countStartDay: false, photoRequired: true,
  objectionDaysAfterPosting: 0, officialAddress: '', supervisionPhone: '',
};

/** Pieces that are not in the store yet, because the act that brings them is being made. */
export type FreshPieces = ReadonlyMap<Sha256, Uint8Array>;

export interface SceneRequest {
  /** Acts that will be decided in the scene. */
  readonly acts: readonly SignedBody[];
  /** More records, for a reader that asks without an act; of their list frames only those are opened that move their totals. */
  readonly records?: readonly RecordId[];
  /** More list frames to open, for a reader that looks at rows. */
  readonly frames?: readonly Sha256[];
  /** How records looked with the acts applied; a replay sets them back first, but their frames are still read. */
  readonly shown?: readonly RecordRow[];
  readonly fresh?: FreshPieces;
  readonly day: Day;
}

/** Loads a scene. Inside a transaction it must cover `records`, `history` and `pieces`. */
export async function loadScene(database: Database, shelf: FrameShelf, request: SceneRequest): Promise<Scene> {
  const { acts, records = [], shown = [], day } = request;
  const acted = [...new Set(acts.flatMap((act) => act.touches.map((touch) => touch.record)))];
  // Asked for at once: one answer after the other would add up while a screen waits.
  const [found, reference, lines] = await Promise.all([
    database.records.bulkGet([...new Set([...records, ...acted])]),
    database.records.where('kind').anyOf(REFERENCE_KINDS).toArray(),
    Promise.all(acted.map((id) => database.history.where('key').startsWith(`${id} `).last())),
  ]);
  const touched = found.filter((row) => row !== undefined);
  const before: Before = new Map([...touched, ...shown].map((row) => [row.id, row]));
  const asked = touched.filter((row) => records.includes(row.id)).flatMap((row) => listFramesOf(row));
  const edited = new Set([...asked, ...acts.flatMap((act) => overlayNeeded(act, before))]);
  const overlay = await database.records.where('value.frame').anyOf([...edited]).toArray();
  const rows = overlay.map((row) => row.value as RosterRow);
  // Opening every frame in sight would cost a desk with many payees a second whenever a screen is drawn.
  const counted = framesForTotals(asked.map((list) => ({ list })), rows);
  const wanted = new Set([...(request.frames ?? []), ...counted, ...acts.flatMap((act) => framesNeeded(act, before, rows))]);
  const frames = await openFrames(database, shelf, wanted, request.fresh);
  const scene = new Scene([...reference, ...touched, ...overlay], frames, day);
  for (const line of lines) if (line) scene.changedBy.set(line.record, line.by);
  return scene;
}

async function openFrames(database: Database, shelf: FrameShelf, wanted: ReadonlySet<Sha256>, pieces: FreshPieces | undefined): Promise<Map<Sha256, Frame>> {
  const frames = new Map<Sha256, Frame>();
  const missing: Sha256[] = [];
  for (const hash of wanted) {
    const known = shelf.take(hash);
    const fresh = pieces?.get(hash);
    if (known) frames.set(hash, known);
    else if (fresh) frames.set(hash, shelf.read(hash, fresh));
    else missing.push(hash);
  }
  for (const piece of await database.pieces.bulkGet(missing)) {
    if (piece && piece.class === 'list') frames.set(piece.sha256, shelf.read(piece.sha256, piece.bytes));
  }
  return frames;
}

export class Scene {
  private readonly records: Map<RecordId, RecordRow>;
  private readonly frames: ReadonlyMap<Sha256, Frame>;
  private readonly day: Day;
  /** Records that acts changed in this scene. */
  readonly changed = new Set<RecordId>();
  /** Who made the last change of each record that the acts touch. */
  readonly changedBy = new Map<RecordId, string>();

  constructor(records: readonly RecordRow[], frames: ReadonlyMap<Sha256, Frame>, day: Day) {
    this.records = new Map(records.map((record) => [record.id, record]));
    this.frames = frames;
    this.day = day;
  }

  get(id: RecordId): RecordRow | undefined {
    return this.records.get(id);
  }

  before(act: SignedBody): Before {
    return new Map(act.touches.map(({ record }) => [record, this.records.get(record)]));
  }

  /** Takes over what a decision on somebody's act says; a refusal changes nothing. */
  apply(decision: Decision, actor: string): void {
    if (decision.outcome === 'refused') return;
    const after: readonly BoardRecord[] = decision.outcome === 'clashed' ? [...decision.after, decision.clash, ...(decision.more ?? [])] : decision.after;
    for (const record of after) {
      const revision = this.records.get(record.id)?.revision ?? 0;
      this.records.set(record.id, { ...record, revision, pending: true });
      this.changed.add(record.id);
      this.changedBy.set(record.id, actor);
    }
  }

  world(): World {
    const value = <T>(kind: Parameters<typeof recordId>[0], rest: string): T | undefined => this.records.get(recordId(kind, rest))?.value as T | undefined;
    const rules = [...this.records.values()].find((record) => record.kind === 'countyRules')?.value as CountyRules | undefined;
    return {
      day: this.day,
      rules: rules ?? NO_RULES,
      account: (id) => value<Account>('account', id),
      office: (id) => value<Office>('office', id),
      programme: (code) => value<Programme>('programme', code),
      chain: (id) => value<ApprovalChain>('approvalChain', id),
      holidayYear: (year) => value<HolidayYear>('holidayYear', String(year)),
      overlay: (listFrames) => this.overlay(new Set(listFrames)),
      frameRows: (hash) => this.frames.get(hash)?.ids,
      listFrame: (hash) => this.frames.get(hash),
      lastChangeBy: (id) => this.changedBy.get(id),
      openClashes: (of) => this.openClashes(of),
    };
  }

  private overlay(frames: ReadonlySet<Sha256>): readonly RosterRow[] {
    return [...this.records.values()]
      .filter((record) => record.kind === 'rosterRow')
      .map((record) => record.value as RosterRow)
      .filter((row) => frames.has(row.frame));
  }

  private openClashes(of: RecordId): readonly RecordId[] {
    return [...this.records.values()]
      .filter((record) => record.kind === 'clash' && (record.value as Clash).of === of && (record.value as Clash).settled === undefined)
      .map((record) => record.id);
  }
}
