/**
 * The text of a journal line: `J1 <length> <checksum> <header and sealed payload as JSON>\n`. One line is one entry, so
 * that damage in one never hides the next; length and checksum need no key.
 */
import { createHash } from 'node:crypto';
import { journalLine, type JournalLine } from '#wire/bridge/contract.ts';

const MARK = 'J1';
const NEWLINE = 10;

/** First 128 bits of SHA-256, in hex. Finds damage, does not prove authorship. */
export function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** The bytes of one entry, its newline included. */
export function formatLine(line: JournalLine): Buffer {
  const { desk, seq, act, prev, hash, sealed } = line;
  const body = Buffer.from(JSON.stringify({ desk, seq, act, prev, hash, sealed: Buffer.from(sealed).toString('base64') }));
  return Buffer.concat([Buffer.from(`${MARK} ${body.length} ${checksum(body)} `), body, Buffer.from('\n')]);
}

/** The entry that begins at `start`, by its own length, and where it ends; null when it does not check. */
function entryAt(bytes: Buffer, start: number): { line: JournalLine; end: number } | null {
  const head = /^J1 (\d{1,9}) ([0-9a-f]{32}) /.exec(bytes.subarray(start, start + 64).toString('latin1'));
  if (!head) return null;
  const from = start + head[0].length;
  const end = from + Number(head[1]);
  const body = bytes.subarray(from, end);
  if (end > bytes.length || checksum(body) !== head[2]) return null;
  const value: unknown = JSON.parse(body.toString('utf8'));
  if (typeof value !== 'object' || value === null || !('sealed' in value) || typeof value.sealed !== 'string') return null;
  const line = journalLine.safeParse({ ...value, sealed: new Uint8Array(Buffer.from(value.sealed, 'base64')) });
  return line.success ? { line: line.data, end } : null;
}

export interface Segment {
  readonly lines: readonly JournalLine[];
  /** Complete lines that no longer check. */
  readonly damaged: readonly Buffer[];
  /** Bytes after the last newline that are no whole line: an append that was cut off. Empty when there are none. */
  readonly torn: Buffer;
  /** Length of the file without the torn bytes. */
  readonly good: number;
  /** The last line is whole but lacks its newline. */
  readonly needsNewline: boolean;
}

/**
 * Reads a segment's bytes, keeping what checks and setting apart what does not. An entry is taken by its length, so a
 * lost newline costs nothing; after damage the next newline begins afresh.
 */
export function readSegment(bytes: Buffer): Segment {
  const lines: JournalLine[] = [];
  const damaged: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const entry = entryAt(bytes, at);
    if (entry) {
      lines.push(entry.line);
      if (entry.end === bytes.length) return { lines, damaged, torn: Buffer.alloc(0), good: entry.end, needsNewline: true };
      at = entry.end + 1;
      continue;
    }
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline < 0) return { lines, damaged, torn: bytes.subarray(at), good: at, needsNewline: false };
    if (newline > at) damaged.push(bytes.subarray(at, newline));
    at = newline + 1;
  }
  return { lines, damaged, torn: Buffer.alloc(0), good: bytes.length, needsNewline: false };
}
