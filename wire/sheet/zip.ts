/** The zip container: its directory, and the inflated bytes of an entry as they stream. Sizes it states are not believed. */
import { Unreadable } from '#domain/roster/problem.ts';
import type { Budget } from './limits.ts';

export interface ZipEntry {
  readonly name: string;
  readonly stored: Uint8Array<ArrayBuffer>;
  readonly deflated: boolean;
  /** What the directory says it inflates to; more than that is a lie. */
  readonly stated: number;
  readonly crc: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const SLICE = 64 * 1024;

/** Entries by name. Throws `fileCut` without a directory, `encrypted`, `fileDamaged`, or `tooMuchInside` for what states to be huge. */
export function zipEntries(bytes: Uint8Array<ArrayBuffer>, budget: Budget): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  if (count > budget.limits.entries) throw new Unreadable('tooMuchInside');
  const entries = new Map<string, ZipEntry>();
  const names = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  let stated = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new Unreadable('fileDamaged');
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new Unreadable('encrypted');
    stated += view.getUint32(at + 24, true);
    if (stated > budget.limits.inflatedBytes) throw new Unreadable('tooMuchInside');
    const nameLength = view.getUint16(at + 28, true);
    const name = names.decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/');
    entries.set(name.toLowerCase(), entryAt(bytes, view, at, name));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw new Unreadable('fileCut');
}

function entryAt(bytes: Uint8Array<ArrayBuffer>, view: DataView, at: number, name: string): ZipEntry {
  const method = view.getUint16(at + 10, true);
  const size = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  if (method !== 0 && method !== 8) throw new Unreadable('fileDamaged');
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL_HEADER) throw new Unreadable('fileDamaged');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + size > bytes.length) throw new Unreadable('fileCut');
  return { name, stored: bytes.subarray(start, start + size), deflated: method === 8, stated: view.getUint32(at + 24, true), crc: view.getUint32(at + 16, true) };
}

/** The entry's bytes, piece by piece, counted against the budget; a wrong checksum at its end is `fileDamaged`, so no changed digit passes. */
export async function* inflated(entry: ZipEntry, budget: Budget): AsyncGenerator<Uint8Array> {
  let total = 0;
  let crc = -1;
  for await (const piece of entry.deflated ? inflatedPieces(entry.stored) : storedPieces(entry.stored)) {
    total += piece.length;
    budget.inflate(piece.length);
    budget.ratio(entry.stored.length, total);
    if (total > entry.stated) throw new Unreadable('tooMuchInside');
    crc = crcOf(piece, crc);
    yield piece;
  }
  if (total !== entry.stated || ~crc >>> 0 !== entry.crc) throw new Unreadable('fileDamaged');
}

function* storedPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SLICE * 4) yield bytes.subarray(at, at + SLICE * 4);
}

async function* inflatedPieces(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
  const reader = slices(bytes).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        throw new Unreadable('fileDamaged', error);
      });
      if (done) return;
      yield value;
    }
  } finally {
    // Cancelling a stream that already failed rejects with that same failure, which was thrown above.
    await reader.cancel().then(undefined, () => undefined);
  }
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  return value;
});

function crcOf(bytes: Uint8Array, start: number): number {
  let crc = start;
  for (let at = 0; at < bytes.length; at += 1) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return crc;
}

/** Fed in small slices, because Chromium inflates each one whole before anybody can stop it. */
function slices(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + SLICE));
      at += SLICE;
    },
  });
}

/** A small entry as text: workbook, relations, styles. Undefined where it is not there. */
export async function entryText(entry: ZipEntry | undefined, budget: Budget): Promise<string | undefined> {
  if (entry === undefined) return undefined;
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let chars = 0;
  for await (const piece of inflated(entry, budget)) {
    const part = decoder.decode(piece, { stream: true });
    chars += part.length;
    if (chars > budget.limits.rowChars * 4) throw new Unreadable('tooMuchInside');
    parts.push(part);
  }
  return parts.join('') + decoder.decode();
}
