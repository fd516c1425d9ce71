/** Files that a person has chosen in a dialog. */
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { journalFault } from '../journal/faults.ts';

/** No list that a desk imports is near this; reading more would only fill the memory. */
const LARGEST = 300 * 1024 * 1024;

/** Throws invalidInput when the file is too large to be meant. */
export async function readChosen(file: string): Promise<{ name: string; bytes: Uint8Array }> {
  if ((await stat(file)).size > LARGEST) throw new BridgeError('invalidInput', 'file too large');
  return { name: path.basename(file), bytes: new Uint8Array(await readFile(file)) };
}

/** Written beside and renamed, so that an older file of that name stays whole until the new one is. Throws diskFull. */
export async function writeChosen(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.part`;
  try {
    const handle = await open(beside, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw journalFault(error, 'failed');
  }
}
