/** The embedded PostgreSQL and what the county promises on it, with real servers. */
import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { binaryFolder } from '#county/postgres/binaries.ts';
import { runCluster } from '#county/postgres/cluster.ts';
import { alive, machineFolder, packageName, runAs } from '#county/postgres/platform.ts';
import { createCounty } from '#county/queries/county.ts';
import { openDatabase } from '#county/queries/database.ts';
import { migrate, MigrationRefused } from '#county/queries/migrate.ts';
import { storeOn } from '#county/queries/store.ts';
import { partsIn, temporaryFolder, testCluster, type TestCluster } from './cluster.ts';

const postmaster = async (folder: string): Promise<number> => Number((await readFile(path.join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

describe('the supervisor', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('a first start is made within 30 s, closed to other users, with checksums and fsync', async () => {
    const began = performance.now();
    const cluster = await runCluster(await partsIn(folder));
    expect(performance.now() - began).toBeLessThan(30_000);
    const database = openDatabase(cluster.url, 1);
    const settings = await database.query<{ name: string; setting: string }>("SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'data_checksums', 'listen_addresses', 'password_encryption', 'synchronous_commit') ORDER BY name");
    expect(Object.fromEntries(settings.rows.map((row) => [row.name, row.setting]))).toEqual({ data_checksums: 'on', fsync: 'on', listen_addresses: '127.0.0.1', password_encryption: 'scram-sha-256', synchronous_commit: 'on' });
    await database.close();
    const wrong = openDatabase(cluster.url.replace(/:[^:@]+@/, ':wrong@'), 1);
    await expect(wrong.query('SELECT 1')).rejects.toThrow('password authentication failed');
    await wrong.close();
    await cluster.stop();
  }, 60_000);

  test('a server that lost its county is adopted, and stopped with the next one', async () => {
    const script = `
      import { runCluster } from '#county/postgres/cluster.ts';
      import { partsIn } from '#tests/county/cluster.ts';
      await runCluster(await partsIn(${JSON.stringify(folder)}));
      process.kill(process.pid, 'SIGKILL');`;
    const file = path.join(new URL('../../', import.meta.url).pathname, 'out', `orphan-${process.pid}.ts`);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, script);
    await new Promise((resolve) => spawn(process.execPath, [file], { stdio: 'inherit' }).on('close', resolve));
    await rm(file);
    const pid = await postmaster(folder);
    expect(alive(pid)).toBe(true);
    const adopted = await runCluster(await partsIn(folder));
    expect(adopted.how).toBe('adopted');
    expect(await postmaster(folder)).toBe(pid);
    await adopted.stop();
    expect(alive(pid)).toBe(false);
    const again = await runCluster(await partsIn(folder));
    expect(again.how).toBe('started');
    await again.stop();
  }, 60_000);

  test('a living server that does not open to our password is refused, and so is another major version', async () => {
    const running = await runCluster(await partsIn(folder));
    const secret = path.join(folder, 'password');
    const right = await readFile(secret, 'utf8');
    await writeFile(secret, 'not ours');
    await expect(runCluster(await partsIn(folder))).rejects.toMatchObject({ reason: 'foreignServer' });
    await writeFile(secret, right);
    await running.stop();
    const version = path.join(folder, 'postgres', 'PG_VERSION');
    await writeFile(version, '14\n');
    await expect(runCluster(await partsIn(folder))).rejects.toMatchObject({ reason: 'otherMajor', values: { there: '14', ours: '18' } });
    await writeFile(version, '18\n');
  }, 60_000);

  test('programs in a folder that the server user cannot read are copied, with the links the install script would have made', async () => {
    const closed = path.join(folder, 'closed');
    const from = path.dirname(path.dirname(createRequire(import.meta.url).resolve(packageName())));
    await mkdir(closed, { mode: 0o700 });
    await cp(from, path.join(closed, 'package'), { recursive: true, filter: (file) => !/\.so(\.\d+)?$/.test(file) || !file.includes('libicu') });
    await writeFile(path.join(closed, 'package', 'package.json'), JSON.stringify({ version: `test-${process.pid}` }));
    await chmod(closed, 0o700);
    const bin = await binaryFolder(runAs(), undefined, path.join(closed, 'package'));
    // Only root changes to another user; everybody else can read what they own, and the links are made in place.
    expect(bin.startsWith(runAs() ? machineFolder() : closed)).toBe(true);
    const place = await temporaryFolder();
    const cluster = await runCluster({ ...(await partsIn(place)), bin });
    await cluster.stop();
    await rm(place, { recursive: true, force: true });
    if (runAs()) await rm(path.dirname(path.dirname(bin)), { recursive: true, force: true });
  }, 90_000);
});

describe('on a database', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await testCluster();
  }, 60_000);
  afterAll(() => cluster.close());

  test('migrations run once, also when two programs start together; a changed or newer one is refused', async () => {
    const database = await cluster.database();
    expect(await migrate(database)).toBe(0);
    await database.query('DROP SCHEMA public CASCADE');
    await database.query('CREATE SCHEMA public');
    const ran = await Promise.all([migrate(database), migrate(database)]);
    expect(ran[0] + ran[1]).toBe(5);
    await database.query("UPDATE schema_migrations SET sha256 = 'x' WHERE name = '0002-records.sql'");
    await expect(migrate(database)).rejects.toMatchObject({ reason: 'changed', migration: '0002-records.sql' });
    await database.query("INSERT INTO schema_migrations (name, sha256) VALUES ('9999-later.sql', 'x')");
    await database.query("DELETE FROM schema_migrations WHERE name = '0002-records.sql'");
    await expect(migrate(database)).rejects.toBeInstanceOf(MigrationRefused);
  });

  test('numbers are in the order of commits: with 20 writers no reader skips one that commits later', async () => {
    const database = await cluster.database();
    await createCounty(database, 'c', 'e', false);
    const store = storeOn(database, 'c');
    const scope = { desk: 'd', office: 'o', within: ['o'] };
    const seen: number[] = [];
    let writing = true;
    const reader = (async () => {
      for (let after = 0; writing || after < (await store.reads.county()).n; ) {
        for (const change of await store.reads.changes(scope, { after, upTo: Number.MAX_SAFE_INTEGER, limit: 500 })) {
          seen.push(change.n);
          after = change.n;
        }
      }
    })();
    const writer = async (name: number): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        await store.write(async (tx) => {
          const n = await tx.takeNumber();
          const id = `desk:${name}.${turn}`;
          await tx.saveChange({ n, part: 0, record: { id, kind: 'desk', office: 'o', revision: 1, value: { id, office: 'o', name: 'x', enrolledOn: '2021-01-01' } }, was: null, history: null, frame: null, pieces: [] });
          if (turn % 3 === 0) await new Promise((resolve) => setTimeout(resolve, name % 4));
          if (turn === 7) throw new Error('undone');
        }).catch((error: unknown) => {
          if (!(error instanceof Error && error.message === 'undone')) throw error;
        });
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, name) => writer(name)));
    writing = false;
    await reader;
    expect(seen).toEqual(Array.from({ length: 180 }, (_, at) => at + 1));
  }, 60_000);
});
