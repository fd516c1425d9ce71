/** Making names durable: a file is only safe when the folder that names it has been synced too. */
import { open } from 'node:fs/promises';

/** Syncs a folder's entries. Windows cannot open folders for that and needs no such step on NTFS. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
