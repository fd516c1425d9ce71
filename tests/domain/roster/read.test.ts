import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRoster } from '#domain/roster/read.ts';
import { read, sheet, vocabulary, type Cell } from './lists.ts';

const codes = (rows: readonly (readonly Cell[])[]): string[] => read(rows).sheets[0]?.columns.map((column) => column.code) ?? [];
const ID = '369901197609089416';

describe('heads', () => {
  test('stars, blanks, line breaks and full-width brackets do not matter', () => {
    expect(codes([['姓 名*', '身份证\n号码', '补贴面积（亩）', '补贴标准(元/亩)', '补贴金额（元）', '村(社区)'], ['张三', ID, 1, 2, 2, '石桥村']])).toEqual(['payeeName', 'idNumber', 'subsidisedArea', 'rate', 'amount', 'village']);
  });

  test('two rows: the upper word says whose area it is', () => {
    const merges = [{ top: 1, left: 1, bottom: 1, right: 3 }, { top: 1, left: 0, bottom: 2, right: 0 }];
    const table = sheet([['姓名', '补贴面积（亩）', null, null, '金额'], [null, '承包', '流转', '合计', null], ['张三', 1, 2, 3, 9]], { merges });
    const reading = readRoster([table], vocabulary).sheets[0];
    expect(reading?.columns.map((column) => column.code)).toEqual(['payeeName', 'areaContract', 'areaLeasedIn', 'subsidisedArea', 'amount']);
    expect(reading?.headRows).toEqual([1, 2]);
  });

  test('two columns of one meaning: the surer head wins, the other is kept as unclassified', () => {
    expect(codes([['姓名', '应发金额', '实发金额', '备注', '备注'], ['张三', 5, 6, 'a', 'b']])).toEqual(['payeeName', 'x:应发金额', 'amount', 'remark', 'x:备注']);
  });

  test('any order of columns gives the same payees', () => {
    const columns: Cell[][] = [['序号', 1, 2], ['户主姓名', '张三', '李四'], ['证件号码', ID, '369901195010101235'], ['补贴面积', 1.5, 2], ['补贴金额', 15, 20], ['银行卡号', '6299990000000000001', '6299990000000000002'], ['喜好', '甲', '乙']];
    fc.assert(fc.property(fc.shuffledSubarray(columns, { minLength: columns.length }), (order) => {
      const rows = [0, 1, 2].map((row) => order.map((column) => column[row] ?? null));
      const found = read(rows).sheets[0]?.columns ?? [];
      expect(Object.fromEntries(found.map((column) => [column.code, column.values]))).toEqual({
        seq: ['1', '2'], payeeName: ['张三', '李四'], idNumber: [ID, '369901195010101235'], subsidisedArea: [1500, 2000], amount: [1500, 2000], bankAccount: ['6299990000000000001', '6299990000000000002'], 'x:喜好': ['甲', '乙'],
      });
    }));
  });

  test('holders of accounts are the payees where nobody else is named', () => {
    expect(codes([['户名', '账号', '金额'], ['张三', '6299990000000000001', 5]])).toEqual(['payeeName', 'bankAccount', 'amount']);
    expect(codes([['姓名', '户名', '账号', '金额'], ['张三', '李四', '6299990000000000001', 5]])).toEqual(['payeeName', 'accountHolder', 'bankAccount', 'amount']);
  });

  test('a person may say it otherwise', () => {
    const rows: Cell[][] = [['姓名', '甲', '乙'], ['张三', 3, 4]];
    expect(() => read(rows)).toThrow('noTable');
    const chosen = read(rows, { bySheet: { 表: { headRows: [1], columns: { 2: 'amount', 1: null } } } });
    expect(chosen.sheets[0]?.columns.map((column) => column.code)).toEqual(['payeeName', 'x:甲', 'amount']);
    expect(chosen.amount).toBe(40_000);
  });
});

describe('rows', () => {
  const head: Cell[] = ['序号', '姓名', '身份证号', '组别', '补贴面积', '补贴金额'];
  test('totals, repeated heads, signatures and notes are no payees and none is lost', () => {
    const reading = read([
      ['2021年石桥村耕地地力保护补贴清册'], ['填报单位（盖章）：样例镇石桥村民委员会', null, null, '单位：亩、元'], head,
      [1, '张三', ID, '一组', 1, 10], [null, '本页小计', null, null, 1, 10], head, [2, '李 四', '369901195010101235', '二组', 2, 20], ['小 计', null, null, null, 2, 20],
      ['合　计', null, '2人', null, 3, 30], ['制表人：王五', null, null, '审核人：赵六'], ['注：本表一式三份。'], [null, null, null, null, null, '公示时间：2021年6月1日'],
    ]);
    expect(reading.payees).toBe(2);
    expect(reading.sheets[0]?.ignored.map((line) => [line.row, line.kind])).toEqual([[5, 'pageTotal'], [6, 'head'], [8, 'groupTotal'], [9, 'grandTotal'], [10, 'signature'], [11, 'note'], [12, 'signature']]);
    expect([reading.sheets[0]?.title, reading.sheets[0]?.reportingOffice, reading.years]).toEqual(['2021年石桥村耕地地力保护补贴清册', '样例镇石桥村民委员会', [2021]]);
    expect(reading.problems.map((problem) => [problem.row, problem.rule])).toEqual([[7, 'spaceRemoved']]);
  });

  test('merged groups stand for every row they span', () => {
    const table = sheet([head, [1, '张三', ID, '一组', 1, 10], [2, '李四', ID, null, 1, 10], [3, '王五', ID, '二组', 1, 10]], { merges: [{ top: 2, left: 3, bottom: 3, right: 3 }] });
    expect(readRoster([table], vocabulary).sheets[0]?.columns.find((column) => column.code === 'group')?.values).toEqual(['一组', '一组', '二组']);
  });

  test('hidden sheets stay out and are told, hidden rows come in and are told', () => {
    const rows: Cell[][] = [head, [1, '张三', ID, '一组', 1, 10], [2, '李四', ID, '一组', 1, 10]];
    const reading = readRoster([sheet(rows, { name: '旧表', hidden: true }), sheet(rows, { hiddenRows: [3] })], vocabulary);
    expect(reading.payees).toBe(2);
    expect(reading.problems.map((problem) => [problem.sheet, problem.row, problem.rule])).toEqual([['旧表', null, 'hiddenSheet'], ['表', null, 'hiddenRows']]);
  });
});

describe('cells', () => {
  test('digits of IDs and accounts never change', () => {
    const digits = fc.stringMatching(/^\d{12,19}$/);
    const spaced = (text: string): fc.Arbitrary<string> => fc.constantFrom(text, ` ${text}`, `'${text}`, `${text.slice(0, 4)} ${text.slice(4)}`, `${text}\u3000`, [...text].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''));
    fc.assert(fc.property(digits.chain((id) => fc.tuple(fc.constant(id), spaced(id), spaced(id))), ([id, written, account]) => {
      const columns = read([['姓名', '身份证号', '银行账号', '金额'], ['张三', written, account, 1]]).sheets[0]?.columns;
      expect(columns?.slice(1, 3).map((column) => column.values)).toEqual([[id], [id]]);
    }));
  });

  test.each([['1,234.50', 123_450, ['commaRemoved']], ['１２．５', 1250, ['fullWidthConverted']], ['8.13亩', 813, ['unitInNumber']], ['-8.77', -877, []], ["'5", 500, ['apostropheRemoved']], ['¥30', 3000, []], [' 7 ', 700, ['spaceRemoved']], [1.005, 101, ['decimalsRounded']], ['待定', '待定', ['notANumber']], ['1,23', '1,23', ['notANumber']]])('amount %s', (written, fen, rules) => {
    const reading = read([['姓名', '金额'], ['张三', written], ['李四', 1]]);
    expect(reading.sheets[0]?.columns[1]?.values[0]).toBe(fen);
    expect(reading.problems.map((problem) => problem.rule)).toEqual(rules);
  });
});
