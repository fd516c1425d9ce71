/**
 * A small synthetic county in memory for tests: offices, people, programme, frames, and the records that acts leave behind.
 * It decides with the real `decide`, orders at once and keeps history; it is no exchange (see the contract suite for that).
 */
import type { SignedBody } from '#domain/act/act.ts';
import type { ApprovalChain } from '#domain/approval/chain.ts';
import type { HolidayYear } from '#domain/calendar/calendar.ts';
import type { Day } from '#domain/calendar/day.ts';
import { decide } from '#domain/decide.ts';
import type { Before, Decision } from '#domain/decision.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import type { Account, Office, Role } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { kindOf, type BoardRecord, type RecordId, type RecordKind, type RecordValues, type RevisedRecord } from '#domain/record/record.ts';
import type { Frame } from '#domain/roster/frame.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import type { World } from '#domain/world.ts';
import { frameHash } from '#domain/roster/frame.ts';
import { CHAIN, DAY, HOLIDAYS, OFFICES, PEOPLE, PROGRAMME, RULES, VILLAGE_CHAIN, type PersonName } from './people.ts';

export interface Draft {
  readonly kind: RecordKind;
  readonly verb: string;
  readonly touches: readonly RecordId[];
  readonly args: { readonly [name: string]: Json | undefined };
  readonly by: PersonName;
  readonly office?: string;
  readonly pieces?: readonly Sha256[];
  readonly id?: string;
}

/** A county whose state is its records. */
export class TestCounty {
  day: Day = DAY;
  rules: CountyRules = RULES;
  programme: Programme = PROGRAMME;
  readonly chains = new Map<string, ApprovalChain>([CHAIN, VILLAGE_CHAIN].map((chain) => [chain.id, chain]));
  readonly offices = new Map<string, Office>(OFFICES.map((office) => [office.id, office]));
  readonly accounts = new Map<string, Account>(Object.values(PEOPLE).map((account) => [account.id, account]));
  readonly holidays = new Map<number, HolidayYear>(HOLIDAYS.map((year) => [year.year, year]));
  readonly records = new Map<RecordId, RevisedRecord>();
  readonly frames = new Map<Sha256, Frame>();
  readonly lastBy = new Map<RecordId, string>();
  /** Row records and open clashes are found as often as acts are decided. */
  readonly #rows = new Map<RecordId, RosterRow>();
  #acts = 0;

  /** Adds list frames, so that acts may name them. */
  arrive(frames: readonly Frame[]): void {
    for (const frame of frames) this.frames.set(frameHash(frame), frame);
  }

  world(): World {
    return {
      day: this.day,
      rules: this.rules,
      account: (id) => this.accounts.get(id),
      office: (id) => this.offices.get(id),
      programme: (code) => (code === this.programme.code ? this.programme : undefined),
      chain: (id) => this.chains.get(id),
      holidayYear: (year) => this.holidays.get(year),
      overlay: (listFrames) => [...this.#rows.values()].filter((row) => listFrames.includes(row.frame)),
      frameRows: (frame) => this.frames.get(frame)?.ids,
      listFrame: (frame) => this.frames.get(frame),
      lastChangeBy: (record) => this.lastBy.get(record),
      openClashes: (record) => this.clashes().filter((clash) => clash.value.of === record && !clash.value.settled).map((clash) => clash.id),
    };
  }

  clashes(): readonly RevisedRecord<'clash'>[] {
    return [...this.records.values()].filter((record): record is RevisedRecord<'clash'> => record.kind === 'clash');
  }

  record<K extends RecordKind>(id: RecordId, kind: K): RecordValues[K] {
    const record = this.records.get(id);
    if (record?.kind !== kind || kindOf(id) !== kind) throw new Error(`no such record: ${id}`);
    return record.value as RecordValues[K];
  }

  revision(id: RecordId): number {
    return this.records.get(id)?.revision ?? 0;
  }

  before(act: SignedBody): Before {
    return new Map(act.touches.map(({ record }) => [record, this.records.get(record)]));
  }

  /** A signed body (without a signature, which `decide` never looks at) over the records as they stand. */
  act(draft: Draft): SignedBody {
    this.#acts += 1;
    const person = PEOPLE[draft.by];
    const office = draft.office ?? person.posts[0]?.office ?? '';
    return {
      v: 1,
      id: draft.id ?? `act-${this.#acts}`,
      actor: person.id,
      office,
      at: '2021-05-10T08:00:00+08:00',
      kind: draft.kind,
      touches: draft.touches.map((record) => ({ record, base: { epoch: 'e1', revision: this.revision(record) } })),
      verb: draft.verb,
      args: draft.args,
      pieces: draft.pieces ?? [],
    };
  }

  decide(act: SignedBody): Decision {
    return decide(this.before(act), act, this.world());
  }

  /** Decides and, unless refused, keeps what the act leaves behind. */
  order(act: SignedBody): Decision {
    const decision = this.decide(act);
    if (decision.outcome === 'refused') return decision;
    const clashes = decision.outcome === 'clashed' ? [decision.clash, ...(decision.more ?? [])] : [];
    for (const record of [...decision.after, ...clashes]) this.put(record, act.actor);
    return decision;
  }

  perform(draft: Draft): Decision {
    return this.order(this.act(draft));
  }

  put(record: BoardRecord, by = 'seed'): void {
    this.records.set(record.id, { ...record, revision: this.revision(record.id) + 1 });
    this.lastBy.set(record.id, by);
    if (record.kind === 'rosterRow') this.#rows.set(record.id, record.value as RosterRow);
  }
}

/** A county with nothing but offices, people, rules and one programme. */
export function makeWorld(change: (county: TestCounty) => void = () => undefined): TestCounty {
  const county = new TestCounty();
  change(county);
  return county;
}

/** The roles of a person's first post, for tables. */
export function roleOf(name: PersonName): Role {
  const [post] = PEOPLE[name].posts;
  if (!post) throw new Error('every person of the kit has a post');
  return post.role;
}
