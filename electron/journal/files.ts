/** Whole files that are there or not, never half: written beside, synced, renamed, folder synced. */
import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../platform/folder.ts';
import { errno } from './faults.ts';
import { checksum } from './lines.ts';

/** Begins every name that is still being written; what is left of them at start was never acknowledged. */
export const UNFINISHED = '.unfinished-';

/** Writes a framed file atomically; the caller syncs the folder. */
export async function writeFramed(file: string, bytes: Uint8Array): Promise<void> {
  const beside = path.join(path.dirname(file), UNFINISHED + path.basename(file));
  try {
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(Buffer.concat([Buffer.from(`F1 ${bytes.length} ${checksum(bytes)}\n`), bytes]));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** The bytes of a framed file; `missing`, or `damaged` when they no longer check. */
export async function readFramed(file: string): Promise<Uint8Array | 'missing' | 'damaged'> {
  let whole: Buffer;
  try {
    whole = await readFile(file);
  } catch (error) {
    if (errno(error) === 'ENOENT') return 'missing';
    throw error;
  }
  const head = /^F1 (\d{1,15}) ([0-9a-f]{32})\n/.exec(whole.subarray(0, 64).toString('latin1'));
  if (!head) return 'damaged';
  const bytes = new Uint8Array(whole.subarray(head[0].length));
  return bytes.length === Number(head[1]) && checksum(bytes) === head[2] ? bytes : 'damaged';
}

/** Sets bytes apart under their own checksum; the same bytes are kept once. Nothing is ever deleted there. */
export async function setApart(folder: string, origin: string, bytes: Uint8Array): Promise<void> {
  const file = path.join(folder, `${origin}.${checksum(bytes)}`);
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(folder);
}
