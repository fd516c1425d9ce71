/** One data folder of PostgreSQL: made, started, adopted and stopped through `initdb` and `pg_ctl`. */
import { spawn } from 'node:child_process';
import { chmod, chown, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '#domain/ports.ts';
import { alive, isEmpty, localeArguments, ownFolder, program, type RunAs } from './platform.ts';
import { dataFolderOf, ensureDatabase } from './probe.ts';
import { PostgresRefused } from './refused.ts';

const USER = 'county';
const START_SECONDS = 60;
const LIBRARY_MISSING: ReadonlySet<number> = new Set([127, 0xc0000135]);

export interface ClusterParts {
  readonly bin: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly user: RunAs | undefined;
  readonly random: Random;
}

export interface RunningCluster {
  readonly port: number;
  /** How it came to run. */
  readonly how: 'started' | 'adopted';
  /** Address of the county's database. */
  readonly url: string;
  stop(): Promise<void>;
}

async function run(parts: ClusterParts, name: 'initdb' | 'pg_ctl', args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const { user } = parts;
    // Output goes nowhere but a pipe for initdb only: a server that inherits a pipe would keep it open for ever.
    const child = spawn(program(parts.bin, name), [...args], {
      cwd: path.parse(parts.bin).root,
      stdio: ['ignore', name === 'initdb' ? 'pipe' : 'ignore', name === 'initdb' ? 'pipe' : 'ignore'],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...(process.env['SystemRoot'] ? { SystemRoot: process.env['SystemRoot'] } : {}) },
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
      windowsHide: true,
      detached: true,
    });
    const said: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, said: said.join('') }));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

async function readIf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function password(parts: ClusterParts): Promise<string> {
  const known = await readIf(parts.passwordFile);
  if (known) return known.trim();
  const made = Buffer.from(parts.random.bytes(24)).toString('base64url');
  const file = await open(parts.passwordFile, 'wx', 0o600);
  await file.writeFile(made);
  await file.sync();
  await file.close();
  return made;
}

async function initialise(parts: ClusterParts, secret: string): Promise<void> {
  await ownFolder(parts.data, parts.user);
  const pwfile = `${parts.data}.pw`;
  await writeFile(pwfile, secret, { mode: 0o600 });
  try {
    if (parts.user) await chown(pwfile, parts.user.uid, parts.user.gid);
    const args = ['-D', parts.data, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${pwfile}`, '-E', 'UTF8', '--data-checksums', ...localeArguments()];
    const done = await run(parts, 'initdb', args);
    if (done.code === 0) return;
    // What initdb leaves behind when it fails is worth nothing, and an empty folder can be tried again.
    await rm(parts.data, { recursive: true, force: true });
    throw new PostgresRefused(LIBRARY_MISSING.has(done.code) ? 'libraryMissing' : 'initFailed', { said: done.said.slice(-2000) });
  } finally {
    await rm(pwfile, { force: true });
  }
}

async function checkMajor(parts: ClusterParts): Promise<void> {
  const there = (await readIf(path.join(parts.data, 'PG_VERSION')))?.trim();
  const share = path.join(path.dirname(parts.bin), 'share', 'postgresql', 'postgres.bki');
  const ours = /^# PostgreSQL (\d+)/.exec((await readIf(share)) ?? '')?.[1];
  if (there !== undefined && ours !== undefined && there !== ours) throw new PostgresRefused('otherMajor', { there, ours });
}

/** A server that still runs on the folder: port and process id. Gone ones are not reported. */
async function orphan(parts: ClusterParts): Promise<{ readonly pid: number; readonly port: number } | undefined> {
  const lines = (await readIf(path.join(parts.data, 'postmaster.pid')))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 && alive(pid) ? { pid, port } : undefined;
}

function urlOf(port: number, secret: string, database: string): string {
  return `postgres://${USER}:${secret}@127.0.0.1:${port}/${database}`;
}

/** Whether the server on the port opens to our password and serves our folder. */
async function isOurs(parts: ClusterParts, port: number, secret: string): Promise<boolean> {
  try {
    return (await stat(await dataFolderOf(urlOf(port, secret, 'postgres')))).ino === (await stat(parts.data)).ino;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/**
 * A server that was killed a moment ago may still be going: its process waits to be cleared away and counts as alive,
 * its memory as used. PostgreSQL then refuses to start, and is right for that moment.
 */
const LAST_ONE_STILL_GOES = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;
const TRIES = 3;
const TRIES_WHILE_LAST_ONE_GOES = 40;

async function start(parts: ClusterParts): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c shared_buffers=128MB -c max_connections=60 -c fsync=on -c synchronous_commit=on`;
    const log = path.join(parts.data, 'server.log');
    const done = await run(parts, 'pg_ctl', ['start', '-D', parts.data, '-w', '-t', String(START_SECONDS), '-s', '-l', log, '-o', options]);
    if (done.code === 0) return port;
    if (LIBRARY_MISSING.has(done.code)) throw new PostgresRefused('libraryMissing');
    const said = ((await readIf(log)) ?? '').slice(-2000);
    const goes = LAST_ONE_STILL_GOES.test(said.slice(-600));
    if (tries >= (goes ? TRIES_WHILE_LAST_ONE_GOES : TRIES)) throw new PostgresRefused('startFailed', { said });
    await pause(Math.min(100 * tries, 1000));
  }
}

/** Makes the folder where there is none, and gets a server on it running: ours that still runs, or a new one. */
export async function runCluster(parts: ClusterParts): Promise<RunningCluster> {
  const secret = await password(parts);
  if (await isEmpty(parts.data)) await initialise(parts, secret);
  await chmod(parts.data, 0o700);
  await checkMajor(parts);
  const running = await orphan(parts);
  const ours = running !== undefined && (await isOurs(parts, running.port, secret));
  // A process id can be taken again by a stranger after a crash; only a server that holds our folder is in the way.
  if (running && !ours && (await run(parts, 'pg_ctl', ['status', '-D', parts.data])).code === 0) throw new PostgresRefused('foreignServer', { pid: String(running.pid) });
  const port = running && ours ? running.port : await start(parts);
  await ensureDatabase(urlOf(port, secret, 'postgres'));
  return {
    port,
    how: ours ? 'adopted' : 'started',
    url: urlOf(port, secret, 'county'),
    async stop() {
      const done = await run(parts, 'pg_ctl', ['stop', '-D', parts.data, '-m', 'fast', '-w', '-t', '60', '-s']);
      if (done.code !== 0 && (await orphan(parts))) throw new PostgresRefused('startFailed', { said: 'pg_ctl stop' });
    },
  };
}

/** The server that already runs on the folder, for a second program beside the county. */
export async function runningCluster(parts: ClusterParts): Promise<string | undefined> {
  const running = await orphan(parts);
  const secret = await readIf(parts.passwordFile);
  if (!running || !secret || !(await isOurs(parts, running.port, secret.trim()))) return undefined;
  return urlOf(running.port, secret.trim(), 'county');
}
