/** A synthetic notice of any size, and a real browser that prints it. Nobody in it exists; the county code 369901 is no county's. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import farmland from '#resources/programmes/farmland-fertility.json' with { type: 'json' };
import names from '#resources/privacy/names.json' with { type: 'json' };
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import { boardDocument, type BoardInput } from '#domain/board/document.ts';
import { releaseBoard, type BoardRelease } from '#domain/board/release.ts';
import type { BoardText } from '#domain/board/text.ts';
import { rowAmountFen } from '#domain/money/fen.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { Office } from '#domain/office/office.ts';
import type { CountyRules } from '#domain/office/rules.ts';
import { publicView, type Channel, type ListRow } from '#domain/privacy/publicView.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { textOf } from '#county/text.ts';
import { boardHtml } from '#renderer/print/board.ts';
import { PRINT_FONTS } from '#renderer/print/fonts.ts';
import { A4_PORTRAIT, type BoardLayout } from '#renderer/print/layout.ts';

const words = textOf('board');

/** The sentences of `board.json`. */
export const boardText: BoardText = (key, values) => words(key, { ...values });

export const programme = farmland as unknown as Programme;
export const nameWords = names;
export const capitalNumerals = numerals;

const office = { code: null, aliases: [], boards: [], synthetic: true, phone: '0797-1234567' } as const;
export const village: Office = { ...office, id: 'v1', name: '石桥村', sealName: '样例镇石桥村民委员会', level: 'village', parent: 't1' };
export const township: Office = { ...office, id: 't1', name: '样例镇', sealName: '样例镇人民政府', level: 'township', parent: 'c1' };
export const rules: CountyRules = {
  county: 'c1', name: '样例县', divisionCode: '369901', countStartDay: false, photoRequired: true, objectionDaysAfterPosting: 7, officialAddress: '', supervisionPhone: '0797-7654321', synthetic: true,
};

export const CONTENT_HASH = '3f9a0c71d2b845e6a1c07d93f2e85b4466aa0f1c9d3e7b2850c4d6e8f1a2b3c4';
export const SHEET_CODE = '7Q4K2MX9V3HTD';

const SURNAMES = ['罗', '韦', '秦', '龙', '欧阳', '熊', '邓', '胡', '钟', '上官', '严', '陶', '曾', '余', '薛', '司徒'];
const GIVEN = ['贵磊', '秋玉', '丽兰', '红', '洋喆', '根春', '刚淼', '福', '勇秋', '军', '发', '梅香', '堃', '金超'];
const GROUPS = ['上屋组', '下屋组', '老屋场小组', '新屋里小组', '樟树下组', '桥头组', '塘背组', '河东组'];

/** Rows with whatever a careless list has: IDs, cards, phones. None of it may ever reach an exit. */
export function syntheticRows(count: number): readonly ListRow[] {
  return Array.from({ length: count }, (_, index): ListRow => {
    const area = 800 + ((index * 7919) % 9000);
    const name = `${SURNAMES[(index * 5) % SURNAMES.length] ?? ''}${GIVEN[(index * 11 + Math.floor(index / 16)) % GIVEN.length] ?? ''}`;
    return {
      row: `r${index}`,
      cells: {
        payeeName: name,
        idNumber: `36990119${String(40 + (index % 50))}0518${String(1000 + index).slice(-4)}`,
        bankAccount: `6299997767${String(100000000 + index * 37)}`,
        phone: `199${String(10000000 + index * 131)}`,
        address: `石桥村${index}号`,
        group: GROUPS[Math.floor((index * GROUPS.length) / count)] ?? null,
        subsidisedArea: area,
        rate: 10862,
        amount: rowAmountFen(area, 10862),
        remark: index % 97 === 3 ? '流转户' : null,
      },
    };
  });
}

export function syntheticNotice(rows: readonly ListRow[], change: Partial<SubsidyNotice> = {}): SubsidyNotice {
  const sum = (column: 'subsidisedArea' | 'amount'): number => rows.reduce((total, row) => total + Number(row.cells[column] ?? 0), 0);
  return {
    batch: 'subsidyBatch:b', list: 'subsidyList:l', programme: programme.code, programmeVersion: 1, years: [2021], batchNo: 1, stage: 'secondPosting', direction: 'up',
    issuer: 't1', owner: 'v1', version: 1, state: 'printed',
    head: {
      title: '关于样例镇石桥村2021年耕地地力保护补贴面积及资金的公示', basisText: '《样例县2021年耕地地力保护补贴实施方案》（样例农发〔2021〕5号）', periodMode: 'printed',
      periodStart: '2021-11-22', periodEnd: '2021-11-29', objectionDeadline: '2021-12-06', objectionOffice: '样例镇农业办', objectionPhone: '0797-1234567', supervisionPhone: '0797-7654321',
      bodyText: '经村组登记、村民委员会核对、乡镇初核，现将各户补贴面积和金额公布于后。全年撂荒、果园、畜禽养殖场使用的耕地和已征收的土地不予补贴。',
    },
    frames: [], accepted: [], totals: { rows: rows.length, areaMilliMu: sum('subsidisedArea'), amountFen: sum('amount') }, drafter: 'a1', returns: [], paperSignatures: [],
    signed: { contentHash: CONTENT_HASH, by: 'a5', day: '2021-11-21', code: SHEET_CODE, serial: '2021-01-7Q4K2M' },
    prints: [], postings: [], ...change,
  };
}

export interface BoardCase {
  readonly rows: readonly ListRow[];
  readonly notice?: SubsidyNotice;
  readonly channel?: Channel;
  readonly change?: Partial<BoardInput>;
}

export function releasedCase({ rows, notice = syntheticNotice(rows), channel = 'board', change = {} }: BoardCase): BoardRelease {
  const used = change.programme ?? programme;
  const view = publicView({ programme: used, stage: notice.stage, channel, rows, names: nameWords });
  const input: BoardInput = { view, notice, programme: used, owner: village, issuer: township, rules, numerals: capitalNumerals, text: boardText, contentHash: CONTENT_HASH, ...change };
  return releaseBoard(boardDocument(input), { head: notice.head, offices: [input.owner, input.issuer], rules: input.rules });
}

export const RESULTS = resolve('test-results/boards');

let running: Promise<Browser> | undefined;

/** One browser per test file; `closePrinter` ends it. */
function printer(): Promise<Browser> {
  running ??= chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--allow-file-access-from-files'] });
  return running;
}

export async function closePrinter(): Promise<void> {
  await (await running)?.close();
  running = undefined;
}

/** Prints a board by a real Chromium and returns the path of the PDF. */
export async function printBoard(name: string, boardCase: BoardCase, layout: BoardLayout = A4_PORTRAIT): Promise<string> {
  const release = releasedCase(boardCase);
  if (!release.released) throw new Error(`held back: ${release.hits.map((hit) => hit.text).join(' ')}`);
  mkdirSync(RESULTS, { recursive: true });
  const source = (file: string): string => PRINT_FONTS.find((font) => font.file === file)?.source ?? '';
  const html = boardHtml(release.board, layout, (file) => pathToFileURL(resolve('node_modules', source(file))).href);
  const page = join(RESULTS, `${name}.html`);
  writeFileSync(page, html);
  const tab = await (await printer()).newPage();
  try {
    await tab.goto(pathToFileURL(page).href);
    await tab.evaluate(() => document.fonts.ready.then(() => undefined));
    const path = join(RESULTS, `${name}.pdf`);
    await tab.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: boardCase.rows.length < 1000 });
    return path;
  } finally {
    await tab.close();
  }
}

/** Text of a PDF, page by page. */
export function pageTexts(pdf: string, layout = false): readonly string[] {
  const text = execFileSync('pdftotext', [...(layout ? ['-layout'] : []), '-enc', 'UTF-8', pdf, '-'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return text.split('\f').slice(0, -1);
}

export function fontTable(pdf: string): readonly string[] {
  return execFileSync('pdffonts', [pdf], { encoding: 'utf8' }).split('\n').slice(2).filter((line) => line.trim() !== '');
}
