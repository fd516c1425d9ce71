/** Reads of the exchange on PostgreSQL. Scope is part of the statement: what a desk may not see never leaves the database. */
import type { Credential, ExchangeReads, Scope, TokenRow } from '../exchange/store.ts';
import type { Sql } from './database.ts';
import {
  ACT_COLUMNS, actOf, changeOf, countyOf, DESK_COLUMNS, deskOf, pieceOf, RECORD_COLUMNS, recordOf, type ActColumns, type ChangeColumns,
  type CountyColumns, type DeskColumns, type PieceColumns, type RecordColumns,
} from './rows.ts';

/** `$2` the desk's office, `$3` the offices within it. */
const sees = (table: string): string => `(${table}.everyone OR ${table}.office = ANY($3) OR $2 = ANY(${table}.shown_to))`;

const CHANGES = `
  SELECT * FROM (
    SELECT c.n, c.part, c.record AS id, c.kind, c.office, c.shown_to, c.everyone, c.revision, c.value, c.history,
      ${sees('c')} AS sees,
      (c.was_everyone OR c.was_office = ANY($3) OR $2 = ANY(c.was_shown_to)) AS saw,
      ${sees('r')} AS sees_now
    FROM change c LEFT JOIN record r ON r.county = c.county AND r.id = c.record
    WHERE c.county = $1 AND c.n > $4 AND c.n <= $5
  ) AS lines
  WHERE sees OR saw
  ORDER BY n, part
  LIMIT $6`;

const PIECE_IN_SCOPE = `
  SELECT 1 AS found FROM piece_use u JOIN record r ON r.county = u.county AND r.id = u.record
  WHERE u.county = $1 AND u.sha256 = $4 AND ((r.everyone AND NOT $5) OR r.office = ANY($3) OR $2 = ANY(r.shown_to))
  LIMIT 1`;

export function readsOf(sql: Sql, county: string): ExchangeReads {
  const one = async <R extends object, T>(text: string, values: readonly unknown[], turn: (row: R) => T): Promise<T | undefined> => {
    const { rows } = await sql.query<R>(text, [county, ...values]);
    return rows[0] ? turn(rows[0]) : undefined;
  };
  return {
    async county() {
      const row = await one<CountyColumns, CountyColumns>('SELECT county, epoch, n, world_n FROM county WHERE county = $1', [], (found) => found);
      if (!row) throw new Error('this database holds no such county');
      return countyOf(row);
    },
    desk: (id) => one<DeskColumns, ReturnType<typeof deskOf>>(`SELECT ${DESK_COLUMNS} FROM desk WHERE county = $1 AND id = $2`, [id], deskOf),
    token: (hash) =>
      one<TokenRow, TokenRow>(
        'SELECT t.desk, t.expires, d.office, d.revoked FROM token t JOIN desk d ON d.county = t.county AND d.id = t.desk WHERE t.county = $1 AND t.hash = $2',
        [hash],
        (row) => row,
      ),
    async recordsOfKinds(kinds) {
      const { rows } = await sql.query<RecordColumns>(`SELECT ${RECORD_COLUMNS} FROM record WHERE county = $1 AND kind = ANY($2) ORDER BY id`, [county, kinds]);
      return rows.map(recordOf);
    },
    async changes(scope, range) {
      const values = [county, scope.office, scope.within, range.after, range.upTo, range.limit];
      return (await sql.query<ChangeColumns>(CHANGES, values)).rows.map(changeOf);
    },
    async receipts(desk, after, upTo) {
      const text = `SELECT ${ACT_COLUMNS} FROM act WHERE county = $1 AND desk = $2 AND n > $3 AND n <= $4 ORDER BY n`;
      return (await sql.query<ActColumns>(text, [county, desk, after, upTo])).rows.map(actOf);
    },
    piece: (hash) => one<PieceColumns, ReturnType<typeof pieceOf>>('SELECT sha256, class, bytes, desk FROM piece WHERE county = $1 AND sha256 = $2', [hash], pieceOf),
    async pieceInScope(hash, scope: Scope, strict) {
      return (await sql.query(PIECE_IN_SCOPE, [county, scope.office, scope.within, hash, strict])).rows.length > 0;
    },
    credential: (account) =>
      one<Credential, Credential>('SELECT account, salt, hash, memory, passes, parallelism FROM credential WHERE county = $1 AND account = $2', [account], (row) => row),
  };
}
