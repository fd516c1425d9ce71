/** Runs the numbered files of `county/migrations` that a database has not seen, one transaction each, behind a locked row. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sha256Hex } from '#domain/hash.ts';
import type { Database, Sql } from './database.ts';

const FOLDER = fileURLToPath(new URL('../migrations/', import.meta.url));

/** A database that this program must not touch: a migration was changed, or comes from a newer program. */
export class MigrationRefused extends Error {
  readonly reason: 'changed' | 'newer';
  readonly migration: string;

  constructor(reason: 'changed' | 'newer', migration: string) {
    super(`migration ${migration} in the database is ${reason}`);
    this.reason = reason;
    this.migration = migration;
  }
}

interface Applied {
  readonly name: string;
  readonly sha256: string;
}

async function prepare(database: Database): Promise<void> {
  // Two programs starting at once: IF NOT EXISTS may still collide in the catalogue, and then the other one made it.
  await database.query('CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL)').catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error;
  });
  await database.query("INSERT INTO schema_migrations (name, sha256) VALUES ('lock', '') ON CONFLICT DO NOTHING");
}

async function applyNext(sql: Sql, files: readonly Applied[], textOf: (name: string) => Promise<string>): Promise<boolean> {
  await sql.query("SELECT name FROM schema_migrations WHERE name = 'lock' FOR UPDATE");
  const applied = await sql.query<{ name: string; sha256: string }>("SELECT name, sha256 FROM schema_migrations WHERE name <> 'lock' ORDER BY name");
  for (const row of applied.rows) {
    const file = files.find((one) => one.name === row.name);
    if (!file) throw new MigrationRefused('newer', row.name);
    if (file.sha256 !== row.sha256) throw new MigrationRefused('changed', row.name);
  }
  const next = files.find((file) => !applied.rows.some((row) => row.name === file.name));
  if (!next) return false;
  await sql.query(await textOf(next.name));
  await sql.query('INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)', [next.name, next.sha256]);
  return true;
}

/** Brings the database up to this program. Returns how many migrations ran; run twice, the second time is 0. */
export async function migrate(database: Database, folder = FOLDER): Promise<number> {
  await prepare(database);
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name)).sort();
  const textOf = (name: string): Promise<string> => readFile(`${folder}/${name}`, 'utf8');
  const files = await Promise.all(names.map(async (name) => ({ name, sha256: sha256Hex(Buffer.from(await textOf(name))) })));
  let ran = 0;
  while (await database.transaction((sql) => applyNext(sql, files, textOf))) ran += 1;
  return ran;
}
