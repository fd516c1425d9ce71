/** One embedded PostgreSQL per test file, in a temporary folder; every test gets a database of its own from a migrated template. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { binaryFolder } from '#county/postgres/binaries.ts';
import { runCluster, type ClusterParts } from '#county/postgres/cluster.ts';
import { runAs } from '#county/postgres/platform.ts';
import { openDatabase, type Database } from '#county/queries/database.ts';
import { migrate } from '#county/queries/migrate.ts';

export const random = { bytes: (length: number): Uint8Array => new Uint8Array(randomBytes(length)) };

/** A folder that the server's user can come through. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'county-test-'));
  await chmod(folder, 0o711);
  return folder;
}

export async function partsIn(folder: string): Promise<ClusterParts> {
  const user = runAs();
  return { bin: await binaryFolder(user, undefined), data: path.join(folder, 'postgres'), passwordFile: path.join(folder, 'password'), user, random };
}

export interface TestCluster {
  /** A migrated database of its own. */
  database(): Promise<Database & { readonly url: string }>;
  close(): Promise<void>;
}

export async function testCluster(): Promise<TestCluster> {
  const folder = await temporaryFolder();
  const cluster = await runCluster(await partsIn(folder));
  const template = openDatabase(cluster.url, 2);
  await migrate(template);
  await template.close();
  const base = new URL(cluster.url);
  const admin = new URL(base);
  admin.pathname = '/postgres';
  const open: Database[] = [];
  let made = 0;
  return {
    async database() {
      made += 1;
      const name = `test_${made}`;
      const client = new pg.Client({ connectionString: admin.href });
      await client.connect();
      await client.query(`CREATE DATABASE ${name} TEMPLATE county`);
      await client.end();
      const url = new URL(base);
      url.pathname = `/${name}`;
      const database = openDatabase(url.href, 24);
      open.push(database);
      return { ...database, url: url.href };
    },
    async close() {
      await Promise.all(open.map((database) => database.close()));
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
