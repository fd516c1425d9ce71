import { describe, expect, it } from 'vitest';
import zh from '#resources/text/zh-CN/board.json' with { type: 'json' };
import { BOARD_KEYS } from '#domain/board/text.ts';
import type { Programme } from '#domain/programme/programme.ts';
import { allowedNumbers, type ReleasedBoard } from '#domain/board/release.ts';
import { documentText } from '#domain/board/document.ts';
import { programme, releasedCase, rules, SHEET_CODE, syntheticNotice, syntheticRows, township, village, type BoardCase } from '#tests/boards/kit.ts';

function board(boardCase: BoardCase): ReleasedBoard {
  const release = releasedCase(boardCase);
  if (!release.released) throw new Error('held back');
  return release.board;
}
const line = (made: ReleasedBoard, role: string): string => made.lines.filter((entry) => entry.role === role).map((entry) => entry.text).join('');
const rows = syntheticRows(50);

function keysOf(value: object, before = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]) => (typeof inner === 'object' ? keysOf(inner as object, `${before}${key}.`) : [`${before}${key}`]));
}

describe('a board', () => {
  it('says basis, count, area, amount in figures and in capitals, period, objection and phones', () => {
    const made = board({ rows });
    expect(line(made, 'opening')).toContain('《样例县2021年耕地地力保护补贴实施方案》');
    expect(line(made, 'totals')).toMatch(/^补贴标准：108\.62元\/亩。本次公示共50户，补贴面积合计\d+\.\d+亩，补贴金额合计[\d,]+\.\d\d元（人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万元角分整]+）。$/);
    expect(line(made, 'period')).toBe('公示时间：2021年11月22日至2021年11月29日（7日，自张贴次日起算）。');
    expect(line(made, 'objection')).toBe('如有异议，请于2021年12月6日前向样例镇农业办反映；联系电话：0797-1234567；监督电话：0797-7654321。');
  });

  it('leaves the days to the pen, and says nothing of the next day where the first one counts', () => {
    const notice = syntheticNotice(rows);
    const pen = board({ rows, notice: { ...notice, head: { ...notice.head, periodMode: 'pen' } }, change: { rules: { ...rules, countStartDay: true } } });
    expect(line(pen, 'period')).toBe('公示时间：\u2003\u2003\u2003年\u2003\u2003月\u2003\u2003日至\u2003\u2003\u2003年\u2003\u2003月\u2003\u2003日（7日）。');
    expect(line(pen, 'objection')).toContain('请在公示期内');
    expect(documentText(pen)).not.toContain('2021年11月22日');
  });

  it('prints what the walls say once it hangs', () => {
    const made = board({ rows, change: { wall: { start: '2021-11-23', end: '2021-11-30', objectionDeadline: '2021-12-07' } } });
    expect(line(made, 'period')).toContain('2021年11月23日至2021年11月30日');
    expect(made.date).toBe('2021年11月23日');
  });

  it('adds up: every group and the whole', () => {
    const { table } = board({ rows });
    const at = table?.columns.findIndex((column) => column.code === 'amount') ?? -1;
    const fen = (text: string | undefined): number => Math.round(Number((text ?? '0').replaceAll(',', '')) * 100);
    for (const group of table?.groups ?? []) expect(group.rows.reduce((sum, row) => sum + fen(row[at]), 0)).toBe(fen(group.subtotal?.[at]));
    expect(table?.groups.reduce((sum, group) => sum + fen(group.subtotal?.[at]), 0)).toBe(fen(table?.total[at]));
    expect(new Set(table?.groups.flatMap((group) => group.rows.map((row) => (row[4 - 1] ?? '').split('.')[1]?.length)))).toEqual(new Set([3]));
  });

  it('carries serial, version, short hash and code, and an address only when the county has an official one', () => {
    const made = board({ rows });
    expect(made.identity.footer).toBe('公示编号 2021-01-7Q4K2M　第1版　校验 3f9a 0c71 d2b8　查验码 7Q4K-2MX9-V3HT-D');
    expect(made.identity.verifyAddress).toBeNull();
    const official = board({ rows, change: { rules: { ...rules, officialAddress: 'https://zwgk.example.gov.cn/' } } });
    expect(official.identity.verifyAddress).toBe(`https://zwgk.example.gov.cn/v/${SHEET_CODE}`);
  });

  it('marks a draft and synthetic data', () => {
    const draft = board({ rows, notice: syntheticNotice(rows, { signed: undefined }) });
    expect(draft.marks).toEqual(['预览稿，未签发，不得张贴', '样例数据，非真实公示']);
    expect(draft.identity.code).toBeNull();
    const real = board({ rows, change: { programme: { ...programme, synthetic: false }, owner: { ...village, synthetic: false }, rules: { ...rules, synthetic: false } } });
    expect(real.marks).toEqual([]);
  });

  it('asks for both seals on a list that came down', () => {
    expect(board({ rows }).seals.map((seal) => seal.office)).toEqual([village.sealName]);
    expect(board({ rows, notice: syntheticNotice(rows, { direction: 'down' }) }).seals.map((seal) => seal.office)).toEqual([township.sealName, village.sealName]);
  });

  it('has no money in sight at a first posting', () => {
    const made = board({ rows, notice: syntheticNotice(rows, { stage: 'firstPosting' }) });
    expect(documentText(made)).not.toMatch(/\d元|人民币|补贴金额/);
  });

  it('shows no list where the programme forbids one', () => {
    const made = board({ rows, change: { programme: { ...programme, publicListAllowed: false } as Programme } });
    expect(made.table).toBeNull();
    expect(line(made, 'totals')).toBe('');
    expect(line(made, 'notice')).toContain('不公开名单');
  });
});

describe('the gate before a board', () => {
  it('holds back a board whose texts name a person’s number, wherever it was typed', () => {
    const notice = syntheticNotice(rows);
    const typed = { ...notice, head: { ...notice.head, bodyText: '有疑问找罗某，手机 199 3880 6837。' } };
    const release = releasedCase({ rows, notice: typed });
    expect(release.released ? [] : release.hits.map((hit) => hit.text)).toEqual(['199 3880 6837']);
    const remark = releasedCase({ rows: rows.map((row, index) => (index === 7 ? { ...row, cells: { ...row.cells, remark: '卡号6299997767045944130' } } : row)) });
    expect(remark.released ? [] : remark.hits.map((hit) => hit.kind)).toEqual(['account']);
  });

  it('knows the phones of the offices', () => {
    const made = board({ rows });
    expect(allowedNumbers(made, { head: syntheticNotice(rows).head, offices: [village], rules })).toContain('0797-1234567');
  });
});

it('every sentence a board can ask for exists, and none is left over', () => {
  expect([...keysOf(zh)].sort()).toEqual([...BOARD_KEYS].sort());
});
