import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Programme } from '#domain/programme/programme.ts';
import { ImportPipeline, type PackedPart } from '#renderer/import/pipeline.ts';
import farmland from '#resources/programmes/farmland-fertility.json' with { type: 'json' };
import vocabulary from '#resources/vocabulary/roster.json' with { type: 'json' };
import { farmlandBig } from './generate.ts';

const own = { id: 'a', names: ['石桥村'] };
const knowledge = { vocabulary, programmes: [farmland as unknown as Programme], villages: [own, { id: 'b', names: ['枫林村'] }], ownVillage: own };
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };

function sample(name: string): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  return { name, bytes: new Uint8Array(readFileSync(new URL(name, import.meta.url))) };
}

test('a list is read once, checked under the guessed programme, checked again under other choices, and packed', async () => {
  const pipeline = await ImportPipeline.open(sample('farmland-subsidy.xlsx'), knowledge);
  const { summary, problems } = pipeline.check();
  expect([summary.payees, summary.areaMilliMu, summary.amountFen, summary.guess?.code, summary.years]).toEqual([608, 3_017_310, 32_775_015, 'farmland-fertility', [2021]]);
  expect(problems.filter((problem) => problem.severity !== 'info').map((problem) => problem.row)).toEqual([21, 62, 138, 206, 319, 411, 464, 530]);
  const chosen = pipeline.check({ overrides: { bySheet: { 公示表: { rows: { 319: 'note' } } } } });
  expect(chosen.summary.payees).toBe(607);
  expect(chosen.problems.some((problem) => problem.rule === 'totalMismatch')).toBe(true);
  const parts: PackedPart[] = [];
  for await (const part of pipeline.pack(random)) parts.push(part);
  expect(parts.map((part) => part.ref.rows)).toEqual([500, 107]);
  expect(parts.every((part) => part.ref.village === 'a' && part.pieces[0].sha256 === part.ref.list && part.pieces[1].sha256 === part.ref.person)).toBe(true);
  expect(pipeline.rows('公示表', 0, 1)).toEqual({ rows: [5], columns: [['1'], ['罗贵磊'], ['369901194005182039'], ['上屋组'], [7350], [10_862], [79_836], ['6299997767045944130'], ['19938806837'], [null]] });
});

test('the list of another village is noticed', async () => {
  const pipeline = await ImportPipeline.open(sample('farmland-subsidy.xlsx'), { ...knowledge, ownVillage: { id: 'b', names: ['枫林村'] } });
  expect(pipeline.check().problems[0]).toMatchObject({ rule: 'otherVillage', row: null, severity: 'warning', values: { written: '样例镇石桥村民委员会' } });
});

test.each(['inline', 'shared'] as const)('50,000 payees, %s: totals to the fen, nobody accused', { timeout: 120_000 }, async (form) => {
  const big = farmlandBig(form);
  const heard: number[] = [];
  const pipeline = await ImportPipeline.open({ name: 'big.xlsx', bytes: big.bytes }, knowledge, { onProgress: (fraction) => heard.push(fraction) });
  const { summary, problems } = pipeline.check({ programme: 'farmland-fertility', rateExact: 1_086_200 });
  expect([summary.payees, summary.areaMilliMu, summary.amountFen]).toEqual([big.payees, big.areaCents * 10, big.amountFen]);
  expect(problems.filter((problem) => problem.severity !== 'info')).toEqual([]);
  expect(heard.every((fraction, at) => fraction <= 1 && fraction >= (heard[at - 1] ?? 0))).toBe(true);
  expect(heard.length).toBeGreaterThan(10);
});

test('reading can be given up in the middle', async () => {
  const giveUp = new AbortController();
  const opening = ImportPipeline.open({ name: 'big.xlsx', bytes: farmlandBig('inline', 20_000).bytes }, knowledge, { signal: giveUp.signal, onProgress: () => giveUp.abort() });
  await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
});
