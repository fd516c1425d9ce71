/**
 * The journal folder: own acts and their pieces, outside the browser profile, on disk before the screen says saved.
 *
 *   segments/000001.log …   lines, appended and synced; a new segment after 8 MiB
 *   pieces/<sha256>         sealed bytes, one framed file each
 *   keys, keys.before       key wraps and certificates, and the generation before
 *   damaged/                what repair set apart; nothing there is ever deleted
 *
 * Repair runs at start and needs no key. A torn end of the last segment was never acknowledged: it is set apart and cut.
 * A damaged line stays where it is, a copy is set apart, and it is counted.
 */
import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { JournalLine } from '#wire/bridge/contract.ts';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { syncFolder } from '../platform/folder.ts';
import { journalFault } from './faults.ts';
import { readFramed, setApart, UNFINISHED, writeFramed } from './files.ts';
import { formatLine, readSegment } from './lines.ts';

export interface SealedPiece {
  readonly sha256: string;
  readonly sealed: Uint8Array;
}

/** All calls run one after the other. They throw BridgeError: diskFull, journalConflict, journalUnreadable, failed. */
export interface Journal {
  /** Pieces first, then lines; on disk when it returns, or nothing of the lines is there. */
  append(pieces: readonly SealedPiece[], lines: readonly JournalLine[]): Promise<{ lines: number; pieces: number }>;
  read(): Promise<{ lines: JournalLine[]; pieces: string[]; damaged: number }>;
  piece(sha256: string): Promise<Uint8Array | null>;
  readKeys(): Promise<string | null>;
  writeKeys(text: string): Promise<void>;
  close(): Promise<void>;
}

const SEGMENT_BYTES = 8 * 1024 * 1024;
const SEGMENT_NAME = /^\d{6}\.log$/;

/** Opens the folder (made when missing), repairs it and knows every line in it. `segmentBytes` is smaller in tests. */
export async function openJournal(folder: string, segmentBytes = SEGMENT_BYTES): Promise<Journal> {
  try {
    const files = new JournalFiles(folder, segmentBytes);
    await files.open();
    return serialised(files);
  } catch (error) {
    throw journalFault(error, 'journalUnreadable');
  }
}

function serialised(files: JournalFiles): Journal {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(otherwise: 'failed' | 'journalUnreadable', work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work).catch((error: unknown) => Promise.reject(journalFault(error, otherwise)));
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    append: (pieces, lines) => inTurn('failed', () => files.append(pieces, lines)),
    read: () => inTurn('journalUnreadable', () => files.read()),
    piece: (sha256) => inTurn('journalUnreadable', () => files.piece(sha256)),
    readKeys: () => inTurn('journalUnreadable', () => files.readKeys()),
    writeKeys: (text) => inTurn('failed', () => files.writeKeys(text)),
    close: () => inTurn('failed', () => files.close()),
  };
}

class JournalFiles {
  private readonly folder: string;
  private readonly segmentBytes: number;
  private readonly segments: string;
  private readonly pieces: string;
  private readonly damaged: string;
  /** Hash of the line under `desk seq`. */
  private readonly known = new Map<string, string>();
  private readonly heldPieces = new Set<string>();
  private number = 1;
  private length = 0;
  private handle: FileHandle | undefined;

  constructor(folder: string, segmentBytes: number) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.segments = path.join(folder, 'segments');
    this.pieces = path.join(folder, 'pieces');
    this.damaged = path.join(folder, 'damaged');
  }

  async open(): Promise<void> {
    for (const each of [this.folder, this.segments, this.pieces, this.damaged]) await mkdir(each, { recursive: true, mode: 0o700 });
    await syncFolder(path.dirname(this.folder));
    await syncFolder(this.folder);
    for (const name of await readdir(this.folder)) if (name.startsWith(UNFINISHED)) await rm(path.join(this.folder, name), { force: true });
    for (const name of await readdir(this.pieces)) {
      if (name.startsWith(UNFINISHED)) await rm(path.join(this.pieces, name), { force: true });
      else if (/^[0-9a-f]{64}$/.test(name)) this.heldPieces.add(name);
    }
    const names = await this.segmentNames();
    for (const [index, name] of names.entries()) await this.repair(name, index === names.length - 1);
    await this.startSegment(names.length > 0 ? Number.parseInt(names.at(-1) ?? '1', 10) : 1);
  }

  private async segmentNames(): Promise<string[]> {
    return (await readdir(this.segments)).filter((name) => SEGMENT_NAME.test(name)).sort();
  }

  private async repair(name: string, isLast: boolean): Promise<void> {
    const file = path.join(this.segments, name);
    const segment = readSegment(await readFile(file));
    for (const bytes of segment.damaged) await setApart(this.damaged, name, bytes);
    if (segment.torn.length > 0) await setApart(this.damaged, name, segment.torn);
    for (const line of segment.lines) this.remember(line);
    if (!isLast || (segment.torn.length === 0 && !segment.needsNewline)) return;
    const handle = await open(file, 'r+');
    try {
      if (segment.needsNewline) await handle.write('\n', segment.good);
      else await handle.truncate(segment.good);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  private async startSegment(number: number): Promise<FileHandle> {
    await this.handle?.close();
    this.number = number;
    this.handle = await open(path.join(this.segments, `${String(number).padStart(6, '0')}.log`), 'a', 0o600);
    this.length = (await this.handle.stat()).size;
    await syncFolder(this.segments);
    return this.handle;
  }

  private remember(line: JournalLine): void {
    // The first of two lines under one number stands; the second can only come from a copied folder and is kept on disk.
    if (!this.known.has(key(line))) this.known.set(key(line), line.hash);
  }

  async append(pieces: readonly SealedPiece[], lines: readonly JournalLine[]): Promise<{ lines: number; pieces: number }> {
    const fresh = this.freshLines(lines);
    let wrote = false;
    for (const piece of pieces) {
      if (this.heldPieces.has(piece.sha256)) continue;
      await writeFramed(path.join(this.pieces, piece.sha256), piece.sealed);
      wrote = true;
    }
    if (wrote) await syncFolder(this.pieces);
    for (const piece of pieces) this.heldPieces.add(piece.sha256);
    if (fresh.length > 0) await this.appendLines(fresh);
    return { lines: lines.length, pieces: pieces.length };
  }

  /** Those not yet there; the same line twice is fine, another under a known desk and seq is not. */
  private freshLines(lines: readonly JournalLine[]): JournalLine[] {
    const fresh = new Map<string, JournalLine>();
    for (const line of lines) {
      const hash = this.known.get(key(line)) ?? fresh.get(key(line))?.hash;
      if (hash !== undefined && hash !== line.hash) throw new BridgeError('journalConflict', `${line.desk} ${line.seq}`);
      if (hash === undefined) fresh.set(key(line), line);
    }
    return [...fresh.values()];
  }

  private async appendLines(lines: readonly JournalLine[]): Promise<void> {
    const handle = this.handle && this.length < this.segmentBytes ? this.handle : await this.startSegment(this.number + 1);
    const bytes = Buffer.concat(lines.map(formatLine));
    try {
      await handle.appendFile(bytes);
      await handle.sync();
    } catch (error) {
      await this.takeBack(handle);
      throw error;
    }
    this.length += bytes.length;
    for (const line of lines) this.known.set(key(line), line.hash);
  }

  /** After a failed write: the segment as it was. Where even that fails, the segment is left and a new one begun. */
  private async takeBack(handle: FileHandle): Promise<void> {
    try {
      await handle.truncate(this.length);
      await handle.sync();
    } catch {
      // The half line is in no answer and repair sets it apart; the next append begins a segment of its own.
      this.handle = undefined;
      await handle.close().catch(() => undefined);
    }
  }

  async read(): Promise<{ lines: JournalLine[]; pieces: string[]; damaged: number }> {
    const lines = new Map<string, JournalLine>();
    let damaged = 0;
    for (const name of await this.segmentNames()) {
      const segment = readSegment(await readFile(path.join(this.segments, name)));
      for (const line of segment.lines) if (!lines.has(key(line))) lines.set(key(line), line);
      damaged += segment.damaged.length + (segment.torn.length > 0 ? 1 : 0);
    }
    return { lines: [...lines.values()], pieces: [...this.heldPieces].sort(), damaged };
  }

  async piece(sha256: string): Promise<Uint8Array | null> {
    const file = path.join(this.pieces, sha256);
    const bytes = await readFramed(file);
    if (bytes === 'missing') return null;
    if (bytes !== 'damaged') return bytes;
    // Out of the way, so that the same piece can be written again.
    await rename(file, path.join(this.damaged, `piece.${sha256}`));
    await syncFolder(this.pieces);
    this.heldPieces.delete(sha256);
    return null;
  }

  async readKeys(): Promise<string | null> {
    const now = await readFramed(path.join(this.folder, 'keys'));
    const found = typeof now === 'string' ? await readFramed(path.join(this.folder, 'keys.before')) : now;
    if (found === 'damaged' || (found === 'missing' && now === 'damaged')) throw new BridgeError('journalUnreadable', 'keys');
    return found === 'missing' ? null : Buffer.from(found).toString('utf8');
  }

  async writeKeys(text: string): Promise<void> {
    const now = await readFramed(path.join(this.folder, 'keys'));
    if (typeof now !== 'string') await writeFramed(path.join(this.folder, 'keys.before'), now);
    await writeFramed(path.join(this.folder, 'keys'), Buffer.from(text, 'utf8'));
    await syncFolder(this.folder);
  }

  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
  }
}

function key(line: { readonly desk: string; readonly seq: number }): string {
  return `${line.desk} ${line.seq}`;
}
