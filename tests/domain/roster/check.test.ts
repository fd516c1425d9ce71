import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRoster } from '#domain/roster/check.ts';
import type { CheckOptions } from '#domain/roster/checkContext.ts';
import { readRoster } from '#domain/roster/read.ts';
import { sequence, syntheticId } from '#tests/samples/generate.ts';
import { read, sheet, vocabulary, type Cell } from './lists.ts';

const next = sequence(7);
const id = (): string => syntheticId(next);

function found(rows: readonly (readonly Cell[])[], options: Omit<CheckOptions, 'vocabulary'> = {}): string[] {
  return checkRoster(read(rows), { vocabulary, ...options }).map((problem) => `${problem.row} ${problem.column} ${problem.rule} ${problem.severity}`);
}

describe('people', () => {
  const head: Cell[] = ['姓名', '身份证号', '银行账号', '金额', '备注'];
  test.each<[string, Cell[], string[]]>([
    ['a sound row', ['张三', '11010519491231002X', '1', 5, ''], []],
    ['a lower-case x', ['张三', '11010519491231002x', '1', 5, ''], []],
    ['a wrong check character', ['张三', '110105194912310021', '1', 5, ''], ['2 idNumber idChecksum error']],
    ['text that ends in 000 and fails', ['张三', '110105194912310000', '1', 5, ''], ['2 idNumber idPrecisionLost error']],
    ['a number of 18 digits', ['张三', 110105194912310020, '1', 5, ''], ['2 idNumber idPrecisionLost error']],
    ['a number written by a text file', ['张三', '1.10105E+17', '1', 5, ''], ['2 idNumber idPrecisionLost error']],
    ['17 digits', ['张三', '11010519491231002', '1', 5, ''], ['2 idNumber idMalformed error']],
    ['15 digits', ['张三', '110105491231002', '1', 5, ''], ['2 idNumber idOldForm info']],
    ['no ID', ['张三', '', '1', 5, ''], ['2 idNumber idMissing warning']],
    ['an organisation', ['石桥家庭农场', '91330100799655058B', '1', 5, ''], ['2 payeeName organisation info']],
    ['a card stored as a number', ['张三', '11010519491231002X', 6299990000000000000, 5, ''], ['2 bankAccount accountPrecisionLost error']],
    ['a death', ['张三', '11010519491231002X', '1', 5, '2020年病故'], ['2 remark deceased warning']],
    ['no death', ['张三', '11010519491231002X', '1', 5, '经核实未死亡'], []],
    ['a character of one computer', ['张\ue123', '11010519491231002X', '1', 5, ''], ['2 payeeName nameUndrawable warning']],
    ['a rare character', ['张㛃', '11010519491231002X', '1', 5, ''], ['2 payeeName nameRare info']],
    ['no amount', ['张三', '11010519491231002X', '1', null, ''], ['2 amount amountMissing warning']],
  ])('%s', (_, row, problems) => {
    expect(found([head, row, ['王五', id(), '2', 5, '']])).toEqual(problems);
  });

  test('an ID in a text that ends in 000 with a right check character is sound', () => {
    let sound = '';
    for (let at = 0; sound === ''; at += 1) {
      const candidate = syntheticId(sequence(at));
      if (candidate.endsWith('000')) sound = candidate;
    }
    expect(found([head, ['张三', sound, '1', 5, '']])).toEqual([]);
  });

  test('the second of two equal IDs is told, over sheets and old forms; same names and accounts are only remarks', () => {
    const rows: Cell[][] = [head, ['张三', '110105491231002', '1', 5, '']];
    const other: Cell[][] = [head, ['张三', '11010519491231002X', '1', 5, ''], ['张三', id(), '1', 5, '']];
    const problems = checkRoster(readRoster([sheet(rows, { name: '甲' }), sheet(other, { name: '乙' })], vocabulary), { vocabulary });
    expect(problems.map((problem) => `${problem.sheet} ${problem.row} ${problem.rule}`)).toEqual(['甲 2 idOldForm', '乙 2 duplicatePerson', '乙 2 sameName', '乙 2 sharedAccount', '乙 3 sameName', '乙 3 sharedAccount']);
  });
});

describe('amounts', () => {
  const head: Cell[] = ['姓名', '身份证号', '补贴面积', '补贴标准', '补贴金额'];
  const row = (area: Cell, rate: Cell, amount: Cell): Cell[][] => [head, ['张三', id(), area, rate, amount]];
  test.each<[string, Cell[][], number | undefined, string[]]>([
    ['rounds half up', row(802.821, 112, 89915.95), 1_120_000, []],
    ['a negative row rounds like its positive', row(-8.77, 108.62, -952.6), 1_086_200, ['2 subsidisedArea negative warning']],
    ['one fen off', row(3.23, 108.62, 350.85), 1_086_200, ['2 amount amountMismatch error']],
    ['another rate in the row', row(1, 100, 108.62), 1_086_200, ['2 rate rateDiffers warning']],
    ['no rate stated: no rule', row(3.23, 108.62, 999), undefined, []],
  ])('%s', (_, rows, rateExact, problems) => {
    expect(found(rows, rateExact === undefined ? {} : { rateExact })).toEqual(problems);
  });
});

describe('totals', () => {
  const line = (seq: Cell, name: Cell, group: Cell, amount: Cell): Cell[] => [seq, name, typeof seq === 'number' ? id() : null, group, amount];
  const head: Cell[] = ['序号', '姓名', '身份证号', '组别', '金额'];
  const list = (groups: readonly (readonly number[])[]): Cell[][] => {
    const rows: Cell[][] = [head];
    groups.forEach((amounts, group) => {
      amounts.forEach((cents, at) => rows.push(line(rows.length, `名${'甲乙丙丁戊'.charAt(at % 5)}`, `${group}组`, cents / 100)));
      rows.push(line(null, `${group}组小计`, null, amounts.reduce((sum, cents) => sum + cents, 0) / 100));
    });
    rows.push(line('合计', null, null, groups.flat().reduce((sum, cents) => sum + cents, 0) / 100));
    return rows;
  };

  test('right subtotals and totals are silent, a changed one is told', () => {
    const amounts = fc.array(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 }), { minLength: 2, maxLength: 6 });
    fc.assert(fc.property(amounts, fc.nat(), fc.integer({ min: 1, max: 500 }), (groups, which, more) => {
      const rows = list(groups);
      const told = (from: Cell[][]): (number | null)[] => checkRoster(read(from), { vocabulary }).filter((problem) => problem.rule === 'totalMismatch').map((problem) => problem.row);
      expect(told(rows)).toEqual([]);
      const totals = rows.flatMap((cells, at) => (at > 0 && typeof cells[0] !== 'number' ? [at] : []));
      const changed = totals[which % totals.length] ?? 0;
      // A wrong total that happens to be another usual sum is not a wrong one.
      const wrong = 50_000_000 + more;
      expect(told(rows.map((cells, at) => (at === changed ? [...cells.slice(0, 4), wrong] : cells)))).toEqual([changed + 1]);
    }));
  });

  test('totals on top, pages, running totals', () => {
    const people = [line(1, '甲', '一组', 1), line(2, '乙', '一组', 2), line(3, '丙', '一组', 3)];
    expect(found([head, line('合计', null, null, 6), ...people])).toEqual([]);
    expect(found([head, ...people.slice(0, 2), line('本页小计', null, null, 3), ...people.slice(2), line('本页小计', null, null, 3), line('累计', null, null, 6)])).toEqual([]);
    expect(found([head, ...people, line('合计', null, null, 5)])).toEqual(['5 amount totalMismatch warning']);
  });
});

describe('whose list', () => {
  const own = { id: 'a', names: ['石桥村', '石桥'] };
  const villages = [{ id: 'b', names: ['枫林村'] }];
  const list = (office: string): Cell[][] => [[`填报单位：${office}`, '单位：元'], ['姓名', '金额'], ['张三', 5]];
  test.each([['样例镇石桥村民委员会', []], ['石桥村委会', []], ['样例镇枫林村', ['null null otherVillage warning']], ['枫林', ['null null otherVillage warning']]])('%s', (office, problems) => {
    expect(found(list(office), { ownVillage: own, villages })).toEqual(problems);
  });

  test('rows of another village in one remark, an unknown one per row', () => {
    const rows: Cell[][] = [['姓名', '行政村', '金额'], ['甲', '石桥村', 1], ['乙', '枫林村', 1], ['丙', '枫林村', 1], ['丁', '不知村', 1]];
    expect(found(rows, { ownVillage: own, villages })).toEqual(['null village otherVillage warning', '5 village unknownVillage warning']);
  });
});
