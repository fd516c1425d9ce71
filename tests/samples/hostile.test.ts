import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import problem from '#resources/text/zh-CN/problem.json' with { type: 'json' };
import { bombs } from './generate.ts';
import { inspected } from './inspected.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  for (const [name, bytes] of Object.entries(bombs())) writeFileSync(join(folder, name), bytes);
  const sound = readFileSync(sample('../platform-export-township.xlsx'));
  const flipped = Buffer.from(sound);
  flipped.writeUInt8(flipped.readUInt8(60_000) ^ 1, 60_000);
  writeFileSync(join(folder, 'flipped-bit.xlsx'), flipped);
  writeFileSync(join(folder, 'half.xls'), readFileSync(sample('../living-allowance.xls')).subarray(0, 15_000));
  writeFileSync(join(folder, 'noise.xlsx'), Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample = (name: string): string => fileURLToPath(new URL(`hostile/${name}`, import.meta.url));
const sentences: { readonly [code: string]: string } = problem.unreadable;

describe('an unreadable file ends within 5 seconds and 500 MB with one sentence', () => {
  test.each([
    ['bomb-sheet.xlsx', 'tooMuchInside'], ['bomb-strings.xlsx', 'tooMuchInside'], ['bomb-lying-size.xlsx', 'tooMuchInside'],
    ['bomb-lying-within-limits.xlsx', 'tooMuchInside'], ['bomb-one-row.xlsx', 'tooMuchInside'], ['bomb-many-rows.xlsx', 'tooMuchInside'],
    ['flipped-bit.xlsx', 'fileDamaged'], ['noise.xlsx', 'notASpreadsheet'], ['half.xls', 'fileDamaged'],
    ['truncated.xlsx', 'fileCut'], ['empty.xlsx', 'emptyFile'], ['picture.xlsx', 'notASpreadsheet'], ['no-table.xlsx', 'noTable'],
    ['header-only.xlsx', 'noPayees'], ['is-not-there.xlsx', 'fileMissing'],
  ])('%s: %s', async (name, code) => {
    const made = join(folder, name);
    const run = await inspected(/^(?:truncated|empty|picture|no-table|header-only)/.test(name) ? sample(name) : made, '--json');
    expect(run.stderr).toBe(`${sentences[code]}\n`);
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.processorSeconds).toBeLessThan(5);
    expect(run.peakMegabytes).toBeLessThan(500);
  });
});
