/** Who may speak with the county, told at the desk: wrong passwords, a second person, and a desk that was stopped. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import desk from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import { freshFolder } from '../double/fixture.ts';
import { projectRoot } from '../double/launch.ts';
import { freePort, startCounty, type RunningCounty } from './county.ts';
import { CLERK, desk as newDesk, importList, PICTURES, pill, remark, smallList, STONE_CODE, stored, TITLE, trySync } from './faultsGround.ts';
import { DEMO_PASSWORD, type DeskApp } from './pages.ts';
import { Wizard } from './wizard.ts';

const HEAD = '石桥样例主任';
const SAID = desk.signIn.fault;
const data = freshFolder();
let county: RunningCounty;
let port: number;

test.beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  port = await freePort();
  county = await startCounty(data, port);
});
test.afterAll(async () => {
  await county.stop();
});

/** The operator's command, as `docs/operations.md` gives it. */
function admin(...args: string[]): string {
  return execFileSync(process.execPath, ['county/main.ts', 'admin', ...args, '--data', data], { cwd: projectRoot, encoding: 'utf8' });
}

async function tryPassword(app: DeskApp, person: string, password: string): Promise<void> {
  await app.page.getByRole('radio', { name: new RegExp(person) }).click();
  await app.page.getByLabel('密码').fill(password);
  await app.button('登录').click();
}

test('a wrong password at enrolment is told, and the same code still leads in', async () => {
  const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(admin('enrol', '--office', 'v-shiqiao'))?.[0] ?? '';
  const app = newDesk();
  await app.open();
  const { page } = app;
  const fill = async (password: string): Promise<void> => {
    await page.getByLabel('县服务器地址').fill(county.origin);
    await page.getByLabel('登记码').fill(code);
    await page.getByLabel('您的登录名').fill(CLERK.login);
    await page.getByLabel('您的密码').fill(password);
    await app.button('登记并登录').click();
  };
  await fill(DEMO_PASSWORD);
  // The window reloads for the county's address and asks for the password again.
  await expect(page.getByLabel('您的密码').and(page.locator('[value=""]'))).toBeVisible({ timeout: 30_000 });
  await fill('nicht-richtig-1');
  await expect(page.getByText(/密码不对/)).toBeVisible({ timeout: 30_000 });
  await app.picture('enrol-wrong-password');
  await tryPassword(app, CLERK.name, DEMO_PASSWORD);
  await expect(page.getByRole('heading', { name: '今日待办' })).toBeVisible({ timeout: 30_000 });
  await app.close();
});

test('a second person signs in: the county is needed once, a wrong password is told, then it works offline', async () => {
  const app = newDesk();
  await app.open();
  await app.enrol(county.origin, STONE_CODE, CLERK.login);
  await app.sync();
  await county.stop();
  await app.button('切换人员').click();
  await tryPassword(app, HEAD, DEMO_PASSWORD);
  await expect(app.page.getByText(SAID.firstSignInNeedsCounty)).toBeVisible({ timeout: 30_000 });
  county = await startCounty(data, port);
  await tryPassword(app, HEAD, 'nicht-richtig-2');
  await expect(app.page.getByText(SAID.passwordWrong)).toBeVisible({ timeout: 30_000 });
  await app.picture('second-person-wrong-password');
  await tryPassword(app, HEAD, DEMO_PASSWORD);
  await expect(app.page.getByRole('heading', { name: '今日待办' })).toBeVisible({ timeout: 30_000 });

  await county.stop();
  await app.kill();
  await app.open();
  await tryPassword(app, HEAD, 'nicht-richtig-3');
  await expect(app.page.getByText(SAID.passwordWrong)).toBeVisible({ timeout: 30_000 });
  await app.signIn(HEAD);
  await app.switchTo(CLERK.name);
  await app.close();
  county = await startCounty(data, port);
});

test('a stopped desk is refused at contact, in words, and its work stays', async () => {
  const app = newDesk();
  await app.open();
  await app.enrol(county.origin, STONE_CODE, CLERK.login);
  await app.sync();
  await county.stop();
  await importList(new Wizard(app), smallList(20));
  for (const row of [3, 4, 5]) {
    await remark(app, row, `第${row}行核对过`);
  }
  const before = await stored(app.page);
  expect(before.outbox.length).toBe(4);

  // The command works on a county that is not running, too; so the desk cannot be quicker.
  expect(admin('revoke', '--desk', before.enrolment.desk)).toContain('已停用');
  county = await startCounty(data, port);
  await trySync(app);
  await expect(app.page.getByText(desk.sync.refusal.deskRevoked)).toBeVisible({ timeout: 30_000 });
  await expect(app.page.getByText(desk.sync.phase.refused)).toBeVisible();
  await expect(pill(app.page)).toHaveAttribute('data-say', 'refused');
  await app.picture('desk-revoked');
  const after = await stored(app.page);
  expect(after.outbox).toEqual(before.outbox);
  expect(after.records).toEqual(before.records);
  expect(admin('desks')).toMatch(new RegExp(`${before.enrolment.desk}.*第 0 条 已停用`));

  // It goes on as a desk that is offline does, also after a restart.
  await app.kill();
  await app.open();
  await app.signIn(CLERK.name);
  await app.openNotice(TITLE);
  await expect(app.page.getByRole('cell', { name: '第5行核对过', exact: true })).toBeVisible();
  await remark(app, 6, '停用后再改');
  expect((await stored(app.page)).outbox.length).toBe(5);
  await app.close();
});
