/** The PostgreSQL server itself: its folder and its databases. */
import type { Sql } from './database.ts';

export async function dataFolderOf(sql: Sql): Promise<string> {
  return (await sql.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder")).rows[0]?.folder ?? '';
}

/** Makes the database of the county where there is none. `name` is ours and never typed by anyone. */
export async function ensureDatabase(sql: Sql, name: 'county'): Promise<void> {
  const known = await sql.query('SELECT 1 AS found FROM pg_database WHERE datname = $1', [name]);
  if (known.rows.length === 0) await sql.query(`CREATE DATABASE ${name}`);
}
