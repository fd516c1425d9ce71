import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { journalFault } from '#electron/journal/faults.ts';
import { openJournal } from '#electron/journal/journal.ts';
import { lineOf, sha } from './journalLines.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the writer until it has acknowledged `stopAfter`, kills it at once; gives the last acknowledged number. */
async function writeUntilKilled(from: number, stopAfter: number): Promise<number> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'journalWriter.ts'), folder, String(from)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = from - 1;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  for await (const told of createInterface({ input: child.stdout })) {
    acknowledged = Number(told);
    if (acknowledged >= stopAfter) child.kill('SIGKILL');
  }
  await gone;
  return acknowledged;
}

test('killed in the middle of appends: everything acknowledged is there, and it goes on', async () => {
  let next = 1;
  for (const span of [3, 17, 40]) {
    const acknowledged = await writeUntilKilled(next, next + span);
    const journal = await openJournal(folder, 20_000);
    const { lines, pieces, damaged } = await journal.read();
    expect(damaged).toBe(0);
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged);
    expect(lines).toEqual(Array.from({ length: lines.length }, (_, index) => lineOf(index + 1)));
    for (const line of lines) {
      if (line.seq % 3 !== 0) continue;
      expect(pieces).toContain(sha(`piece ${line.seq}`));
      expect(await journal.piece(sha(`piece ${line.seq}`))).toEqual(new Uint8Array(5000).fill(line.seq % 256));
    }
    await journal.close();
    next = lines.length + 1;
  }
}, 60_000);

/** Whether this user may mount; without that right only the mapping of the error can be shown. */
function mayMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0;
}

test.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('%s reads as a full disk', (code) => {
  expect(journalFault(Object.assign(new Error(code), { code }), 'failed')).toMatchObject({ code: 'diskFull' });
});

if (mayMount()) test('a full disk shows nothing by halves, and goes on once there is room', fullDisk, 30_000);

async function fullDisk(): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  try {
    const at = path.join(folder, 'journal');
    let journal = await openJournal(at);
    const big = (seq: number) => ({ ...lineOf(seq), sealed: new Uint8Array(40_000).fill(seq % 256) });
    let written = 0;
    let refusal: unknown;
    while (!refusal && written < 100) {
      try {
        await journal.append([], [big(written + 1)]);
        written += 1;
      } catch (error) {
        refusal = error;
      }
    }
    expect(refusal).toMatchObject({ code: 'diskFull' });
    await expect(journal.append([{ sha256: sha('p'), sealed: new Uint8Array(300_000) }], [lineOf(written + 1)])).rejects.toMatchObject({ code: 'diskFull' });
    const before = await journal.read();
    expect(before).toMatchObject({ damaged: 0, pieces: [] });
    expect(before.lines.map((line) => line.seq)).toEqual(Array.from({ length: written }, (_, index) => index + 1));
    execFileSync('mount', ['-o', 'remount,size=3m', folder]);
    await journal.append([{ sha256: sha('p'), sealed: new Uint8Array(300_000) }], [big(written + 1)]);
    await journal.close();
    journal = await openJournal(at);
    expect(await journal.read()).toMatchObject({ damaged: 0, pieces: [sha('p')] });
    expect((await journal.read()).lines).toHaveLength(written + 1);
    await journal.close();
  } finally {
    execFileSync('umount', [folder]);
  }
}
