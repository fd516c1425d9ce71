import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, type NoticeContent } from '#domain/notice/content.ts';
import { frameTotals, framesForTotals, totalsOf } from '#domain/notice/totals.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import { HEAD, makeFrames } from '#tests/kit/lists.ts';

const made = makeFrames(30, 'r', undefined, 10);
const CONTENT: NoticeContent = {
  programme: 'farmland-fertility', programmeVersion: 1, years: [2021], batchNo: 1, stage: 'secondPosting', direction: 'up', issuer: 'township', owner: 'stone',
  version: 1, head: HEAD, frames: made.refs,
};
const [first, second] = made.refs;
if (!first || !second) throw new Error('three frames were made');

function row(id: string, frame: string, cells: RosterRow['cells'], aside = false): RosterRow {
  return { row: id, frame, cells, ...(aside ? { setAside: { reason: '重复' } } : {}) };
}

const OVERLAY = [row('r-1', first.list, { amount: { value: 5 } }), row('r-12', second.list, { remark: { patch: 'a'.repeat(64), class: 'list' } }), row('r-2', first.list, {}, true)];

describe('content hash', () => {
  const base = contentHash(CONTENT, OVERLAY, 1);

  it('stays the same whatever order things come in, and for what is no content', () => {
    expect(contentHash(CONTENT, [...OVERLAY].reverse(), 1)).toBe(base);
    expect(contentHash({ ...CONTENT, head: Object.fromEntries(Object.entries(HEAD).reverse()) as unknown as typeof HEAD }, OVERLAY, 1)).toBe(base);
    expect(contentHash(CONTENT, [...OVERLAY, row('x-1', 'f'.repeat(64), { amount: { value: 1 } })], 1)).toBe(base);
    expect(contentHash(CONTENT, [...OVERLAY, row('r-9', first.list, {})], 1)).toBe(base);
    expect(contentHash({ ...CONTENT, ...{ state: 'signed', returns: [] } }, OVERLAY, 1)).toBe(base);
    const others = OVERLAY.map((one) => (one.setAside ? { ...one, setAside: { reason: '其他' } } : one));
    expect(contentHash(CONTENT, others, 1)).toBe(base);
  });

  it.each<readonly [string, string]>([
    ['chain version', contentHash(CONTENT, OVERLAY, 2)],
    ['programme version', contentHash({ ...CONTENT, programmeVersion: 2 }, OVERLAY, 1)],
    ['frames', contentHash({ ...CONTENT, frames: made.refs.slice(0, 2) }, OVERLAY, 1)],
    ['order of frames', contentHash({ ...CONTENT, frames: [...made.refs].reverse() }, OVERLAY, 1)],
    ['person frame', contentHash({ ...CONTENT, frames: made.refs.map((ref, at) => (at === 0 ? { ...ref, person: 'e'.repeat(64) } : ref)) }, OVERLAY, 1)],
    ['edited value', contentHash(CONTENT, [row('r-1', first.list, { amount: { value: 6 } }), ...OVERLAY.slice(1)], 1)],
    ['edited column', contentHash(CONTENT, [row('r-1', first.list, { rate: { value: 5 } }), ...OVERLAY.slice(1)], 1)],
    ['patch', contentHash(CONTENT, [OVERLAY[0] ?? row('', '', {}), row('r-12', second.list, { remark: { patch: 'b'.repeat(64), class: 'list' } }), ...OVERLAY.slice(2)], 1)],
    ['row restored', contentHash(CONTENT, OVERLAY.slice(0, 2), 1)],
    ['version', contentHash({ ...CONTENT, version: 2 }, OVERLAY, 1)],
    ['stage', contentHash({ ...CONTENT, stage: 'firstPosting' }, OVERLAY, 1)],
  ])('changes with the %s', (_what, hash) => {
    expect(hash).not.toBe(base);
  });

  it('changes with every field of the head', () => {
    for (const field of Object.keys(HEAD)) expect(contentHash({ ...CONTENT, head: { ...HEAD, [field]: '2021-05-19' } }, OVERLAY, 1), field).not.toBe(base);
  });

  it('is the same exactly when the cells are the same', () => {
    const cell = fc.oneof(fc.constantFrom(1, 2, null).map((value) => ({ value })), fc.constantFrom('a', 'b').map((letter) => ({ patch: letter.repeat(64), class: 'list' as const })));
    const cells = fc.dictionary(fc.constantFrom('amount', 'rate', 'remark'), cell, { maxKeys: 2 });
    const overlay = fc.dictionary(fc.constantFrom('r-1', 'r-2'), cells, { maxKeys: 2 });
    const hash = (rows: Record<string, RosterRow['cells']>) => contentHash(CONTENT, Object.entries(rows).map(([id, own]) => row(id, first.list, own)), 1);
    const shape = (rows: Record<string, RosterRow['cells']>) =>
      JSON.stringify(Object.entries(rows).flatMap(([id, own]) => Object.entries(own).map(([column, value]) => [id, column, value && 'patch' in value ? value.patch : value])).sort());
    fc.assert(fc.property(overlay, overlay, (one, other) => {
      expect(hash(one) === hash(other)).toBe(shape(one) === shape(other));
    }), { numRuns: 500 });
  });
});

describe('totals', () => {
  const open = (hash: string) => made.frames.find((_frame, at) => at % 2 === 0 && made.refs[at / 2]?.list === hash);

  it('are those of the frames until a row is corrected, and open only corrected frames', () => {
    expect(totalsOf(made.refs, [], () => undefined)).toEqual(frameTotals(made.refs));
    expect(framesForTotals(made.refs, OVERLAY)).toEqual([first.list]);
    expect(totalsOf(made.refs, OVERLAY, () => undefined)).toBeUndefined();
  });

  it('equal a sum made row by row', () => {
    const listed = made.frames.filter((_frame, at) => at % 2 === 0);
    const change = fc.record({ number: fc.integer({ min: 0, max: 29 }), amount: fc.option(fc.integer({ min: -1000, max: 100_000 })), area: fc.option(fc.integer({ min: 0, max: 9999 })), aside: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: (one) => one.number, maxLength: 12 }), (changes) => {
        const overlay = changes.map((one) => row(`r-${one.number}`, made.refs[Math.floor(one.number / 10)]?.list ?? '', { ...(one.amount === null ? {} : { amount: { value: one.amount } }), ...(one.area === null ? {} : { subsidisedArea: { value: one.area } }) }, one.aside));
        let [rows, areaMilliMu, amountFen] = [0, 0, 0];
        for (const frame of listed) frame.ids.forEach((id, at) => {
          const one = changes.find((other) => `r-${other.number}` === id);
          if (one?.aside) return;
          rows += 1;
          areaMilliMu += one?.area ?? Number(frame.columns.subsidisedArea?.[at]);
          amountFen += one?.amount ?? Number(frame.columns.amount?.[at]);
        });
        expect(totalsOf(made.refs, overlay, open)).toEqual({ rows, areaMilliMu, amountFen });
      }),
    );
  });
});
