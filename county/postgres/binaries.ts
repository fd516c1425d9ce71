/** Finds the PostgreSQL programs: a folder given by PG_BIN_DIR, or the package for this platform, made runnable. */
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { PostgresRefused } from './refused.ts';
import { machineFolder, packageName, plainPath, program, reachable, type RunAs } from './platform.ts';

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false;
    throw error;
  }
}

function packageFolder(): string {
  const name = packageName();
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') throw new PostgresRefused('noBinaries', { package: name });
    throw error;
  }
}

/**
 * The package lists the links between its libraries instead of carrying them, and its install script may not have run.
 * Returns false where the folder cannot be written.
 */
async function link(folder: string): Promise<boolean> {
  const list = path.join(folder, 'native', 'pg-symlinks.json');
  if (!(await exists(list))) return true;
  for (const { source, target } of symlinkList.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const to = path.join(folder, target);
    if (await exists(to)) continue;
    try {
      await rm(to, { force: true });
      await symlink(path.relative(path.dirname(to), path.join(folder, source)), to);
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM')) return false;
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return true;
}

async function copied(from: string): Promise<string> {
  const { version } = z.looseObject({ version: z.string() }).parse(JSON.parse(await readFile(path.join(from, 'package.json'), 'utf8')));
  const to = path.join(machineFolder(), `postgresql-${version}`);
  if (await exists(path.join(to, 'package.json'))) return to;
  const half = `${to}.${process.pid}`;
  await mkdir(machineFolder(), { recursive: true, mode: 0o755 });
  await cp(from, half, { recursive: true, verbatimSymlinks: true });
  await link(half);
  try {
    await rename(half, to);
  } catch (error) {
    // Another county on this machine was quicker; its copy is as good.
    await rm(half, { recursive: true, force: true });
    if (!(await exists(path.join(to, 'package.json')))) throw error;
  }
  return to;
}

/** The folder with `initdb`, `pg_ctl` and `postgres`, readable by the user who will run them. */
export async function binaryFolder(user: RunAs | undefined, given: string | undefined, from?: string): Promise<string> {
  if (given !== undefined && given !== '') {
    if (!(await exists(program(given, 'pg_ctl')))) throw new PostgresRefused('noBinaries', { package: given });
    return given;
  }
  const folder = from ?? packageFolder();
  const usable = plainPath(folder) && (await reachable(path.join(folder, 'native', 'bin', 'x'), user)) && (await link(folder));
  return path.join(usable ? folder : await copied(folder), 'native', 'bin');
}
