/** Files that are no list, opened as a clerk would: one sentence each, soon, and the app is as it was. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import words from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import problem from '#resources/text/zh-CN/problem.json' with { type: 'json' };
import { freshFolder } from '../double/fixture.ts';
import { projectRoot } from '../double/launch.ts';
import { bombs } from '../samples/generate.ts';
import { freePort, startCounty } from './county.ts';
import { CLERK, desk, smallList, stored, STONE_CODE } from './faultsGround.ts';
import type { DeskApp } from './pages.ts';
import { Wizard } from './wizard.ts';

const HOSTILE = path.join(projectRoot, 'tests/samples/hostile');
const SENTENCES = problem.unreadable;
const LIMIT_MS = 5_000;
/** The folder's own, then those that are made here. */
const FILES: readonly (readonly [string, keyof typeof SENTENCES])[] = [
  ['truncated.xlsx', 'fileCut'], ['empty.xlsx', 'emptyFile'], ['picture.xlsx', 'notASpreadsheet'], ['no-table.xlsx', 'noTable'], ['header-only.xlsx', 'noPayees'],
  ...Object.keys(bombs()).map((name) => [name, 'tooMuchInside'] as const),
];

let app: DeskApp;
test.beforeAll(async () => {
  const county = await startCounty(freshFolder(), await freePort());
  app = desk();
  await app.open();
  await app.enrol(county.origin, STONE_CODE, CLERK.login);
  await app.sync();
  await county.stop();
});
test.afterAll(() => app.close());

async function pick(file: string): Promise<void> {
  await app.willPick(file);
  await app.button('选择文件').click();
}

async function newNotice(): Promise<void> {
  await app.menu('今日待办');
  await app.button('新建补贴公示').click();
}

test('an unreadable file is told within 5 seconds, and nothing is left of it', async () => {
  const folder = freshFolder();
  for (const [name, bytes] of Object.entries(bombs())) writeFileSync(path.join(folder, name), bytes);
  const before = await stored(app.page);
  for (const [name, code] of FILES) {
    await test.step(`${name}: ${code}`, async () => {
      await newNotice();
      await pick(path.join(name.startsWith('bomb') ? folder : HOSTILE, name));
      // The double carries a file of megabytes to the window as text, which Electron does not; the time counts from there.
      const told = app.page.getByText(`${name} 读不出来`);
      await expect(told.or(app.page.getByText(`正在读取 ${name}`)).first()).toBeVisible({ timeout: 60_000 });
      const started = performance.now();
      await expect(told).toBeVisible({ timeout: LIMIT_MS });
      await expect(app.page.getByText(SENTENCES[code], { exact: true })).toHaveCount(1);
      expect(performance.now() - started, 'milliseconds').toBeLessThan(LIMIT_MS);
      await expect(app.button('开始核对')).toHaveCount(0);
      expect(await stored(app.page), 'the database is as it was').toEqual(before);
    });
  }
});

test('the next file can be chosen at once, in the same place', async () => {
  await newNotice();
  await pick(path.join(HOSTILE, 'truncated.xlsx'));
  await expect(app.page.getByText(SENTENCES.fileCut, { exact: true })).toBeVisible();
  await pick(path.join(HOSTILE, 'picture.xlsx'));
  await expect(app.page.getByText(SENTENCES.notASpreadsheet, { exact: true })).toBeVisible();
  await expect(app.page.getByText(SENTENCES.fileCut, { exact: true })).toHaveCount(0);
  await pick(smallList(12));
  await expect(app.page.getByText('读到 12 户')).toBeVisible({ timeout: 15_000 });
  await expect(app.page.getByText(SENTENCES.notASpreadsheet, { exact: true })).toHaveCount(0);
  await expect(app.button('开始核对')).toBeEnabled();
});

test('a file that is no longer there, or a folder, is told and not taken', async () => {
  const before = await stored(app.page);
  await newNotice();
  for (const gone of [path.join(freshFolder(), '已移走.xlsx'), freshFolder()]) {
    await pick(gone);
    await expect(app.page.getByText(words.pick.unreadable, { exact: true })).toBeVisible();
    expect(await stored(app.page)).toEqual(before);
    await app.button('关闭').first().click();
  }
});

test('cells that look like formulas or markup are text', async () => {
  const dialogs: string[] = [];
  app.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const wizard = new Wizard(app);
  await wizard.openList(path.join(HOSTILE, 'formula-injection.csv'));
  await app.page.getByLabel('补贴项目').selectOption({ label: '耕地地力保护补贴' });
  await app.page.getByLabel('年度').fill('2021');
  await wizard.begin();
  const grid = app.page.getByRole('region', { name: '名单' });
  for (const text of ['=HYPERLINK("http://127.0.0.1/x","点我")', '@SUM(1+1)', '<img src=x onerror=alert(1)>', '+cmd|calc']) {
    await expect(grid.getByRole('cell', { name: text, exact: true })).toBeVisible();
  }
  await expect(grid.locator('a, img')).toHaveCount(0);
  expect(dialogs).toEqual([]);
  expect((await stored(app.page)).outbox.map((act) => act.verb)).toEqual(['import']);
});
