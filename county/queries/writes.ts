/** Writes of the exchange on PostgreSQL, inside one transaction whose county row is locked. */
import type { ExchangeTx } from '../exchange/store.ts';
import type { Sql } from './database.ts';
import { readsOf } from './reads.ts';
import { ACT_COLUMNS, actOf, pieceOf, RECORD_COLUMNS, recordOf, type ActColumns, type PieceColumns, type RecordColumns } from './rows.ts';
import { accessWrites } from './access.ts';

type OrderWrites = Pick<ExchangeTx, 'savepoint' | 'takeNumber' | 'takeArrival' | 'markWorld'>;
type ChainWrites = Pick<ExchangeTx, 'line' | 'saveLine' | 'saveHeld' | 'heldText' | 'saveDesk'>;
type ActWrites = Pick<ExchangeTx, 'act' | 'saveAct' | 'saveForked' | 'setWaits' | 'waitingFor'>;
type RecordReads = Pick<ExchangeTx, 'records' | 'overlay' | 'openClashes' | 'lastAuthors'>;
type RecordWrites = Pick<ExchangeTx, 'saveChange' | 'publish' | 'withhold' | 'publishCounty'>;
type PieceWrites = Pick<ExchangeTx, 'pieces' | 'savePiece' | 'auditPiece'>;

const json = (value: unknown): string => JSON.stringify(value);

function orderWrites(sql: Sql, county: string): OrderWrites {
  const count = async (column: 'n' | 'arrived'): Promise<number> => {
    const { rows } = await sql.query<{ taken: number }>(`UPDATE county SET ${column} = ${column} + 1 WHERE county = $1 RETURNING ${column} AS taken`, [county]);
    return rows[0]?.taken ?? 0;
  };
  return {
    async savepoint(work) {
      await sql.query('SAVEPOINT act');
      try {
        const result = await work();
        await sql.query('RELEASE SAVEPOINT act');
        return result;
      } catch (error) {
        await sql.query('ROLLBACK TO SAVEPOINT act');
        throw error;
      }
    },
    takeNumber: () => count('n'),
    takeArrival: () => count('arrived'),
    async markWorld(n) {
      await sql.query('UPDATE county SET world_n = $2 WHERE county = $1', [county, n]);
    },
  };
}

function chainWrites(sql: Sql, county: string): ChainWrites {
  return {
    async line(desk, seq) {
      const text = 'SELECT desk, seq, act_hash AS "actHash", act, held FROM desk_line WHERE county = $1 AND desk = $2 AND seq = $3';
      return (await sql.query<NonNullable<Awaited<ReturnType<ExchangeTx['line']>>>>(text, [county, desk, seq])).rows[0];
    },
    async saveLine(line) {
      const text = `INSERT INTO desk_line (county, desk, seq, act_hash, act, held) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (county, desk, seq) DO UPDATE SET act_hash = excluded.act_hash, act = excluded.act, held = excluded.held, held_text = NULL`;
      await sql.query(text, [county, line.desk, line.seq, line.actHash, line.act, line.held]);
    },
    async saveHeld(desk, seq, held) {
      await sql.query('UPDATE desk_line SET held_text = $4 WHERE county = $1 AND desk = $2 AND seq = $3', [county, desk, seq, held]);
    },
    async heldText(desk, seq) {
      const text = 'SELECT held_text AS held FROM desk_line WHERE county = $1 AND desk = $2 AND seq = $3';
      return (await sql.query<{ held: string | null }>(text, [county, desk, seq])).rows[0]?.held ?? undefined;
    },
    async saveDesk(desk) {
      const text = `INSERT INTO desk (county, id, office, name, public_key, revoked, next_seq, last_hash, first_password_for)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (county, id) DO UPDATE SET name = excluded.name, revoked = excluded.revoked,
        next_seq = excluded.next_seq, last_hash = excluded.last_hash, first_password_for = excluded.first_password_for`;
      await sql.query(text, [county, desk.id, desk.office, desk.name, json(desk.publicKey), desk.revoked, desk.nextSeq, desk.lastHash, desk.firstPasswordFor]);
    },
  };
}

function actWrites(sql: Sql, county: string): ActWrites {
  return {
    async act(id) {
      const { rows } = await sql.query<ActColumns>(`SELECT ${ACT_COLUMNS} FROM act WHERE county = $1 AND id = $2`, [county, id]);
      return rows[0] ? actOf(rows[0]) : undefined;
    },
    async saveAct(act) {
      const text = `INSERT INTO act (county, id, desk, seq, body_hash, body, arrived, outcome, n, day, program)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (county, id) DO UPDATE SET
        outcome = excluded.outcome, n = excluded.n, day = excluded.day, program = excluded.program`;
      await sql.query(text, [county, act.id, act.desk, act.seq, act.bodyHash, act.text, act.arrived, json(act.outcome), act.n, act.day, act.program]);
    },
    async saveForked(desk, seq, actHash, body) {
      const text = 'INSERT INTO act_forked (county, desk, seq, act_hash, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';
      await sql.query(text, [county, desk, seq, actHash, body]);
    },
    async setWaits(act, waits) {
      await sql.query('DELETE FROM act_wait WHERE county = $1 AND act = $2', [county, act]);
      if (waits.length === 0) return;
      const text = 'INSERT INTO act_wait (county, kind, ref, act) SELECT $1, kind, ref, $2 FROM unnest($3::text[], $4::text[]) AS w (kind, ref) ON CONFLICT DO NOTHING';
      await sql.query(text, [county, act, waits.map((wait) => wait.kind), waits.map((wait) => wait.ref)]);
    },
    async waitingFor(wait) {
      const text = `SELECT w.act FROM act_wait w JOIN act a ON a.county = w.county AND a.id = w.act
        WHERE w.county = $1 AND w.kind = $2 AND w.ref = $3 ORDER BY a.arrived`;
      return (await sql.query<{ act: string }>(text, [county, wait.kind, wait.ref])).rows.map((row) => row.act);
    },
  };
}

function recordReads(sql: Sql, county: string): RecordReads {
  return {
    async records(ids) {
      const { rows } = await sql.query<RecordColumns>(`SELECT ${RECORD_COLUMNS} FROM record WHERE county = $1 AND id = ANY($2)`, [county, ids]);
      return new Map(rows.map((row) => [row.id, recordOf(row)]));
    },
    async overlay(frames) {
      if (frames.length === 0) return [];
      const text = `SELECT ${RECORD_COLUMNS} FROM record WHERE county = $1 AND frame = ANY($2) ORDER BY id`;
      const { rows } = await sql.query<RecordColumns>(text, [county, frames]);
      return rows.map((row) => recordOf(row) as Awaited<ReturnType<RecordReads['overlay']>>[number]);
    },
    async openClashes(ids) {
      const text = 'SELECT id, clash_of AS of FROM record WHERE county = $1 AND clash_of = ANY($2) ORDER BY id';
      const { rows } = await sql.query<{ id: string; of: string }>(text, [county, ids]);
      const open = new Map<string, string[]>();
      for (const row of rows) open.set(row.of, [...(open.get(row.of) ?? []), row.id]);
      return open;
    },
    async lastAuthors(ids) {
      const text = 'SELECT id, changed_by AS by FROM record WHERE county = $1 AND id = ANY($2) AND changed_by IS NOT NULL';
      return new Map((await sql.query<{ id: string; by: string }>(text, [county, ids])).rows.map((row) => [row.id, row.by]));
    },
  };
}

const SAVE_RECORD = `INSERT INTO record (county, id, kind, office, shown_to, everyone, revision, value, frame, clash_of, changed_by, n)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (county, id) DO UPDATE SET
  office = excluded.office, shown_to = excluded.shown_to, everyone = excluded.everyone, revision = excluded.revision, value = excluded.value,
  frame = excluded.frame, clash_of = excluded.clash_of, changed_by = excluded.changed_by, n = excluded.n`;

const SAVE_CHANGE = `INSERT INTO change (county, n, part, record, kind, office, shown_to, everyone, revision, value, was_office, was_shown_to, was_everyone, history)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`;

const SAVE_USES = 'INSERT INTO piece_use (county, sha256, record) SELECT $1, sha256, $2 FROM unnest($3::text[]) AS u (sha256) ON CONFLICT DO NOTHING';

function openClashOf(record: { readonly kind: string; readonly value: unknown }): string | null {
  if (record.kind !== 'clash' || typeof record.value !== 'object' || record.value === null) return null;
  return 'of' in record.value && typeof record.value.of === 'string' && !('settled' in record.value && record.value.settled) ? record.value.of : null;
}

function recordWrites(sql: Sql, county: string): RecordWrites {
  return {
    async saveChange(change) {
      const { record, was } = change;
      const place = [record.kind, record.office, record.shownTo ?? [], record.everyone ?? false, record.revision, json(record.value)];
      await sql.query(SAVE_RECORD, [county, record.id, ...place, change.frame, openClashOf(record), change.history?.by ?? null, change.n]);
      const before = [was?.office ?? null, was?.shownTo ?? null, was?.everyone ?? null, change.history ? json(change.history) : null];
      await sql.query(SAVE_CHANGE, [county, change.n, change.part, record.id, ...place, ...before]);
      if (change.pieces.length > 0) await sql.query(SAVE_USES, [county, record.id, change.pieces]);
    },
    async publish(row) {
      const text = `INSERT INTO public_notice (county, notice, code, office, state, published) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (county, notice) DO UPDATE SET code = excluded.code, office = excluded.office, state = excluded.state, published = excluded.published`;
      await sql.query(text, [county, row.notice, row.code, row.office, row.state, json(row.published)]);
    },
    async withhold(row) {
      if (row.found.length === 0) {
        await sql.query('DELETE FROM withheld WHERE county = $1 AND notice = $2', [county, row.notice]);
        return;
      }
      const text = `INSERT INTO withheld (county, notice, office, since, found) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (county, notice) DO UPDATE SET office = excluded.office, found = excluded.found`;
      await sql.query(text, [county, row.notice, row.office, row.since, json(row.found)]);
    },
    async publishCounty(published) {
      const text = 'INSERT INTO public_county (county, published) VALUES ($1, $2) ON CONFLICT (county) DO UPDATE SET published = excluded.published';
      await sql.query(text, [county, json(published)]);
    },
  };
}

function pieceWrites(sql: Sql, county: string): PieceWrites {
  return {
    async pieces(hashes) {
      const { rows } = await sql.query<PieceColumns>('SELECT sha256, class, bytes, desk FROM piece WHERE county = $1 AND sha256 = ANY($2)', [county, hashes]);
      return new Map(rows.map((row) => [row.sha256, pieceOf(row)]));
    },
    async savePiece(piece) {
      const text = 'INSERT INTO piece (county, sha256, class, bytes, desk) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';
      await sql.query(text, [county, piece.sha256, piece.class, piece.bytes, piece.desk]);
    },
    async auditPiece(hash, scope, at) {
      const text = 'INSERT INTO person_piece_audit (county, at, sha256, desk, office) VALUES ($1, $2, $3, $4, $5)';
      await sql.query(text, [county, at, hash, scope.desk, scope.office]);
    },
  };
}

/** All of a transaction, on one connection. */
export function txOf(sql: Sql, county: string): ExchangeTx {
  return {
    ...readsOf(sql, county),
    ...orderWrites(sql, county),
    ...chainWrites(sql, county),
    ...actWrites(sql, county),
    ...recordReads(sql, county),
    ...recordWrites(sql, county),
    ...pieceWrites(sql, county),
    ...accessWrites(sql, county),
  };
}
