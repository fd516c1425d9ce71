/** Real sheets by a real browser: counted, read back, scanned. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import coverage from '#resources/fonts/coverage.json' with { type: 'json' };
import { releaseGuard } from '#domain/privacy/release.ts';
import { allowedNumbers } from '#domain/board/release.ts';
import { boardHtml } from '#renderer/print/board.ts';
import { A4_PORTRAIT, suggestedLayout, type BoardLayout } from '#renderer/print/layout.ts';
import { printability } from '#renderer/print/printability.ts';
import { COVERING_FONTS, coverageOf } from '../../tools/fonts/coverage.ts';
import { closePrinter, fontTable, pageTexts, printBoard, releasedCase, rules, syntheticNotice, syntheticRows, township, village } from './kit.ts';

const ROWS = 608;
const rows = syntheticRows(ROWS);
const notice = syntheticNotice(rows);
afterAll(closePrinter);

const squeezed = (text: string): string => text.replace(/\s+/g, '');

function allowed(): readonly string[] {
  const release = releasedCase({ rows, notice });
  if (!release.released) throw new Error('held back');
  return allowedNumbers(release.board, { head: notice.head, offices: [village, township], rules });
}

/** Serial numbers that start a line of the list, in reading order. */
function serialsOf(pages: readonly string[]): readonly number[] {
  const names = new Map(rows.map((row, index) => [index + 1, String(row.cells.payeeName)]));
  return pages.flatMap((page) => [...page.matchAll(/^\s*(\d{1,3})\s/gm)].map((match) => Number(match[1])).filter((serial) => names.has(serial)));
}

const LAYOUTS: readonly [string, BoardLayout, number][] = [
  ['portrait', A4_PORTRAIT, 25],
  ['landscape', { ...A4_PORTRAIT, orientation: 'landscape' }, 36],
  ['large', { ...A4_PORTRAIT, largeType: true }, 30],
  ['a3', { ...A4_PORTRAIT, paper: 'A3' }, 14],
];

describe.each(LAYOUTS)('%s, 608 households', (name, layout, pagesAtMost) => {
  let pdf = '';
  let pages: readonly string[] = [];
  beforeAll(async () => {
    pdf = await printBoard(name, { rows, notice }, layout);
    pages = pageTexts(pdf, true);
  }, 60_000);

  it('has page x of y, the head, serial, version, hash and code on every sheet', () => {
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.length).toBeLessThanOrEqual(pagesAtMost);
    pages.forEach((page, index) => {
      const text = squeezed(page);
      expect(text).toContain(`第${index + 1}页共${pages.length}页`);
      for (const part of ['序号', '补贴金额', '公示编号2021-01-7Q4K2M', '第1版', '校验3f9a0c71d2b8', '查验码7Q4K-2MX9-V3HT-D', '样例数据，非真实公示']) expect(text).toContain(part);
    });
  });

  it('holds every household once and whole: serial, name and amount on one line', () => {
    expect(serialsOf(pages)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
    const lines = pages.join('\n').split('\n').map(squeezed);
    rows.forEach((row, index) => {
      const amount = (Number(row.cells.amount) / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',');
      expect(lines.some((line) => line.startsWith(`${index + 1}`) && line.includes(String(row.cells.payeeName)) && line.includes(amount))).toBe(true);
    });
  });

  it('says the totals once, in figures and capitals, and keeps signatures and seal with the list', () => {
    const text = squeezed(pages.join(''));
    expect(text).toContain('人民币叁拾伍万零壹佰伍拾元零玖角贰分');
    expect(text.match(/合计3,223\.632350,150\.92/g)).toHaveLength(1);
    const last = squeezed(pages.at(-1) ?? '');
    for (const part of ['608', '合计', '制表人', '村负责人', '村监委主任', '样例镇石桥村民委员会', '盖章']) expect(last).toContain(part);
  });

  it('embeds its fonts, none of them Type 3', () => {
    const fonts = fontTable(pdf);
    expect(fonts.length).toBeGreaterThan(2);
    for (const font of fonts) expect(font).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  it('has nothing of a person in its text layer but the name', () => {
    for (const text of [pageTexts(pdf).join('\n'), pages.join('\n')]) {
      const release = releaseGuard(text, allowed());
      expect(release.released ? [] : release.hits).toEqual([]);
    }
    const all = squeezed(pages.join(''));
    for (const row of rows) for (const column of ['idNumber', 'bankAccount', 'phone'] as const) expect(all).not.toContain(String(row.cells[column]));
  });
});

describe('dense, 608 households', () => {
  it('needs less than half the sheets and loses nobody', async () => {
    const pages = pageTexts(await printBoard('dense', { rows, notice }, { ...A4_PORTRAIT, dense: true }));
    expect(pages.length).toBeLessThanOrEqual(9);
    const lines = pages.join('\n').split(/\s+/);
    const from = new Map<string, number>();
    for (const line of lines) from.set(line, (from.get(line) ?? 0) + 1);
    for (const [name, count] of countOf(rows.map((row) => String(row.cells.payeeName)))) expect(from.get(name)).toBe(count);
    for (const page of pages) expect(squeezed(page).match(/序号/g)?.length).toBeGreaterThanOrEqual(1);
    expect(squeezed(pages.join(''))).toContain('补贴标准（元/亩）108.62');
  }, 60_000);
});

function countOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

describe('short notices', () => {
  it.each([1, 12, 26, 27, 28, 40, 41])('of %i households never leave signatures and seal alone on a sheet', async (count) => {
    const few = rows.slice(0, count);
    const pages = pageTexts(await printBoard(`few-${count}`, { rows: few, notice: syntheticNotice(few, { direction: 'down' }) }));
    const last = squeezed(pages.at(-1) ?? '');
    for (const part of ['合计', '制表人', '样例镇人民政府', '样例镇石桥村民委员会']) expect(last).toContain(part);
    expect(last).toContain(String(few.at(-1)?.cells.payeeName));
  }, 60_000);

  it('of a draft say so on every sheet and leave the days to the pen', async () => {
    const few = rows.slice(0, 60);
    const draft = syntheticNotice(few, { signed: undefined, head: { ...notice.head, periodMode: 'pen' } });
    const pages = pageTexts(await printBoard('draft', { rows: few, notice: draft }));
    for (const page of pages) expect(squeezed(page)).toContain('预览稿，未签发，不得张贴');
    const first = squeezed(pages[0] ?? '');
    expect(first).toMatch(/公示时间：.*年.*月.*日至.*年.*月.*日（7日/);
    expect(first).not.toContain('2021年11月');
  }, 60_000);
});

describe('characters', () => {
  it('draws rare names by the fallback font', async () => {
    const rare = rows.slice(0, 3).map((row, index) => ({ ...row, cells: { ...row.cells, payeeName: ['周㛃财', '龙䶮', '𬱖明'][index] ?? null } }));
    const pdf = await printBoard('rare', { rows: rare, notice: syntheticNotice(rare) });
    expect(fontTable(pdf).join('\n')).toMatch(/LXGWWenKai.*CID TrueType/);
    for (const name of ['周㛃财', '龙䶮', '𬱖明']) expect(pageTexts(pdf).join('')).toContain(name);
  }, 60_000);

  it('names the one that no bundled font has, and whose name it is', () => {
    const odd = rows.slice(0, 3).map((row, index) => (index === 1 ? { ...row, cells: { ...row.cells, payeeName: '罗\ue8a1' } } : row));
    const release = releasedCase({ rows: odd });
    expect(release.released && printability(release.board, coverage)).toEqual({ printable: false, undrawable: [{ character: '\ue8a1', codePoint: 'U+E8A1', texts: ['罗\ue8a1'] }] });
    const sound = releasedCase({ rows });
    expect(sound.released && printability(sound.board, coverage)).toEqual({ printable: true, undrawable: [] });
  });

  it('the list of drawable characters is that of the bundled fonts', () => {
    expect(coverage.ranges).toBe(coverageOf('node_modules', COVERING_FONTS));
  });
});

it('what comes from a spreadsheet is text on the sheet, in every place', () => {
  const evil = '</style><script>alert(1)</script>"\\';
  const bad = rows.slice(0, 2).map((row) => ({ ...row, cells: { ...row.cells, payeeName: evil, group: evil } }));
  const release = releasedCase({ rows: bad, notice: syntheticNotice(bad, { head: { ...notice.head, title: evil, bodyText: evil } }) });
  expect(release.released).toBe(true);
  const html = release.released ? boardHtml(release.board, A4_PORTRAIT, (file) => `fonts/${file}`) : '';
  expect(html).not.toContain('<script');
  expect(html.match(/<\/style>/g)).toHaveLength(1);
});

it('a table of many columns is laid out across', () => {
  const wide = releasedCase({ rows });
  expect(wide.released && suggestedLayout(wide.board).orientation).toBe('portrait');
});

it('the same board prints the same page of HTML', () => {
  const once = releasedCase({ rows });
  const twice = releasedCase({ rows: syntheticRows(ROWS) });
  expect(once.released && twice.released && boardHtml(once.board, A4_PORTRAIT, String) === boardHtml(twice.board, A4_PORTRAIT, String)).toBe(true);
  expect(readFileSync('resources/fonts/coverage.json').length).toBeLessThan(100_000);
});
