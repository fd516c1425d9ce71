/** The story of a subsidy notice, from an Excel list to the wall, as the people of the demo county live it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { projectRoot } from '../double/launch.ts';
import { freshFolder } from '../double/fixture.ts';
import { freePort, startCounty, type RunningCounty } from './county.ts';
import { DeskApp } from './pages.ts';
import { personalValues } from './personalValues.ts';
import { Wizard } from './wizard.ts';

const PICTURES = path.join(projectRoot, 'test-results/story');
const SAMPLES = path.join(projectRoot, 'tests/samples');
const FARMLAND = path.join(SAMPLES, 'farmland-subsidy.xlsx');
const PLATFORM = path.join(SAMPLES, 'platform-export-township.xlsx');
const TITLE = '石桥村2021年耕地地力保护补贴公示';
const PHONE = '0790-6991234';

/** What is planted in the list, by rule and spreadsheet row (`tests/samples/expected.json`). */
const PLANTED = [
  ['身份证号校验不通过', 21], ['金额与标准不符', 62], ['重复登记', 138], ['身份证号末位丢失', 206],
  ['缺姓名', 319], ['负数', 411], ['数字里写了单位', 464], ['备注已去世', 530],
] as const;

const picture = (name: string): string => path.join(PICTURES, name);
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

test.describe.configure({ mode: 'serial' });

test.describe('a list becomes a posted notice', () => {
  const data = freshFolder();
  const stone = new DeskApp({ profile: freshFolder(), pictures: PICTURES });
  const secondStone = new DeskApp({ profile: freshFolder(), pictures: PICTURES });
  const town = new DeskApp({ profile: freshFolder(), pictures: PICTURES });
  const maple = new DeskApp({ profile: freshFolder(), pictures: PICTURES });
  const wizard = new Wizard(stone);
  let port = 0;
  let county: RunningCounty;
  let code = '';

  test.beforeAll(async () => {
    rmSync(PICTURES, { recursive: true, force: true });
    mkdirSync(PICTURES, { recursive: true });
    port = await freePort();
    county = await startCounty(data, port);
  });

  test.afterAll(async () => {
    for (const desk of [stone, secondStone, town, maple]) await desk.close();
    expect(await county.stop()).toBe(0);
  });

  test('the desk is enrolled once; from then on the county is out of reach', async () => {
    await stone.open();
    await expect(stone.page.getByRole('heading', { name: '这台电脑第一次使用' })).toBeVisible();
    await stone.picture('01-first-run');
    await stone.enrol(county.origin, 'DEM0-SH1Q-1A00-0001', 'shiqiao.wenshu');
    await stone.sync();
    await stone.picture('02-enrolled');
    expect(await county.stop()).toBe(0);
    await stone.kill();
    await stone.open();
    await stone.signIn('石桥样例文书');
    await stone.picture('03-today-offline');
  });

  test('the list of another village is noticed', async () => {
    await wizard.openList(PLATFORM);
    await expect(stone.page.getByText(/枫林村|横溪村/).first()).toBeVisible();
    await stone.picture('04-another-village');
    await stone.button('换一个文件').click();
  });

  test('the list is read offline, with every planted fault and no false alarm', async () => {
    await wizard.openList(FARMLAND);
    await expect(stone.page.getByText('读到 608 户')).toBeVisible();
    await expect(stone.page.getByLabel('补贴项目')).toHaveValue('farmland-fertility');
    await stone.picture('05-columns');
    await wizard.begin();
    await expect(stone.page.getByText('与原表合计一致')).toBeVisible();
    for (const [word, row] of PLANTED) await wizard.row(word, row);
    expect(await wizard.openGroups()).toHaveLength(PLANTED.length);
    await stone.picture('06-check');
  });

  test('rows are corrected or set aside, and a kill in the middle loses nothing', async () => {
    await wizard.fix('金额与标准不符', 62, { 补贴金额: '350.84' });
    const id = await (await wizard.row('身份证号校验不通过', 21)).getByLabel('身份证号').inputValue();
    await wizard.fix('身份证号校验不通过', 21, { 身份证号: `${id.slice(0, 17)}7` });
    await wizard.setAside('重复登记', 138, '与上一行重复');
    await stone.kill();
    await stone.open();
    await stone.signIn('石桥样例文书');
    await stone.picture('07-after-kill');
    await stone.openNotice(TITLE);
    await wizard.setAside('身份证号末位丢失', 206, '等本人带证件来核对');
    await wizard.setAside('缺姓名', 319, '户主待核实');
    await wizard.setAside('备注已去世', 530, '核实继承情况');
    await wizard.accept('负数', '上年多发，本年扣回');
    await wizard.accept('数字里写了单位', '数字无误');
    await expect(wizard.totals()).toContainText('604');
    await stone.picture('08-checked');
  });

  test('head, preview and submit, all of it offline; everything is there after another kill', async () => {
    await wizard.toHead();
    await stone.page.getByLabel('异议电话').fill(PHONE);
    await stone.picture('09-head');
    await wizard.toPreview();
    await stone.picture('10-preview');
    await wizard.submit();
    await expect(stone.page.getByText('审核中').first()).toBeVisible();
    await stone.picture('11-submitted-offline');
    await stone.kill();
    await stone.open();
    await stone.signIn('石桥样例文书');
    await stone.openNotice(TITLE);
    await expect(stone.page.getByText('审核中').first()).toBeVisible();
  });

  test('the county starts, the desk syncs by itself, and the reviewer returns the notice with a reason', async () => {
    county = await startCounty(data, port);
    await stone.sent();
    await stone.picture('12-synced');
    await town.open();
    await town.enrol(county.origin, 'DEM0-T0WN-SH1P-0001', 'zhen.shenhe');
    await town.sync();
    await town.menu('今日待办');
    await town.picture('13-reviewer-today');
    await town.openNotice(TITLE);
    await expect(town.page.getByText('等您审核')).toBeVisible();
    await town.picture('14-review');
    await town.button('退回修改（R）').click();
    await town.giveReason('第 29 行的组别写错了');
    await town.answerPassword();
    await expect(town.page.getByText('已退回')).toBeVisible();
    await town.sync();
    await stone.sync();
  });

  test('a row edit that arrives late is refused with words', async () => {
    await secondStone.open();
    await secondStone.enrol(county.origin, 'DEM0-SH1Q-1A00-0001', 'shiqiao.wenshu');
    await secondStone.sync();
    expect(await county.stop()).toBe(0);
    const second = new Wizard(secondStone);
    await secondStone.openNotice(TITLE);
    await second.fix('生僻字', 35, { 村民小组: '迟到组' });
    await secondStone.kill();
    await stone.menu('今日待办');
    await stone.picture('15-returned');
    await stone.button('看理由并修改').click();
    await expect(stone.page.getByText('第 29 行的组别写错了')).toBeVisible();
    await stone.picture('16-returned-reason');
    await stone.button('继续编制').click();
    await wizard.backToRows();
    await wizard.fix('生僻字', 29, { 村民小组: '下屋组' });
    await wizard.toHead();
    await wizard.toPreview();
    await wizard.submit();
    await expect(stone.page.getByText('审核中').first()).toBeVisible();
    county = await startCounty(data, port);
    await stone.sync();
    await secondStone.open();
    await secondStone.signIn('石桥样例文书');
    await secondStone.menu('上报与接收');
    await secondStone.button('立即同步').click();
    await expect(secondStone.page.getByText(/没有办成：修改/)).toBeVisible({ timeout: 30_000 });
    await secondStone.picture('17-late-edit-refused');
    await secondStone.close();
  });

  test('reviewer, secrecy reviewer and signer approve', async () => {
    await town.sync();
    await town.openNotice(TITLE);
    await town.pressWithPassword('通过（A）');
    await expect(town.page.getByText('等样例镇（保密审查）审核')).toBeVisible();
    await town.switchTo('样例镇保密审查员');
    await town.openNotice(TITLE);
    await expect(town.page.getByText('等您做保密审查')).toBeVisible();
    await town.page.keyboard.press('a');
    await town.answerPassword();
    await expect(town.page.getByText('等样例镇（签发人）签发')).toBeVisible();
    await town.switchTo('样例镇签发人');
    await town.openNotice(TITLE);
    await town.picture('18-sign');
    await town.pressWithPassword('签发（A）');
    await expect(town.page.getByText('已签发').first()).toBeVisible();
    await town.page.getByRole('link', { name: '办理记录' }).click();
    await town.picture('19-history');
    await town.sync();
  });

  test("the supervisor's paper signature is recorded, the boards are printed", async () => {
    await stone.sync();
    await stone.openNotice(TITLE);
    await stone.button('录入纸质签批').first().click();
    await stone.picture('20-paper-signature');
    await stone.page.getByRole('dialog').getByRole('button', { name: '录入', exact: true }).click();
    await expect(stone.page.getByText('纸质签批已录入')).toBeVisible();
    await stone.button('去打印').click();
    await expect(stone.page.getByText(/共 \d+ 页/)).toBeVisible({ timeout: 60_000 });
    await stone.page.getByRole('button', { name: '打印', exact: true }).click();
    await expect(stone.page.getByText('请张贴并登记每一处')).toBeVisible({ timeout: 60_000 });
    await stone.willSaveTo(picture('stone-board.pdf'));
    await stone.button('保存 PDF').click();
    await expect.poll(() => sizeOf(picture('stone-board.pdf'))).toBeGreaterThan(10_000);
    const text = execFileSync('pdftotext', ['-layout', picture('stone-board.pdf'), '-'], { encoding: 'utf8' });
    expect(text).toContain(PHONE);
    expect(text).toMatch(/第\s*1\s*页/);
    for (const value of await personalValues(FARMLAND)) expect(text.includes(value), `the board shows ${value}`).toBe(false);
    code = /查验码\s*((?:[0-9A-Z]{4}-){3}[0-9A-Z])/.exec(text)?.[1] ?? '';
    expect(code).not.toBe('');
    await stone.picture('21-printed');
  });

  test('each board of the village hangs with place, day and photo, and counts its own period', async () => {
    const photo = picture('photo-of-the-board.jpg');
    await stone.page.screenshot({ path: photo, type: 'jpeg' });
    const boards = stone.page.getByRole('article');
    await expect(boards).toHaveCount(2);
    for (const at of [0, 1]) {
      const board = boards.nth(at);
      await board.getByLabel('张贴照片').setInputFiles(photo);
      await board.getByRole('button', { name: '登记张贴' }).click();
      await expect(board.getByText(/公示中，还有 \d+ 天/)).toBeVisible();
      await expect(stone.page.getByText(at === 0 ? '部分已张贴' : '公示中', { exact: true }).first()).toBeVisible();
      await stone.picture(at === 0 ? '22-one-board-hangs' : '23-both-boards-hang');
    }
    await stone.sync();
  });

  test('the township imports once, approves once, splits by village', async () => {
    const clerk = new Wizard(town);
    await town.switchTo('样例镇经办员');
    await clerk.openList(PLATFORM);
    await town.page.getByLabel('第几批').fill('2');
    await clerk.begin();
    await town.picture('24-township-check');
    await clerk.toHead();
    await town.button('下一步：预览').click();
    await town.picture('25-township-split');
    await town.button('按 3 个村生成公示').click();
    await expect(town.page.getByText(/共 \d+ 页/)).toBeVisible({ timeout: 60_000 });
    await clerk.submit();
    await expect(town.page.getByText('已提交 3 张公示')).toBeVisible();
    await town.approveAll('样例镇审核员', '一次通过 3 张', '25b-three-to-review');
    await town.approveAll('样例镇保密审查员', '一次通过 3 张');
    await town.approveAll('样例镇签发人', '一次签发 3 张');
    await town.sync();
  });

  test('the other village only confirms and prints', async () => {
    await maple.open();
    await maple.enrol(county.origin, 'DEM0-FENG-11N0-0001', 'fenglin.wenshu');
    await maple.sync();
    await maple.menu('今日待办');
    await maple.picture('26-maple-today');
    await maple.button('核对确认').click();
    await maple.picture('27-maple-confirm');
    await maple.button('核对无误，确认').click();
    await expect(maple.page.getByText(/共 \d+ 页/)).toBeVisible({ timeout: 60_000 });
    await maple.page.getByRole('button', { name: '打印', exact: true }).click();
    await expect(maple.page.getByText('请张贴并登记每一处')).toBeVisible({ timeout: 60_000 });
    await maple.willSaveTo(picture('maple-board.pdf'));
    await maple.button('保存 PDF').click();
    await expect.poll(() => sizeOf(picture('maple-board.pdf'))).toBeGreaterThan(10_000);
    await maple.picture('28-maple-printed');
    await maple.sync();
    const listed = await maple.listed();
    expect(listed).toContain('枫林村2021');
    expect(listed).not.toContain('横溪村2021');
    expect(listed).not.toContain('石桥村2021');
  });

  test('the public pages show the website view and verify a sheet, without JavaScript and without a personal field', async () => {
    const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
    const visitor = await (await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })).newPage();
    const secrets = await personalValues(FARMLAND);
    const clean = async (name: string): Promise<void> => {
      const html = await visitor.content();
      for (const value of secrets) expect(html.includes(value), `${name} shows ${value}`).toBe(false);
      await visitor.screenshot({ path: picture(`${name}.png`) });
    };
    await visitor.goto(county.origin);
    await clean('29-topic-page');
    await visitor.getByRole('link', { name: TITLE }).first().click();
    await expect(visitor.getByRole('heading', { name: TITLE }).first()).toBeVisible();
    await clean('30-website-view');
    await visitor.goto(`${county.origin}/v/${code.replaceAll(/[- ]/g, '')}`);
    await expect(visitor.getByText('604').first()).toBeVisible();
    await clean('31-verified');
    await visitor.goto(`${county.origin}/v/0000000000000`);
    await expect(visitor.getByText(/县里还没有收到这张公示，或编号有误/)).toBeVisible();
    await visitor.screenshot({ path: picture('32-unknown-code.png') });
    await browser.close();
  });
});
