/**
 * The journal of the desk page, in the origin's private file system: one file per line and per piece, each written
 * whole by a writable that swaps in at close. It survives a damaged database, not a cleared profile; `can.journal`
 * is therefore `profile`, and the screens say so.
 */
import { journalLine, type Bridge, type JournalLine } from '#wire/bridge/contract.ts';
import { BridgeError } from '#wire/bridge/envelope.ts';

export type JournalCalls = Pick<Bridge, 'journalAppend' | 'journalRead' | 'journalPiece' | 'journalKeysRead' | 'journalKeysWrite'>;
type Folder = FileSystemDirectoryHandle;

/** `root` gives the folder under which `journal/` is kept. Throws diskFull, journalConflict. */
export function opfsJournal(root: () => Promise<Folder>): JournalCalls {
  const open = async (): Promise<{ top: Folder; lines: Folder; pieces: Folder }> => {
    const top = await (await root()).getDirectoryHandle('journal', { create: true });
    return { top, lines: await top.getDirectoryHandle('lines', { create: true }), pieces: await top.getDirectoryHandle('pieces', { create: true }) };
  };
  return {
    journalAppend: async ({ lines, pieces }) => {
      const folder = await open();
      for (const piece of pieces) {
        if (!(await read(folder.pieces, piece.sha256))) await write(folder.pieces, piece.sha256, piece.sealed);
      }
      for (const line of lines) await appendLine(folder.lines, line);
      return { lines: lines.length, pieces: pieces.length };
    },
    journalRead: async () => {
      const folder = await open();
      const { lines, damaged } = await readLines(folder.lines);
      const pieces: string[] = [];
      for await (const name of folder.pieces.keys()) if (/^[0-9a-f]{64}$/.test(name)) pieces.push(name);
      return { lines, pieces, damaged };
    },
    journalPiece: async ({ sha256 }) => ({ sealed: await read((await open()).pieces, sha256) }),
    journalKeysRead: async () => {
      const bytes = await read((await open()).top, 'keys');
      return { text: bytes && new TextDecoder().decode(bytes) };
    },
    journalKeysWrite: async ({ text }) => {
      await write((await open()).top, 'keys', new TextEncoder().encode(text));
      return {};
    },
  };
}

function lineName(desk: string, seq: number): string {
  return `${encodeURIComponent(desk)}.${String(seq).padStart(12, '0')}`;
}

async function appendLine(folder: Folder, line: JournalLine): Promise<void> {
  const name = lineName(line.desk, line.seq);
  const known = parseLine(await read(folder, name));
  if (known && known.hash !== line.hash) throw new BridgeError('journalConflict', `${line.desk} ${line.seq}`);
  if (!known) await write(folder, name, packLine(line));
}

/** A line as a file: the clear header as JSON, a newline, the sealed bytes. */
function packLine(line: JournalLine): Uint8Array {
  const { sealed, ...header } = line;
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const whole = new Uint8Array(head.length + sealed.length);
  whole.set(head);
  whole.set(sealed, head.length);
  return whole;
}

function parseLine(bytes: Uint8Array | null): JournalLine | null {
  if (!bytes) return null;
  const end = bytes.indexOf(10);
  if (end < 0) return null;
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    return journalLine.parse({ ...(header as object), sealed: bytes.slice(end + 1) });
  } catch {
    // Not a line of ours any more: the caller counts it as damaged and leaves the file where it is.
    return null;
  }
}

async function readLines(folder: Folder): Promise<{ lines: JournalLine[]; damaged: number }> {
  const lines: JournalLine[] = [];
  let damaged = 0;
  for await (const name of folder.keys()) {
    if (name.endsWith('.crswap')) continue;
    const line = parseLine(await read(folder, name));
    if (line) lines.push(line);
    else damaged += 1;
  }
  lines.sort((a, b) => (a.desk === b.desk ? a.seq - b.seq : a.desk < b.desk ? -1 : 1));
  return { lines, damaged };
}

async function read(folder: Folder, name: string): Promise<Uint8Array | null> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

async function write(folder: Folder, name: string, bytes: Uint8Array): Promise<void> {
  try {
    const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await writable.write(new Uint8Array(bytes));
    await writable.close();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') throw new BridgeError('diskFull', name);
    throw error;
  }
}
