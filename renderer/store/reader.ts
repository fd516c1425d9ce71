/** What screens may do with the store: read. Writers are handed only to `perform` and to the sync runner. */
import type { SignedBody } from '#domain/act/act.ts';
import type { Fault } from '#domain/fault.ts';
import type { Sha256 } from '#domain/hash.ts';
import type { RecordId, RecordKind, RevisedRecord } from '#domain/record/record.ts';
import type { Frame } from '#domain/roster/frame.ts';
import type { Patch, RosterRow } from '#domain/roster/overlay.ts';
import type { World } from '#domain/world.ts';

/** A record as this desk sees it: confirmed by the county plus own queued acts. */
export interface VisibleRecord<K extends RecordKind = RecordKind> extends RevisedRecord<K> {
  /** Own acts on it are not yet confirmed. */
  readonly pending: boolean;
}

export interface HistoryLine {
  readonly act: string;
  readonly record: RecordId;
  readonly by: string;
  readonly office: string;
  readonly at: string;
  readonly verb: string;
  readonly reason?: string;
  /** Not yet confirmed by the county. */
  readonly pending: boolean;
}

/** An own act that ended in front of a person: refused, clashed or resting on one that was. */
export interface NeedsPerson {
  readonly act: SignedBody & { readonly seq: number };
  readonly outcome: 'refused' | 'clashed' | 'dependent' | 'forked';
  readonly fault?: Fault;
  readonly clash?: RecordId;
  readonly cause?: string;
}

export type Refusal = 'deskRevoked' | 'newerCounty' | 'tls' | 'forked' | 'epochChanged' | 'diskFull';

/** Evidence for the sync pill and screen; every number comes from stored receipts. */
export interface SyncFacts {
  readonly queued: number;
  readonly waiting: number;
  readonly accepted: number;
  readonly needsPerson: number;
  readonly receivedUnread: number;
  readonly lastNumber: number;
  /** Shanghai time of the last contact, ISO; null before the first. */
  readonly lastContact: string | null;
  readonly phase: 'offline' | 'idle' | 'pushing' | 'pulling' | 'refused';
  /** Why the desk cannot talk to the county although it is there; nothing is lost meanwhile. */
  readonly refusal?: Refusal;
  /** Messages of a newer county, kept until this program knows them. */
  readonly later: number;
}

export interface DeskReader {
  record<K extends RecordKind>(id: RecordId): Promise<VisibleRecord<K> | undefined>;
  records<K extends RecordKind>(kind: K): Promise<readonly VisibleRecord<K>[]>;
  overlay(listFrames: readonly Sha256[]): Promise<readonly RosterRow[]>;
  /** Undefined until the piece has arrived. Person frames are unsealed here, for an open session only. */
  frame(hash: Sha256): Promise<Frame | undefined>;
  patch(hash: Sha256): Promise<Patch | undefined>;
  piece(hash: Sha256): Promise<Uint8Array | undefined>;
  history(record: RecordId): Promise<readonly HistoryLine[]>;
  needsPerson(): Promise<readonly NeedsPerson[]>;
  syncFacts(): Promise<SyncFacts>;
  /** The world that `decide` would see now. List frames are open in it only where corrections move the totals; rows are read with `frame`. */
  world(forRecords: readonly RecordId[]): Promise<World>;
}
