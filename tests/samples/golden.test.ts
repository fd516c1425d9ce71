import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inspected } from './inspected.ts';

interface Expected {
  readonly programme: string;
  readonly rate?: number;
  readonly asOf?: string;
  readonly people: number;
  readonly area?: number;
  readonly amount: number;
  readonly faults: readonly { readonly sheetRow: number; readonly fault: keyof typeof RULE }[];
}

const RULE = {
  badChecksum: 'idChecksum', amountMismatch: 'amountMismatch', duplicate: 'duplicatePerson', idAsNumber: 'idPrecisionLost', noName: 'nameMissing',
  negative: 'negative', textArea: 'unitInNumber', deceased: 'deceased', underAge: 'underAge', ageMismatch: 'ageMismatch',
} as const;

interface Report {
  readonly file: string;
  readonly sheets: readonly { readonly name: string; readonly headRows: readonly number[]; readonly columns: { readonly [code: string]: string }; readonly payees: number; readonly area: string; readonly amount: string }[];
  readonly payees: number;
  readonly area: string;
  readonly amount: string;
  readonly problems: readonly { readonly sheet: string; readonly row: number | null; readonly column: string | null; readonly rule: string; readonly severity: string; readonly message: string }[];
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const expected = JSON.parse(readFileSync(here('expected.json'), 'utf8')) as { readonly [file: string]: Expected };

describe('inspect finds every planted fault and nothing else', () => {
  test.each(Object.entries(expected))('%s', async (file, right) => {
    const wishes = ['--programme', right.programme, ...(right.rate === undefined ? [] : ['--rate', String(right.rate)]), ...(right.asOf === undefined ? [] : ['--as-of', right.asOf])];
    const run = await inspected(here(file), '--json', ...wishes);
    expect(run.stderr).toBe('');
    const report = JSON.parse(run.stdout) as Report;
    expect([report.file, report.payees, Number(report.area), Number(report.amount)]).toEqual([file, right.people, right.area ?? 0, right.amount]);
    const found = report.problems.filter((problem) => problem.severity !== 'info').map((problem) => `${problem.row} ${problem.rule}`);
    expect(found).toEqual(right.faults.map((fault) => `${fault.sheetRow} ${RULE[fault.fault]}`));
    expect(report.problems.every((problem) => /[\u4e00-\u9fff]/.test(problem.message) && !problem.message.includes('{{'))).toBe(true);
  });

  test('without programme, rate and date the rules that need them do not run', async () => {
    const rules = await Promise.all(['farmland-subsidy.xlsx', 'old-age-allowance-gbk.csv'].map(async (file) => {
      const report = JSON.parse((await inspected(here(file), '--json')).stdout) as Report;
      return report.problems.map((problem) => problem.rule);
    }));
    expect(rules.flat().filter((rule) => ['amountMismatch', 'underAge', 'ageMismatch', 'rateDiffers'].includes(rule))).toEqual([]);
    expect(rules.flat()).toContain('idChecksum');
  });

  test('head rows and columns of the two-row head', async () => {
    const report = JSON.parse((await inspected(here('farmland-subsidy.xlsx'), '--json')).stdout) as Report;
    expect(report.sheets).toHaveLength(1);
    expect(report.sheets[0]?.headRows).toEqual([3, 4]);
    expect(report.sheets[0]?.columns).toEqual({
      seq: '序号', payeeName: '农户姓名', idNumber: '身份证号码', group: '村民小组', subsidisedArea: '面积(亩)', rate: '标准(元/亩)', amount: '金额(元)',
      bankAccount: '惠农一卡通账号', phone: '联系电话', remark: '备注',
    });
  });

  test('cells that look like formulas or markup are text', async () => {
    const report = JSON.parse((await inspected(here('hostile/formula-injection.csv'), '--json')).stdout) as Report;
    expect([report.payees, report.amount]).toEqual([2, '300']);
  });
});
