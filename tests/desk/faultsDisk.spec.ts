/**
 * A full disk: the folder of the journal lies on a small file system of its own that is filled up. Needs root, for
 * `mount`; where that is not to be had this fails, because a claim about full disks that was never tried is none.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import desk from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import { freshFolder } from '../double/fixture.ts';
import { freePort, startCounty, type RunningCounty } from './county.ts';
import { changeCell, CLERK, desk as newDesk, expectOnce, expectSame, PICTURES, smallList, STONE_CODE, stored, TITLE } from './faultsGround.ts';
import type { DeskApp } from './pages.ts';
import { Wizard } from './wizard.ts';

const DISK_FULL = desk.perform.failure.diskFull;
const SAVED = desk.row.told;

/** A disk of two megabytes. */
class SmallDisk {
  readonly folder = freshFolder();
  readonly #filling = path.join(this.folder, 'filling');

  constructor() {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', this.folder], { stdio: 'pipe' });
    } catch (error) {
      throw new Error('a full disk can be tried only where tmpfs may be mounted: run as root, outside of an unprivileged container', { cause: error });
    }
  }

  /** Not a byte is left. */
  fill(): void {
    for (const size of [64 * 1024, 4096, 1]) {
      try {
        for (;;) appendFileSync(this.#filling, Buffer.alloc(size));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
    }
  }

  free(): void {
    rmSync(this.#filling, { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder]);
  }
}

const data = freshFolder();
let disk: SmallDisk;
let county: RunningCounty;
let app: DeskApp;
test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  disk = new SmallDisk();
  county = await startCounty(data, await freePort());
  app = newDesk([`--journal-dir=${path.join(disk.folder, 'journal')}`]);
});
test.afterAll(async () => {
  await app.close();
  await county.stop();
  disk.unmount();
});

/** Pages of the disk that the journal has begun still take a little; tries until the disk says no, and gives what was saved before. */
async function editUntilFull(from: number): Promise<{ readonly saved: readonly number[]; readonly refused: number }> {
  const saved: number[] = [];
  for (let row = from; row < from + 12; row += 1) {
    const before = await stored(app.page);
    await changeCell(app, row, { label: '备注', value: `第${row}行核对过` });
    await expect.poll(async () => (await stored(app.page)).outbox.length > before.outbox.length || (await app.page.getByText(DISK_FULL).count()) > 0).toBe(true);
    if ((await app.page.getByText(DISK_FULL).count()) > 0) {
      expect(await stored(app.page), 'a refused act leaves nothing').toEqual(before);
      return { saved, refused: row };
    }
    saved.push(row);
  }
  throw new Error('the disk was not full');
}

test('on a full disk nothing shows as saved, and once there is room the same step goes through', async () => {
  await app.open();
  await app.enrol(county.origin, STONE_CODE, CLERK.login);
  await app.sync();
  const { port } = new URL(county.origin);
  await county.stop();
  const wizard = new Wizard(app);
  const list = smallList(120);

  await test.step('the import', async () => {
    disk.fill();
    await wizard.openList(list);
    const before = await stored(app.page);
    await app.button('开始核对').click();
    await expect(app.page.getByText(DISK_FULL)).toBeVisible();
    await app.picture('disk-full-import');
    await expect(wizard.groups()).toHaveCount(0);
    await expect(app.page.getByText(/名单已保存/)).toHaveCount(0);
    expect(await stored(app.page)).toEqual(before);
    disk.free();
    await wizard.begin();
    expect((await stored(app.page)).outbox.map((act) => act.verb)).toEqual(['import']);
  });

  const refused = await test.step('an edit', async () => {
    // A message about something that failed stays until it is closed.
    await app.button('关闭').first().click();
    await expect(app.page.getByText(DISK_FULL)).toHaveCount(0);
    disk.fill();
    const tried = await editUntilFull(3);
    await app.picture('disk-full-edit');
    const grid = app.page.getByRole('region', { name: '名单' });
    await expect(grid.getByRole('cell', { name: `第${tried.refused}行核对过`, exact: true })).toHaveCount(0);
    for (const row of tried.saved) await expect(grid.getByRole('cell', { name: `第${row}行核对过`, exact: true })).toBeVisible();
    return tried.refused;
  });

  await test.step('there is room again: what was typed is still there and is saved by the same button', async () => {
    const editor = app.page.getByRole('form', { name: `原表第 ${refused} 行` });
    await expect(editor.getByLabel('备注', { exact: true })).toHaveValue(`第${refused}行核对过`);
    disk.free();
    await editor.getByRole('button', { name: '保存这一行' }).click();
    await expect(app.page.getByText(SAVED).last()).toBeVisible();
    await expect(app.page.getByRole('region', { name: '名单' }).getByRole('cell', { name: `第${refused}行核对过`, exact: true })).toBeVisible();
  });

  const acts = await test.step('SIGKILL: everything that showed as saved is there', async () => {
    const before = await stored(app.page);
    await app.kill();
    await app.open();
    await app.signIn(CLERK.name);
    expect(await stored(app.page)).toEqual(before);
    await app.openNotice(TITLE);
    await expect(app.page.getByRole('cell', { name: `第${refused}行核对过`, exact: true })).toBeVisible();
    return before.outbox.map((act) => act.id);
  });

  await test.step('each act reaches the county once', async () => {
    county = await startCounty(data, Number(port));
    await app.sync();
    const own = await stored(app.page);
    expect(own.outbox).toEqual([]);
    const other = newDesk();
    await other.open();
    await other.enrol(county.origin, STONE_CODE, CLERK.login);
    await other.sync();
    const seen = await stored(other.page);
    expectOnce(seen, acts);
    expectSame(own, seen);
    await other.close();
  });
});
