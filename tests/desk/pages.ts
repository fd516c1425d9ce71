/**
 * The desk's screens as people use them, by the words they read. No test ids: every control has a role and a name that
 * is not shared on its screen.
 */
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../double/launch.ts';

export const DEMO_PASSWORD = 'yangli-369901';

export interface DeskPlace {
  readonly profile: string;
  /** Folder that takes the pictures. */
  readonly pictures: string;
  /** More switches for the app. */
  readonly args?: readonly string[];
}

/** One desk: the app on one profile. Killed and started again, it is still the same desk. */
export class DeskApp {
  readonly #place: DeskPlace;
  #running: LaunchedApp | undefined;

  constructor(place: DeskPlace) {
    this.#place = place;
  }

  get page(): Page {
    if (!this.#running) throw new Error('the app is not running');
    return this.#running.page;
  }

  async open(): Promise<void> {
    this.#running = await launchApp({ profile: this.#place.profile, args: this.#place.args ?? [] });
    this.page.on('pageerror', (error) => console.error(`page error: ${error.stack ?? error.message}`));
    await this.page.setViewportSize({ width: 1366, height: 820 });
  }

  async kill(): Promise<void> {
    await this.#running?.kill();
    this.#running = undefined;
  }

  async close(): Promise<void> {
    await this.#running?.close();
    this.#running = undefined;
  }

  /** A picture of the whole window, once it shows what it has to show. */
  async picture(name: string): Promise<void> {
    await expect(this.page.getByText(/^正在(打开|排版)…$/)).toHaveCount(0, { timeout: 60_000 });
    await expect(this.page.locator('#root > *').first()).toBeVisible();
    await this.page.screenshot({ path: path.join(this.#place.pictures, `${name}.png`), animations: 'disabled' });
  }

  /** What the next open dialog gives. */
  async willPick(file: string): Promise<void> {
    await this.#running?.app.evaluate(({ dialog }, picked) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [picked] });
    }, file);
  }

  async willSaveTo(file: string): Promise<void> {
    await this.#running?.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    }, file);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  async enrol(origin: string, code: string, login: string): Promise<void> {
    const { page } = this;
    await page.getByLabel('县服务器地址').fill(origin);
    await page.getByLabel('登记码').fill(code);
    await page.getByLabel('您的登录名').fill(login);
    await page.getByLabel('您的密码').fill(DEMO_PASSWORD);
    await this.button('登记并登录').click();
    // Learning the county's address reloads the window once; what was typed is still there, the password is not.
    const home = page.getByRole('heading', { name: '今日待办' });
    const again = page.getByLabel('您的密码');
    await expect(home.or(again.and(page.locator('[value=""]')))).toBeVisible({ timeout: 60_000 });
    if (!(await home.isVisible())) {
      await again.fill(DEMO_PASSWORD);
      await this.button('登记并登录').click();
    }
    await expect(home).toBeVisible({ timeout: 60_000 });
  }

  async signIn(name: string): Promise<void> {
    const { page } = this;
    await page.getByRole('radio', { name: new RegExp(name) }).click();
    await page.getByLabel('密码').fill(DEMO_PASSWORD);
    await this.button('登录').click();
    await expect(page.getByRole('heading', { name: '今日待办' })).toBeVisible({ timeout: 30_000 });
  }

  async switchTo(name: string): Promise<void> {
    await this.button('切换人员').click();
    await this.signIn(name);
  }

  async menu(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name, exact: true }).click();
  }

  /** Syncs now and waits until the pill says that everything is sent. */
  async sync(): Promise<void> {
    await this.menu('上报与接收');
    await this.button('立即同步').click();
    await expect(this.page.getByText('已与县里核对一致')).toBeVisible({ timeout: 60_000 });
  }

  /** Waits until the desk has sent everything by itself. */
  async sent(): Promise<void> {
    await expect(this.page.getByText(/^已全部上报/)).toBeVisible({ timeout: 120_000 });
  }

  /** All notices that wait for a person, by one act. */
  async approveAll(person: string, button: string, taken?: string): Promise<void> {
    await this.switchTo(person);
    await this.menu('审核');
    const boxes = this.page.getByRole('checkbox');
    await expect(boxes).toHaveCount(3);
    for (const at of [0, 1, 2]) await boxes.nth(at).check();
    if (taken !== undefined) await this.picture(taken);
    await this.pressWithPassword(button);
    await expect(this.page.getByText('现在没有等您审核的')).toBeVisible();
  }

  /** The words of the list of notices. */
  async listed(): Promise<string> {
    await this.menu('补贴公示');
    await expect(this.page.getByRole('heading', { name: '补贴公示', exact: true })).toBeVisible();
    await expect(this.page.getByRole('row').nth(1)).toBeVisible();
    return this.page.getByRole('main').last().innerText();
  }

  /** Opens a notice from the list. */
  async openNotice(title: string | RegExp): Promise<void> {
    await this.menu('补贴公示');
    await this.page.getByRole('link', { name: title }).click();
  }

  /** An act that may ask for the password again. */
  async pressWithPassword(name: string | RegExp): Promise<void> {
    await this.button(name).click();
    await this.answerPassword();
  }

  async answerPassword(): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: '请再输一次密码' });
    const asked = await dialog.waitFor({ timeout: 1500 }).then(() => true, () => false);
    if (!asked) return;
    await dialog.getByLabel('密码').fill(DEMO_PASSWORD);
    await dialog.getByRole('button', { name: '确定' }).click();
  }

  async giveReason(reason: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(reason);
    await dialog.getByRole('button').last().click();
  }
}
