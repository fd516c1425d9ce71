import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJournal, type Journal } from '#electron/journal/journal.ts';
import { formatLine, readSegment } from '#electron/journal/lines.ts';
import { lineOf, sha } from './journalLines.ts';

let folder: string;
let journal: Journal;
const segment = (): string => path.join(folder, 'segments', '000001.log');
const reopen = async (): Promise<Journal> => {
  await journal.close();
  return (journal = await openJournal(folder));
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'journal-'));
  journal = await openJournal(folder);
});
afterEach(async () => {
  await journal.close();
  await rm(folder, { recursive: true, force: true });
});

describe('appending', () => {
  test('lines and pieces come back after a restart, in order, byte for byte', async () => {
    const piece = { sha256: sha('piece'), sealed: new Uint8Array([0, 10, 255, 13]) };
    expect(await journal.append([piece], [lineOf(1), lineOf(2)])).toEqual({ lines: 2, pieces: 1 });
    await journal.append([], [lineOf(3)]);
    await reopen();
    expect(await journal.read()).toEqual({ lines: [lineOf(1), lineOf(2), lineOf(3)], pieces: [piece.sha256], damaged: 0 });
    expect(await journal.piece(piece.sha256)).toEqual(piece.sealed);
    expect(await journal.piece(sha('another'))).toBeNull();
  });

  test('the same line twice is kept once, in one batch and in two', async () => {
    await journal.append([], [lineOf(1), lineOf(1)]);
    await journal.append([], [lineOf(1)]);
    expect((await journal.read()).lines).toEqual([lineOf(1)]);
  });

  test('another line under a known desk and seq is refused, and nothing of its batch is written', async () => {
    await journal.append([], [lineOf(1)]);
    await expect(journal.append([], [lineOf(2), lineOf(1, 'desk-1', 'other')])).rejects.toMatchObject({ code: 'journalConflict' });
    await reopen();
    await expect(journal.append([], [lineOf(1, 'desk-1', 'other')])).rejects.toMatchObject({ code: 'journalConflict' });
    expect((await journal.read()).lines).toEqual([lineOf(1)]);
    await journal.append([], [lineOf(1, 'desk-2')]);
    expect((await journal.read()).lines).toHaveLength(2);
  });

  test('a full segment is followed by the next, and both are read', async () => {
    await journal.close();
    journal = await openJournal(folder, 2000);
    for (let seq = 1; seq <= 40; seq += 1) await journal.append([], [lineOf(seq)]);
    expect((await readdir(path.join(folder, 'segments'))).length).toBeGreaterThan(3);
    await reopen();
    expect((await journal.read()).lines.map((line) => line.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  test('calls made at once are carried out one after the other', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => journal.append([], [lineOf(index + 1)])));
    expect((await journal.read()).lines.map((line) => line.seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });
});

describe('repair without a key', () => {
  test('cut anywhere: every whole line stays, the torn end is set apart and new lines follow', async () => {
    const lines = [1, 2, 3, 4].map((seq) => lineOf(seq));
    const whole = Buffer.concat(lines.map(formatLine));
    const ends = lines.map((_, index) => Buffer.concat(lines.slice(0, index + 1).map(formatLine)).length);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (cut) => {
        await journal.close();
        await writeFile(segment(), whole);
        await truncate(segment(), cut);
        journal = await openJournal(folder);
        // The newline itself carries nothing: a line that only lacks it is whole.
        const kept = ends.filter((end) => end - 1 <= cut).length;
        const before = await journal.read();
        expect(before.lines).toEqual(lines.slice(0, kept));
        expect(before.damaged).toBe(0);
        await journal.append([], [lineOf(9)]);
        await reopen();
        expect(await journal.read()).toMatchObject({ lines: [...lines.slice(0, kept), lineOf(9)], damaged: 0 });
      }),
      { numRuns: 60 },
    );
  });

  test('any one flipped bit costs at most the line it is in, is counted or set apart, and is never deleted', async () => {
    const lines = [1, 2, 3, 4, 5].map((seq) => lineOf(seq));
    const whole = Buffer.concat(lines.map(formatLine));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        await journal.close();
        await rm(path.join(folder, 'damaged'), { recursive: true, force: true });
        const bytes = Buffer.from(whole);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
        await writeFile(segment(), bytes);
        journal = await openJournal(folder);
        const { lines: left } = await journal.read();
        expect(left.length).toBeGreaterThanOrEqual(4);
        for (const line of left) expect(lines).toContainEqual(line);
        const apart = Buffer.concat(await Promise.all((await readdir(path.join(folder, 'damaged'))).map((name) => readFile(path.join(folder, 'damaged', name)))));
        expect((await readFile(segment())).length + apart.length).toBeGreaterThanOrEqual(whole.length - 1);
        if (left.length < 5) expect(apart.length).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });

  test('a damaged line in the middle is counted at every start', async () => {
    await journal.append([], [lineOf(1), lineOf(2), lineOf(3)]);
    const bytes = await readFile(segment());
    bytes.write('#', formatLine(lineOf(1)).length + 60);
    await writeFile(segment(), bytes);
    for (let start = 0; start < 2; start += 1) {
      await reopen();
      expect(await journal.read()).toMatchObject({ lines: [lineOf(1), lineOf(3)], damaged: 1 });
      expect(await readdir(path.join(folder, 'damaged'))).toHaveLength(1);
    }
    await journal.append([], [lineOf(2)]);
    expect((await journal.read()).lines.map((line) => line.seq)).toEqual([1, 3, 2]);
  });

  test('arbitrary bytes never make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const { good, torn } = readSegment(Buffer.from(bytes));
        expect(good + torn.length).toBe(bytes.length);
      }),
    );
  });

  test('a damaged piece is set apart and can be written again; unfinished files are swept', async () => {
    const piece = { sha256: sha('p'), sealed: new Uint8Array(1000).fill(7) };
    await journal.append([piece], []);
    const file = path.join(folder, 'pieces', piece.sha256);
    const bytes = await readFile(file);
    bytes.writeUInt8(9, 500);
    await writeFile(file, bytes);
    await writeFile(path.join(folder, 'pieces', `.unfinished-${sha('q')}`), 'half');
    await reopen();
    expect(await journal.piece(piece.sha256)).toBeNull();
    expect(await readdir(path.join(folder, 'damaged'))).toContain(`piece.${piece.sha256}`);
    await journal.append([piece], []);
    expect(await journal.piece(piece.sha256)).toEqual(piece.sealed);
    expect(await readdir(path.join(folder, 'pieces'))).toEqual([piece.sha256]);
  });
});

describe('keys', () => {
  test('the last generation is read; where it is damaged, the one before', async () => {
    expect(await journal.readKeys()).toBeNull();
    await journal.writeKeys('{"generation":1}');
    await journal.writeKeys('{"generation":2}');
    expect(await journal.readKeys()).toBe('{"generation":2}');
    await writeFile(path.join(folder, 'keys'), 'F1 3 broken');
    await reopen();
    expect(await journal.readKeys()).toBe('{"generation":1}');
    await writeFile(path.join(folder, 'keys.before'), '');
    await expect(journal.readKeys()).rejects.toMatchObject({ code: 'journalUnreadable' });
  });

  test('writing over a damaged generation keeps the good one before it', async () => {
    await journal.writeKeys('one');
    await journal.writeKeys('two');
    await writeFile(path.join(folder, 'keys'), 'damaged');
    await journal.writeKeys('three');
    await writeFile(path.join(folder, 'keys'), 'damaged');
    expect(await journal.readKeys()).toBe('one');
  });
});

test('a folder that cannot be opened is journalUnreadable', async () => {
  await writeFile(path.join(folder, 'file'), '');
  await expect(openJournal(path.join(folder, 'file', 'journal'))).rejects.toMatchObject({ code: 'journalUnreadable' });
});
