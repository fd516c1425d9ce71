/** What the specs on bad luck stand on: lists made small, what really lies in a desk's database, and the pill watched all the time. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { freshFolder } from '../double/fixture.ts';
import { projectRoot } from '../double/launch.ts';
import { sequence, syntheticId } from '../samples/generate.ts';
import { DeskApp } from './pages.ts';
import type { Wizard } from './wizard.ts';

export const PICTURES = path.join(projectRoot, 'test-results/faults');
export const STONE_CODE = 'DEM0-SH1Q-1A00-0001';
export const CLERK = { login: 'shiqiao.wenshu', name: '石桥样例文书' } as const;
/** Title of the notice that a list of `smallList` becomes. */
export const TITLE = '石桥村2021年耕地地力保护补贴公示';
const RATE_FEN = 10_862;

export function desk(args: readonly string[] = []): DeskApp {
  return new DeskApp({ profile: freshFolder(), pictures: PICTURES, args });
}

/** A sound list of the village as a CSV file; the head is row 2, payees begin in row 3. */
export function smallList(payees: number): string {
  const next = sequence(payees);
  const rows = Array.from({ length: payees }, (_, index) => {
    const area = 100 + next(900);
    return `${index + 1},样例户${chineseNumber(index)},${syntheticId(next)},${(area / 100).toFixed(2)},108.62,${(Math.round((area * RATE_FEN) / 100) / 100).toFixed(2)},`;
  });
  const file = path.join(freshFolder(), '石桥村.csv');
  writeFileSync(file, `﻿石桥村2021年耕地地力保护补贴公示表,,,,,,\n序号,姓名,身份证号,面积（亩）,标准,补贴金额,备注\n${rows.join('\n')}\n`);
  return file;
}

/** Names must have no digits in them, and each its own. */
function chineseNumber(index: number): string {
  return [...String(index)].map((digit) => '甲乙丙丁戊己庚辛壬癸'[Number(digit)] ?? '').join('');
}

export interface StoredAct {
  readonly id: string;
  readonly seq: number;
  readonly verb: string;
}

export interface Stored {
  readonly enrolment: { readonly desk: string };
  readonly outbox: readonly StoredAct[];
  readonly needsPerson: number;
  readonly drafts: number;
  readonly pieces: number;
  /** Act and outcome. */
  readonly receipts: readonly { readonly act: string; readonly outcome: string }[];
  /** Records of subsidies: id, revision and value, as shown. */
  readonly records: readonly { readonly id: string; readonly text: string }[];
  /** Lines that the county sent: which act at which number changed which record. */
  readonly history: readonly { readonly act: string; readonly record: string; readonly n: number }[];
}

/** What lies in the desk's database, read past the program: proof that does not rest on what a screen says. */
export async function stored(page: Page): Promise<Stored> {
  const tables = await page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('noticeboard');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('the database did not open'));
    });
    const names = ['outbox', 'needsPerson', 'drafts', 'pieces', 'receipts', 'records', 'history', 'meta'];
    const transaction = opened.transaction(names);
    const read = (name: string): Promise<unknown[]> => new Promise((resolve, reject) => {
      const request = transaction.objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(`${name} was not read`));
    });
    const rows = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
    opened.close();
    const plain = (name: string): string => JSON.stringify(rows[name], (_key, value: unknown) => (value instanceof Uint8Array ? value.length : value));
    return Object.fromEntries(names.map((name) => [name, plain(name)]));
  });
  return fromTables((name) => JSON.parse(tables[name] ?? '[]') as Row[]);
}

interface Row {
  readonly [column: string]: unknown;
}

function fromTables(table: (name: string) => readonly Row[]): Stored {
  const act = (row: Row): StoredAct => ({ id: String(row['id']), seq: Number(row['seq']), verb: String((row['act'] as Row)['verb']) });
  const enrolment = table('meta').find((row) => row['key'] === 'enrolment')?.['value'] as Stored['enrolment'];
  const subsidy = /^(?:subsidyList|subsidyNotice|subsidyBatch|rosterRow|clash):/;
  return {
    enrolment,
    outbox: table('outbox').map(act).toSorted((one, other) => one.seq - other.seq),
    needsPerson: table('needsPerson').length,
    drafts: table('drafts').length,
    pieces: table('pieces').length,
    receipts: table('receipts').map((row) => ({ act: String(row['act']), outcome: String(row['outcome']) })),
    records: table('records').filter((row) => subsidy.test(String(row['id']))).map((row) => ({ id: String(row['id']), text: JSON.stringify([row['revision'], row['value']]) })),
    history: table('history').map((row) => ({ act: String(row['act']), record: String(row['record']), n: Number(String(row['key']).split(' ').at(-1)) })),
  };
}

/** Each of these acts is at the county once: seen by another desk, which was told of it by the county alone. */
export function expectOnce(seen: Stored, acts: readonly string[]): void {
  const numbers = new Map(acts.map((act) => [act, new Set(seen.history.filter((line) => line.act === act).map((line) => line.n))]));
  expect([...numbers].filter(([, at]) => at.size !== 1).map(([act, at]) => ({ act, numbers: [...at] })), 'acts that are not at the county exactly once').toEqual([]);
  const lines = seen.history.map((line) => `${line.act} ${line.record}`);
  expect(new Set(lines).size, 'an act changed a record twice').toBe(lines.length);
}

/** Both desks show the same. */
export function expectSame(one: Stored, other: Stored): void {
  const sorted = (from: Stored): readonly unknown[] => from.records.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  expect(sorted(other)).toEqual(sorted(one));
}

export interface PillWatch {
  /** Everything the pill has said since, in order. */
  said(): Promise<readonly string[]>;
}

/** From now on every word of the pill is written down, also those that last a moment. */
export async function watchPill(page: Page): Promise<PillWatch> {
  await page.evaluate(() => {
    const words: string[] = [];
    (window as unknown as { pillWords: string[] }).pillWords = words;
    const note = (): void => {
      const say = document.querySelector('[data-testid=sync-pill]')?.getAttribute('data-say');
      if (say && words.at(-1) !== say) words.push(say);
    };
    note();
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-say'] });
  });
  return { said: () => page.evaluate(() => (window as unknown as { pillWords: string[] }).pillWords) };
}

export function pill(page: Page): Locator {
  return page.getByTestId('sync-pill');
}

/** A row of the grid by its number in the sheet, opened in the editor. */
export async function openRow(app: DeskApp, sheetRow: number): Promise<Locator> {
  await app.page.getByRole('region', { name: '名单' }).locator(`tr[aria-rowindex="${sheetRow - 1}"]`).click();
  const editor = app.page.getByRole('form', { name: `原表第 ${sheetRow} 行` });
  await expect(editor).toBeVisible();
  return editor;
}

/** Changes a cell of a row; does not wait for what is said. */
export async function changeCell(app: DeskApp, sheetRow: number, cell: { readonly label: string; readonly value: string }): Promise<void> {
  const editor = await openRow(app, sheetRow);
  await editor.getByLabel(cell.label, { exact: true }).fill(cell.value);
  await editor.getByRole('button', { name: '保存这一行' }).click();
}

/** Writes a remark to a row near the top of the list and waits until the grid shows it as saved. */
export async function remark(app: DeskApp, sheetRow: number, value: string): Promise<void> {
  await changeCell(app, sheetRow, { label: '备注', value });
  await expect(app.page.getByRole('region', { name: '名单' }).getByRole('cell', { name: value, exact: true })).toBeVisible();
}

/** Opens a sound list and imports it. */
export async function importList(wizard: Wizard, file: string): Promise<void> {
  await wizard.openList(file);
  await wizard.begin();
}

/** Presses the button of the sync screen, whatever comes of it. */
export async function trySync(app: DeskApp): Promise<void> {
  await app.menu('上报与接收');
  await app.button('立即同步').click();
  await expect(app.button('立即同步')).toBeEnabled({ timeout: 60_000 });
}
