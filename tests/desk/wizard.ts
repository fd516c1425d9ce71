/** The wizard from a file to a submitted notice, step by step, as a clerk goes through it. */
import { expect, type Locator } from '@playwright/test';
import type { DeskApp } from './pages.ts';

export class Wizard {
  readonly #desk: DeskApp;

  constructor(desk: DeskApp) {
    this.#desk = desk;
  }

  async openList(file: string): Promise<void> {
    await this.#desk.willPick(file);
    await this.#desk.menu('今日待办');
    await this.#desk.button('新建补贴公示').click();
    await this.#desk.button('选择文件').click();
    await expect(this.#desk.page.getByText(/读到 .* 户/)).toBeVisible({ timeout: 30_000 });
  }

  async begin(): Promise<void> {
    await this.#desk.button('开始核对').click();
    await expect(this.groups()).toBeVisible({ timeout: 30_000 });
  }

  groups(): Locator {
    return this.#desk.page.getByRole('complementary', { name: '发现的问题' });
  }

  totals(): Locator {
    return this.#desk.page.getByLabel('合计', { exact: true });
  }

  /** Opens a group of problems by its word, if it is not open. */
  async group(word: string): Promise<Locator> {
    const group = this.groups().getByRole('listitem').filter({ has: this.#desk.page.getByRole('button', { name: new RegExp(`^${word}`), expanded: true }) });
    const head = this.groups().getByRole('button', { name: new RegExp(`^${word}`) }).first();
    if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
    return group.first();
  }

  /** Words of the groups that are errors or warnings and not yet accepted. */
  async openGroups(): Promise<readonly string[]> {
    return this.groups().locator('.group-error, .group-warning').allInnerTexts();
  }

  /** The editor on the row of a problem. */
  async row(word: string, row: number): Promise<Locator> {
    const group = await this.group(word);
    await group.getByRole('button', { name: new RegExp(`^第 ${row} 行`) }).click();
    const editor = this.#desk.page.getByRole('form', { name: `原表第 ${row} 行` });
    await expect(editor).toBeVisible();
    return editor;
  }

  async fix(word: string, row: number, cells: { readonly [label: string]: string }): Promise<void> {
    const editor = await this.row(word, row);
    for (const [label, value] of Object.entries(cells)) await editor.getByLabel(label, { exact: true }).fill(value);
    await editor.getByRole('button', { name: '保存这一行' }).click();
    await expect(this.#desk.page.getByText('这一行已保存').last()).toBeVisible();
  }

  async setAside(word: string, row: number, reason: string): Promise<void> {
    const editor = await this.row(word, row);
    await editor.getByRole('button', { name: '暂缓' }).click();
    await this.#desk.giveReason(reason);
    await expect(editor.getByText(`已暂缓：${reason}`)).toBeVisible();
  }

  async accept(word: string, reason: string): Promise<void> {
    const group = await this.group(word);
    await group.getByRole('button', { name: '说明理由，接受这一类' }).click();
    await this.#desk.giveReason(reason);
    await expect(group.getByText(`已接受，理由：${reason}`)).toBeVisible();
  }

  /** Back to the rows, from whatever step was kept. */
  async backToRows(): Promise<void> {
    const back = this.#desk.button('上一步');
    await expect(back.or(this.groups()).first()).toBeVisible({ timeout: 30_000 });
    while (!(await this.groups().isVisible())) {
      await back.click();
      await expect(this.groups().or(this.#desk.page.getByLabel('异议电话')).first()).toBeVisible();
    }
  }

  async toHead(): Promise<void> {
    await this.#desk.button('下一步：公示内容').click();
  }

  async toPreview(): Promise<void> {
    await this.#desk.button('下一步：预览').click();
    await expect(this.#desk.page.getByText(/共 \d+ 页/)).toBeVisible({ timeout: 60_000 });
  }

  async submit(): Promise<void> {
    await this.#desk.button(/提交/).last().click();
  }
}
