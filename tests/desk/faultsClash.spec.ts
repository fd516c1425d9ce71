/** Two desks of one office change the same list while neither reaches the county. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { freshFolder } from '../double/fixture.ts';
import { projectRoot } from '../double/launch.ts';
import { freePort, startCounty } from './county.ts';
import { changeCell, CLERK, desk, expectSame, importList, PICTURES, pill, smallList, STONE_CODE, stored, TITLE } from './faultsGround.ts';
import { DEMO_PASSWORD, type DeskApp } from './pages.ts';
import { Wizard } from './wizard.ts';

const OTHER = { id: 'a-shiqiao-clerk2', login: 'shiqiao.bangban', name: '石桥样例帮办' } as const;

async function change(app: DeskApp, row: number, label: string, value: string): Promise<void> {
  await changeCell(app, row, { label, value });
  await expect(app.page.getByText('这一行已保存').last()).toBeVisible();
  await expect(cell(app, value)).toBeVisible();
}

function cell(app: DeskApp, text: string) {
  return app.page.getByRole('cell', { name: text, exact: true });
}

test('the same field is settled by a person who sees both values; different fields merge', async () => {
  mkdirSync(PICTURES, { recursive: true });
  const data = freshFolder();
  const port = await freePort();
  let county = await startCounty(data, port);
  const account = ['--id', OTHER.id, '--login', OTHER.login, '--name', OTHER.name, '--post', 'v-shiqiao:villageClerk', '--password', DEMO_PASSWORD];
  execFileSync(process.execPath, ['county/main.ts', 'admin', 'account', ...account, '--data', data], { cwd: projectRoot });
  const first = desk();
  const second = desk();

  await test.step('both desks have the list', async () => {
    await first.open();
    await first.enrol(county.origin, STONE_CODE, CLERK.login);
    await importList(new Wizard(first), smallList(8));
    await first.sync();
    await second.open();
    await second.enrol(county.origin, STONE_CODE, OTHER.login);
    await second.sync();
    await county.stop();
  });

  await test.step('offline, both change row 3 in the same field and row 4 in different ones', async () => {
    await first.openNotice(TITLE);
    await change(first, 3, '备注', '甲说已核对');
    await change(first, 4, '备注', '甲改了备注');
    await second.openNotice(TITLE);
    await change(second, 3, '备注', '乙说待核对');
    await change(second, 4, '姓名', '乙改名户');
  });

  await test.step('the later one is told who changed what, both values in sight', async () => {
    county = await startCounty(data, port);
    await first.sync();
    await second.menu('上报与接收');
    await second.button('立即同步').click();
    const card = second.page.getByRole('article', { name: '改动不一致' });
    await expect(card).toHaveCount(1, { timeout: 60_000 });
    await expect(card.getByRole('columnheader', { name: `${CLERK.name}改成（现在用的）` })).toBeVisible();
    await expect(card.getByRole('columnheader', { name: new RegExp(`^${OTHER.name}改成（.+）`) })).toBeVisible();
    const row = card.getByRole('row').filter({ hasText: '备注' });
    await expect(row.getByRole('cell')).toHaveText(['备注', '（空）', '甲说已核对', '乙说待核对']);
    await expect(card.getByRole('row')).toHaveCount(2);
    await expect(pill(second.page)).toHaveAttribute('data-say', 'needsPerson');
    await second.picture('clash');
  });

  await test.step('until somebody has chosen, the first value stands at both desks; the other fields are merged', async () => {
    for (const app of [first, second]) {
      await app.menu('上报与接收');
      await app.button('立即同步').click();
      await expect(app.page.getByRole('article', { name: '改动不一致' })).toHaveCount(1, { timeout: 60_000 });
      await app.openNotice(TITLE);
      await expect(cell(app, '甲说已核对')).toBeVisible();
      await expect(cell(app, '甲改了备注')).toBeVisible();
      await expect(cell(app, '乙改名户')).toBeVisible();
    }
  });

  await test.step('a person chooses, and both desks show the chosen value', async () => {
    await second.menu('上报与接收');
    await second.pressWithPassword(`改用${OTHER.name}的`);
    await expect(second.page.getByText('已选定')).toBeVisible();
    await expect(second.page.getByRole('article', { name: '改动不一致' })).toHaveCount(0);
    await second.sync();
    await first.sync();
    for (const app of [first, second]) {
      await app.menu('上报与接收');
      await expect(app.page.getByRole('article', { name: '改动不一致' })).toHaveCount(0);
      await app.openNotice(TITLE);
      await expect(cell(app, '乙说待核对')).toBeVisible();
      await expect(cell(app, '甲说已核对')).toHaveCount(0);
    }
    const [one, other] = [await stored(first.page), await stored(second.page)];
    expectSame(one, other);
    expect([one.outbox, other.outbox]).toEqual([[], []]);
    for (const app of [first, second]) await expect(pill(app.page)).not.toHaveAttribute('data-say', 'needsPerson');
  });
  await Promise.all([first.close(), second.close()]);
  await county.stop();
});
