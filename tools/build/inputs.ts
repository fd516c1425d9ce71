/** One hash over everything a build step reads, so that a step whose inputs did not change is not run again. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Hex SHA-256 over names and bytes of all files under `places` (files or folders, relative to `root`); missing ones count as absent. */
export async function hashOfInputs(root: string, places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const place of [...places].sort()) {
    for (const file of await filesUnder(path.join(root, place))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(await readFile(file));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

/** All files under a folder (or the file itself), sorted; none when it is not there. */
export async function filesUnder(place: string): Promise<string[]> {
  let entries;
  try {
    entries = await readdir(place, { withFileTypes: true, recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTDIR') return [place];
    if (code === 'ENOENT') return [];
    throw error;
  }
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name)).sort();
}
