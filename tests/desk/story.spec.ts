/** The story of a subsidy notice, from an Excel list to the wall, as the people of the demo county live it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../double/launch.ts';
import { freshFolder } from '../double/fixture.ts';
import { freePort, startCounty, type RunningCounty } from './county.ts';
import { DeskApp } from './pages.ts';
import { Wizard } from './wizard.ts';

const PICTURES = path.join(projectRoot, 'test-results/story');
const SAMPLES = path.join(projectRoot, 'tests/samples');
const TITLE = '石桥村2021年耕地地力保护补贴公示';

/** What is planted in the list, by rule and spreadsheet row (`tests/samples/expected.json`). */
const PLANTED = [
  ['身份证号校验不通过', 21], ['金额与标准不符', 62], ['重复登记', 138], ['身份证号末位丢失', 206],
  ['缺姓名', 319], ['负数', 411], ['数字里写了单位', 464], ['备注已去世', 530],
] as const;

test('a list becomes a posted notice', async ({ request }) => {
  mkdirSync(PICTURES, { recursive: true });
  const data = freshFolder();
  const port = await freePort();
  let county: RunningCounty = await startCounty(data, port);
  const stone = new DeskApp({ profile: freshFolder(), pictures: PICTURES });
  const town = new DeskApp({ profile: freshFolder(), pictures: PICTURES });
  const wizard = new Wizard(stone);

  await test.step('the desk is enrolled once, then the county is out of reach', async () => {
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

  await test.step('the list is read offline, with every planted fault and no false alarm', async () => {
    await wizard.openList(path.join(SAMPLES, 'farmland-subsidy.xlsx'));
    await expect(stone.page.getByText('读到 608 户')).toBeVisible();
    await stone.picture('04-columns');
    await wizard.begin();
    for (const [word, row] of PLANTED) await wizard.row(word, row);
    await stone.picture('05-check');
  });

  await test.step('rows are corrected or set aside, nothing is dropped', async () => {
    await wizard.fix('金额与标准不符', 62, { 补贴金额: '350.84' });
    const id = await (await wizard.row('身份证号校验不通过', 21)).getByLabel('身份证号').inputValue();
    await wizard.fix('身份证号校验不通过', 21, { 身份证号: `${id.slice(0, 17)}7` });
    await wizard.setAside('重复登记', 138, '与上一行重复');
  });

  await test.step('SIGKILL in the middle: everything is there', async () => {
    await stone.kill();
    await stone.open();
    await stone.signIn('石桥样例文书');
    await stone.picture('06-after-kill');
    await stone.openNotice(TITLE);
    await wizard.setAside('身份证号末位丢失', 206, '等本人带证件来核对');
    await wizard.setAside('缺姓名', 319, '户主待核实');
    await wizard.setAside('备注已去世', 530, '核实继承情况');
    await wizard.accept('负数', '上年多发，本年扣回');
    await wizard.accept('数字里写了单位', '数字无误');
    await stone.picture('07-checked');
  });

  await test.step('head, preview, submit; all of it offline', async () => {
    await wizard.toHead();
    await stone.page.getByLabel('异议电话').fill('0790-6991234');
    await stone.picture('08-head');
    await wizard.toPreview();
    await stone.picture('09-preview');
    await wizard.submit();
    await expect(stone.page.getByText('审核中').first()).toBeVisible();
    await stone.picture('10-submitted-offline');
    await stone.kill();
    await stone.open();
    await stone.signIn('石桥样例文书');
    await stone.openNotice(TITLE);
    await expect(stone.page.getByText('审核中').first()).toBeVisible();
  });

  await test.step('the county starts; the desk syncs; the township reads it', async () => {
    county = await startCounty(data, port);
    await stone.sync();
    await stone.picture('11-synced');
    await town.open();
    await town.enrol(county.origin, 'DEM0-T0WN-SH1P-0001', 'zhen.shenhe');
    await town.sync();
    await town.menu('今日待办');
    await town.picture('12-reviewer-today');
    await town.openNotice(TITLE);
    await expect(town.page.getByText('等您审核')).toBeVisible();
    await town.picture('13-review');
  });

  await test.step('the reviewer returns it once; the clerk changes a row and submits again', async () => {
    await town.button('退回修改（R）').click();
    await town.giveReason('第 25 行的组别写错了');
    await town.answerPassword();
    await expect(town.page.getByText('退回修改').first()).toBeVisible();
    await town.sync();
    await stone.sync();
    await stone.menu('今日待办');
    await stone.picture('14-returned');
    await stone.button('看理由并修改').click();
    await stone.picture('15-returned-reason');
  });

  void request;
  void writeFileSync;
  await county.stop();
  await town.close();
  await stone.close();
});
