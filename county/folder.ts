/** The county's data folder: whose it is, whether it is a demo, and that one county at a time works on it. */
import { chmod, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { writeSecret } from './exchange/countyKeys.ts';
import { alive } from './postgres/platform.ts';

/** Why a county does not start; `command.county.refused.<reason>` is the sentence. */
export type RefusalReason = 'alreadyRunning' | 'folderForeign' | 'folderIsDemo' | 'folderNotDemo' | 'folderUnreadable';

export class CountyRefused extends Error {
  readonly reason: RefusalReason;
  readonly values: { readonly [name: string]: string };

  constructor(reason: RefusalReason, values: { readonly [name: string]: string } = {}) {
    super(`county: ${reason} ${JSON.stringify(values)}`);
    this.reason = reason;
    this.values = values;
  }
}

const markSchema = z.looseObject({ format: z.literal(1), demo: z.boolean() });
const MARK = 'county.json';
const LOCK = 'county.lock';

/** Left by file systems and people's tools; says nothing about whose folder it is. */
const NOTHING: ReadonlySet<string> = new Set(['lost+found', 'desktop.ini', 'Thumbs.db']);

async function readIf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Makes or checks the folder. A demo folder stays one for ever, and nothing else becomes one. */
export async function claimFolder(folder: string, demo: boolean): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const isDemo = await folderIsDemo(folder);
  if (isDemo !== undefined) {
    if (isDemo && !demo) throw new CountyRefused('folderIsDemo', { folder });
    if (!isDemo && demo) throw new CountyRefused('folderNotDemo', { folder });
    return;
  }
  const foreign = (await readdir(folder)).filter((name) => !name.startsWith('.') && !NOTHING.has(name) && name !== LOCK);
  if (foreign.length > 0) throw new CountyRefused(demo ? 'folderNotDemo' : 'folderForeign', { folder });
  await writeSecret(path.join(folder, MARK), `${JSON.stringify({ format: 1, demo })}\n`);
}

/** Whether the folder is a demo, or undefined when no county was ever set up in it. */
export async function folderIsDemo(folder: string): Promise<boolean | undefined> {
  const mark = await readIf(path.join(folder, MARK));
  const parsed = mark === undefined ? undefined : markSchema.safeParse(jsonOf(mark));
  return parsed?.success ? parsed.data.demo : undefined;
}

/** PostgreSQL runs as another user when we are root; that user has to come through the folder. */
export async function openForServer(folder: string): Promise<void> {
  if (process.getuid?.() === 0) await chmod(folder, 0o711);
}

/** When the process began, where the system tells; a process id alone may be somebody else's after a restart. */
async function beginning(pid: number): Promise<string> {
  const stat = await readIf(`/proc/${pid}/stat`).catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

async function holder(file: string): Promise<number | undefined> {
  const [pid = '', began = ''] = ((await readIf(file)) ?? '').split(' ');
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0 || !alive(number)) return undefined;
  return began === (await beginning(number)) ? number : undefined;
}

/** Whether a county works on the folder now. */
export async function isRunning(folder: string): Promise<boolean> {
  return (await holder(path.join(folder, LOCK))) !== undefined;
}

/** Takes the folder for this process; gives back how to let go of it. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, LOCK);
  for (let tries = 1; ; tries += 1) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(`${process.pid} ${await beginning(process.pid)}`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = await holder(file);
      if (pid !== undefined || tries > 3) throw new CountyRefused('alreadyRunning', { folder, pid: String(pid ?? '') });
      await rm(file, { force: true });
    }
  }
}
