/** Codes, passwords, keys, nonces and tokens on PostgreSQL. */
import type { CodeRow, ExchangeTx, KeyRow } from '../exchange/store.ts';
import type { Sql } from './database.ts';

type AccessWrites = Pick<
  ExchangeTx,
  'keys' | 'saveKey' | 'saveCredential' | 'code' | 'saveCode' | 'saveTry' | 'tries' | 'saveNonce' | 'takeNonce' | 'saveToken' | 'forget'
>;

const CODE = 'SELECT hash, office, expires, reusable, used_by AS "usedBy", first_password_for AS "firstPasswordFor" FROM enrolment_code';

function keyWrites(sql: Sql, county: string): Pick<AccessWrites, 'keys' | 'saveKey' | 'saveCredential'> {
  return {
    async keys(account) {
      const text = 'SELECT account, key, public_key AS "publicKey", desk FROM actor_key WHERE county = $1 AND account = $2 ORDER BY key';
      return (await sql.query<KeyRow>(text, [county, account])).rows;
    },
    async saveKey(key) {
      const text = 'INSERT INTO actor_key (county, account, key, public_key, desk) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING';
      await sql.query(text, [county, key.account, key.key, JSON.stringify(key.publicKey), key.desk]);
    },
    async saveCredential(one) {
      const text = `INSERT INTO credential (county, account, salt, hash, memory, passes, parallelism) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (county, account) DO UPDATE SET salt = excluded.salt, hash = excluded.hash, memory = excluded.memory,
        passes = excluded.passes, parallelism = excluded.parallelism`;
      await sql.query(text, [county, one.account, one.salt, one.hash, one.memory, one.passes, one.parallelism]);
    },
  };
}

export function accessWrites(sql: Sql, county: string): AccessWrites {
  return {
    ...keyWrites(sql, county),
    async code(hash) {
      return (await sql.query<CodeRow>(`${CODE} WHERE county = $1 AND hash = $2 FOR UPDATE`, [county, hash])).rows[0];
    },
    async saveCode(code) {
      const text = `INSERT INTO enrolment_code (county, hash, office, expires, reusable, used_by, first_password_for) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (county, hash) DO UPDATE SET expires = excluded.expires, used_by = excluded.used_by`;
      await sql.query(text, [county, code.hash, code.office, code.expires, code.reusable, code.usedBy, code.firstPasswordFor]);
    },
    async saveTry(name, at) {
      await sql.query('INSERT INTO access_try (county, name, at) VALUES ($1, $2, $3)', [county, name, at]);
    },
    async tries(name, since) {
      const text = 'SELECT count(*) AS tries FROM access_try WHERE county = $1 AND name = $2 AND at >= $3';
      return (await sql.query<{ tries: number }>(text, [county, name, since])).rows[0]?.tries ?? 0;
    },
    async saveNonce(hash, desk, expires) {
      await sql.query('INSERT INTO token_nonce (county, hash, desk, expires) VALUES ($1, $2, $3, $4)', [county, hash, desk, expires]);
    },
    async takeNonce(hash) {
      const text = 'DELETE FROM token_nonce WHERE county = $1 AND hash = $2 RETURNING desk, expires';
      return (await sql.query<{ desk: string; expires: number }>(text, [county, hash])).rows[0];
    },
    async saveToken(hash, desk, expires) {
      await sql.query('INSERT INTO token (county, hash, desk, expires) VALUES ($1, $2, $3, $4)', [county, hash, desk, expires]);
    },
    async forget(before) {
      await sql.query('DELETE FROM token_nonce WHERE county = $1 AND expires < $2', [county, before]);
      await sql.query('DELETE FROM token WHERE county = $1 AND expires < $2', [county, before]);
      await sql.query('DELETE FROM access_try WHERE county = $1 AND at < $2', [county, before]);
    },
  };
}
