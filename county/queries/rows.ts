/** Rows as PostgreSQL gives them, turned into what the exchange works with. */
import type { RecordKind, RevisedRecord } from '#domain/record/record.ts';
import { outcomeSchema } from '#wire/exchange/messages.ts';
import type { ActRow, CountyRow, DeskRow, HistoryRow, PieceClass, PieceRow, PublicJwk, StreamedChange } from '../exchange/store.ts';

export interface RecordColumns {
  readonly id: string;
  readonly kind: string;
  readonly office: string;
  readonly shown_to: string[];
  readonly everyone: boolean;
  readonly revision: number;
  readonly value: unknown;
}

export const RECORD_COLUMNS = 'id, kind, office, shown_to, everyone, revision, value';

/** The value was written by `decide` and is trusted to have the shape of its kind. */
export function recordOf(row: RecordColumns): RevisedRecord {
  return {
    id: row.id,
    kind: row.kind as RecordKind,
    office: row.office,
    ...(row.shown_to.length > 0 ? { shownTo: row.shown_to } : {}),
    ...(row.everyone ? { everyone: true } : {}),
    revision: row.revision,
    value: row.value as RevisedRecord['value'],
  };
}

export interface DeskColumns {
  readonly id: string;
  readonly office: string;
  readonly name: string;
  readonly public_key: PublicJwk;
  readonly revoked: boolean;
  readonly next_seq: number;
  readonly last_hash: string;
  readonly first_password_for: string | null;
}

export const DESK_COLUMNS = 'id, office, name, public_key, revoked, next_seq, last_hash, first_password_for';

export function deskOf(row: DeskColumns): DeskRow {
  return {
    id: row.id,
    office: row.office,
    name: row.name,
    publicKey: row.public_key,
    revoked: row.revoked,
    nextSeq: row.next_seq,
    lastHash: row.last_hash,
    firstPasswordFor: row.first_password_for,
  };
}

export interface ActColumns {
  readonly id: string;
  readonly desk: string;
  readonly seq: number;
  readonly body_hash: string;
  readonly body: string;
  readonly arrived: number;
  readonly outcome: unknown;
  readonly n: number;
  readonly day: string;
  readonly program: string;
}

export const ACT_COLUMNS = 'id, desk, seq, body_hash, body, arrived, outcome, n, day, program';

export function actOf(row: ActColumns): ActRow {
  const { id, desk, seq, arrived, n, day, program } = row;
  return { id, desk, seq, bodyHash: row.body_hash, text: row.body, arrived, outcome: outcomeSchema.parse(row.outcome), n, day, program };
}

export interface CountyColumns {
  readonly county: string;
  readonly epoch: string;
  readonly n: number;
  readonly world_n: number;
}

export function countyOf(row: CountyColumns): CountyRow {
  return { id: row.county, epoch: row.epoch, n: row.n, worldN: row.world_n };
}

export interface PieceColumns {
  readonly sha256: string;
  readonly class: PieceClass;
  readonly bytes: number;
  readonly desk: string;
}

export function pieceOf(row: PieceColumns): PieceRow {
  return { sha256: row.sha256, class: row.class, bytes: row.bytes, desk: row.desk };
}

export interface ChangeColumns extends RecordColumns {
  readonly n: number;
  readonly part: number;
  readonly history: HistoryRow | null;
  readonly sees: boolean;
  readonly saw: boolean | null;
  readonly sees_now: boolean | null;
}

export function changeOf(row: ChangeColumns): StreamedChange {
  return { n: row.n, part: row.part, record: recordOf(row), history: row.history, sees: row.sees, saw: row.saw === true, seesNow: row.sees_now === true };
}
