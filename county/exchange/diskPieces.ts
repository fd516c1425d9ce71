/** Bytes of pieces on disk: `pieces/ab/cd/<sha256>`, written beside and renamed, durable when `put` returns. */
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Sha256 } from '#domain/hash.ts';
import type { Ids } from '#domain/ports.ts';
import type { PieceStore } from './store.ts';

function missing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export class DiskPieces implements PieceStore {
  readonly #root: string;
  readonly #ids: Ids;

  constructor(root: string, ids: Ids) {
    this.#root = root;
    this.#ids = ids;
  }

  #place(hash: Sha256): string {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError('not a piece hash');
    return path.join(this.#root, hash.slice(0, 2), hash.slice(2, 4), hash);
  }

  async put(hash: Sha256, bytes: Uint8Array): Promise<void> {
    const place = this.#place(hash);
    const known = await stat(place).catch((error: unknown) => {
      if (missing(error)) return undefined;
      throw error;
    });
    if (known?.size === bytes.length) return;
    const folder = path.dirname(place);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const half = `${place}.${this.#ids.next()}`;
    const file = await open(half, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(half, place);
    // The folders may be new as well; without them a power cut would take the file away again.
    for (const parent of [folder, path.dirname(folder), this.#root]) await syncFolder(parent);
  }

  async get(hash: Sha256): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.#place(hash));
    } catch (error) {
      if (missing(error)) return undefined;
      throw error;
    }
  }

  async range(hash: Sha256, start: number, end: number): Promise<Uint8Array | undefined> {
    try {
      const file = await open(this.#place(hash), 'r');
      try {
        const part = Buffer.alloc(end - start + 1);
        const { bytesRead } = await file.read(part, 0, part.length, start);
        return part.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (missing(error)) return undefined;
      throw error;
    }
  }
}
