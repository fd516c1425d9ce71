/** The last look before paper, on real PDFs: what carries a person's number, or cannot be read back, does not pass. */
import { readFileSync } from 'node:fs';
import { chromium, type Browser } from '@playwright/test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedNumbers } from '#domain/board/release.ts';
import { HIT_KINDS } from '#domain/privacy/scan.ts';
import { linesOf, releaseSheet } from '#renderer/features/notices/release.ts';
import { suggestedLayout } from '#renderer/print/layout.ts';
import { placedTexts, type PlacedText } from '#renderer/ui/pdf.ts';
import zh from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import en from '#resources/text/en/desk.json' with { type: 'json' };
import { closePrinter, printBoard, releasedCase, rules, syntheticNotice, syntheticRows, township, village } from '../../boards/kit.ts';

const MARK = '3f9a 0c71 d2b8';
const rows = syntheticRows(120);
const notice = syntheticNotice(rows);
const read = (pdf: Uint8Array) => (): Promise<readonly (readonly PlacedText[])[]> => placedTexts(getDocument({ data: pdf.slice() }));
const sheet = { allowed: [] as readonly string[], onEveryPage: MARK };

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  await closePrinter();
});

async function pdfOf(body: string): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.setContent(`<meta charset="utf-8"><p>${MARK}</p>${body}`);
  const pdf = new Uint8Array(await page.pdf());
  await page.close();
  return pdf;
}

describe('the finished PDF', () => {
  it.each([false, true])('passes as the board that it is, page by page (dense: %s)', async (dense) => {
    const board = releasedCase({ rows, notice });
    if (!board.released) throw new Error('held back');
    const pdf = new Uint8Array(readFileSync(await printBoard(`release-${dense}`, { rows, notice }, { ...suggestedLayout(board.board), dense })));
    const allowed = allowedNumbers(board.board, { head: notice.head, offices: [village, township], rules });
    const release = await releaseSheet({ allowed, onEveryPage: MARK }, read(pdf));
    expect(release).toEqual({ released: true, pages: dense ? 3 : 5 });
  });

  it.each([
    ['idNumber', '36990119500101123X'],
    ['mobile', '138 0013 8000'],
    ['account', '6222021234567890123'],
  ] as const)('is stopped by a %s in its text layer, and the line is told', async (kind, number) => {
    const release = await releaseSheet(sheet, read(await pdfOf(`<table><tr><td>12</td><td>张三 ${number}</td><td>108.62</td></tr></table>`)));
    expect(release).toMatchObject({ released: false, why: 'personal', hits: [{ kind, text: number }] });
    expect(release.released === false && release.why === 'personal' && release.hits[0]?.line).toContain('张三');
  });

  it('lets the phone of an office pass', async () => {
    const pdf = await pdfOf('<p>联系电话：13800138000</p>');
    expect(await releaseSheet({ ...sheet, allowed: ['13800138000'] }, read(pdf))).toEqual({ released: true, pages: 1 });
  });

  it('is stopped when it cannot be read back: damaged, drawn as a picture, or somebody else’s', async () => {
    const sound = await pdfOf('<p>公示</p>');
    expect(await releaseSheet(sheet, read(sound.subarray(0, 400)))).toEqual({ released: false, why: 'unreadable' });
    const blank = await pdfOf('<div style="break-before:page;height:40px;background:#000"></div>');
    expect(await releaseSheet(sheet, read(blank))).toEqual({ released: false, why: 'unreadable' });
    expect(await releaseSheet({ ...sheet, onEveryPage: 'aaaa bbbb cccc' }, read(sound))).toEqual({ released: false, why: 'unreadable' });
    expect(await releaseSheet({ ...sheet, onEveryPage: '' }, read(sound))).toEqual({ released: false, why: 'unreadable' });
  });
});

describe('lines of a page', () => {
  const at = (str: string, x: number, width: number, y = 100): PlacedText => ({ str, transform: [1, 0, 0, 1, x, y], width, height: 10, hasEOL: false });

  it('joins what stands close and parts the cells of a row', () => {
    expect(linesOf([at('138', 0, 15), at('00138000', 15.2, 40), at(' ', 55, 30), at('374.74', 85, 30), at('下一行', 0, 30, 80)])).toBe('13800138000\n374.74\n下一行');
  });
});

it('tells every kind of hit in both languages', () => {
  expect(Object.keys(zh.sheet.hit).sort()).toEqual([...HIT_KINDS].sort());
  expect(Object.keys(en.sheet.hit).sort()).toEqual([...HIT_KINDS].sort());
});

describe('the layout that is offered first', () => {
  const dense = (count: number): boolean => {
    const many = syntheticRows(count);
    const board = releasedCase({ rows: many, notice: syntheticNotice(many) });
    return board.released && suggestedLayout(board.board).dense;
  };

  it('is two columns only where that saves half the sheets', () => {
    expect(dense(12)).toBe(false);
    expect(dense(608)).toBe(true);
  });
});
