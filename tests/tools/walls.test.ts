/**
 * The compiler knows the rooms: a fixture per room that must not compile, each line of it an error. It is compiled with
 * the room's own tsconfig, so that a loosened `lib` or `types` turns a test red.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = dirname(dirname(import.meta.dirname));

const WITHOUT_PLATFORM = [
  'export const a = window;',
  'export const b = document.title;',
  'export const c = process.env;',
  "export const d = fetch('x');",
  'export const e = setTimeout(() => undefined, 1);',
  "console.log('x');",
  'export const f = crypto.subtle;',
  'export const g = indexedDB;',
  'export const h = structuredClone;',
  "export const i = new URL('x:');",
  'export const j = new TextEncoder();',
  "export { readFileSync } from 'node:fs';",
];

const WALLS: { readonly [room: string]: readonly string[] } = {
  domain: [...WITHOUT_PLATFORM, "export type { WireAct } from '#wire/exchange/messages.ts';"],
  wire: ['export const c = process.env;', "export { readFileSync } from 'node:fs';", "export type { Desk } from '#renderer/session/desk.ts';"],
  renderer: ['export const c = process.env;', "export { readFileSync } from 'node:fs';", "export type { textOf } from '#county/text.ts';"],
  electron: ['export const a = window;', 'export const b = document.title;', 'export const g = indexedDB;', "export type { Desk } from '#renderer/session/desk.ts';"],
  county: ['export const a = window;', 'export const b = document.title;', 'export const g = indexedDB;', "export type { Desk } from '#renderer/session/desk.ts';"],
};

/** Lines of the fixture that the compiler refuses, and all it said. */
function refused(room: string, lines: readonly string[]): { readonly lines: readonly number[]; readonly said: string } {
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'out', 'walls-'));
  try {
    writeFileSync(join(folder, 'fixture.ts'), lines.join('\n'));
    const own = { extends: `../../${room}/tsconfig.json`, compilerOptions: { noEmit: false, incremental: true, tsBuildInfoFile: './x.tsbuildinfo', outDir: './types', rootDir: '../..' } };
    const references = room === 'domain' ? [] : room === 'wire' ? ['domain'] : ['domain', 'wire'];
    const config = { ...own, include: ['fixture.ts', `../../${room}/**/*.ts`], references: references.map((name) => ({ path: `../../${name}` })) };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const said = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { encoding: 'utf8', cwd: ROOT }).stdout;
    return { lines: [...new Set([...said.matchAll(/fixture\.ts\((\d+),/g)].map((match) => Number(match[1])))].sort((a, b) => a - b), said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('what must not compile', () => {
  for (const [room, lines] of Object.entries(WALLS)) {
    test(`in ${room}/`, () => {
      const { lines: found, said } = refused(room, lines);
      expect(found, said).toEqual(lines.map((_, index) => index + 1));
    });
  }

  test('while a sound file does compile', () => {
    const { lines, said } = refused('domain', ["export type { Act } from '#domain/act/act.ts';", 'export const a: number = 1;']);
    expect(lines, said).toEqual([]);
  });
});
