/** The county row itself, and facts operators ask for. */
import type { WithheldRow } from '../exchange/publish.ts';
import { opensDatabase, type Database, type Sql } from './database.ts';

export interface CountyFacts {
  readonly county: string;
  readonly demo: boolean;
}

/** The county this database holds, if it was set up. */
export async function countyFacts(sql: Sql): Promise<CountyFacts | undefined> {
  return (await sql.query<CountyFacts>('SELECT county, demo FROM county ORDER BY county LIMIT 1')).rows[0];
}

export async function createCounty(sql: Sql, county: string, epoch: string, demo: boolean): Promise<void> {
  await sql.query('INSERT INTO county (county, epoch, demo) VALUES ($1, $2, $3)', [county, epoch, demo]);
}

/** Whether the database answers. */
export async function answers(sql: Sql): Promise<boolean> {
  return (await sql.query<{ one: number }>('SELECT 1 AS one')).rows[0]?.one === 1;
}

export interface HeldByDesk {
  readonly seq: number;
  readonly act: string;
  readonly outcome: string;
}

/** What a desk has sent that is not decided yet: held, waiting and forked lines, for the operator who revokes it. */
export async function undecidedOf(sql: Sql, county: string, desk: string): Promise<readonly HeldByDesk[]> {
  const text = `SELECT l.seq, l.act, coalesce(CASE WHEN l.held THEN 'held' ELSE a.outcome->>'outcome' END, 'forked') AS outcome
    FROM desk_line l LEFT JOIN act a ON a.county = l.county AND a.id = l.act
    WHERE l.county = $1 AND l.desk = $2 AND (l.held OR a.n = 0 OR a.n IS NULL)
    UNION ALL SELECT f.seq, f.act_hash AS act, 'forked' AS outcome FROM act_forked f WHERE f.county = $1 AND f.desk = $2
    ORDER BY seq`;
  return (await sql.query<HeldByDesk>(text, [county, desk])).rows;
}

/** Kinds of verbs for which acts wait until a newer program knows them. */
export async function awaitedPrograms(sql: Sql, county: string): Promise<readonly string[]> {
  return (await sql.query<{ ref: string }>("SELECT DISTINCT ref FROM act_wait WHERE county = $1 AND kind = 'program'", [county])).rows.map((row) => row.ref);
}

/** Notices whose document the final scan keeps from the public pages, for the operator. */
export async function withheldOf(sql: Sql, county: string): Promise<readonly WithheldRow[]> {
  const text = 'SELECT notice, office, since, found FROM withheld WHERE county = $1 ORDER BY since, notice';
  return (await sql.query<WithheldRow>(text, [county])).rows;
}

export interface DeskLine {
  readonly id: string;
  readonly office: string;
  readonly name: string;
  readonly revoked: boolean;
  readonly lastSeq: number;
}

export async function desksOf(sql: Sql, county: string): Promise<readonly DeskLine[]> {
  const text = 'SELECT id, office, name, revoked, next_seq - 1 AS "lastSeq" FROM desk WHERE county = $1 ORDER BY office, id';
  return (await sql.query<DeskLine>(text, [county])).rows;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export interface PublicRole {
  readonly name: string;
  readonly password: string;
  /** The database's address under that role. */
  readonly url: string;
}

/**
 * Gives the public pages their own role, which reads two tables and nothing else. A role that opens with our password
 * is left as it is: in a cluster that several counties share it may serve more than one database.
 */
export async function grantPublicRole(database: Database, role: PublicRole): Promise<void> {
  await database.transaction(async (sql) => {
    const known = await sql.query('SELECT 1 AS found FROM pg_roles WHERE rolname = $1', [role.name]);
    if (known.rows.length === 0) await sql.query(`CREATE ROLE ${role.name} NOSUPERUSER NOCREATEDB NOCREATEROLE LOGIN PASSWORD ${quoted(role.password)}`);
    await sql.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role.name}`);
    await sql.query(`GRANT USAGE ON SCHEMA public TO ${role.name}`);
    await sql.query(`GRANT SELECT ON public_notice, public_county TO ${role.name}`);
  });
  if (!(await opensDatabase(role.url))) await database.query(`ALTER ROLE ${role.name} WITH LOGIN PASSWORD ${quoted(role.password)}`);
}
