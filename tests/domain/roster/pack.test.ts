import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isPersonalColumn } from '#domain/privacy/columns.ts';
import type { ColumnCode } from '#domain/roster/columns.ts';
import { frameBytes, frameHash } from '#domain/roster/frame.ts';
import { mergedRows } from '#domain/roster/merge.ts';
import { packRoster, type PackedSlice } from '#domain/roster/pack.ts';
import { readRoster } from '#domain/roster/read.ts';
import { nameInitials, searchRows, searchText } from '#domain/roster/search.ts';
import { readSheets } from '#wire/sheet/readSheets.ts';
import { vocabulary } from './lists.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const villages = ['石桥村', '枫林村', '横溪村'].map((name, at) => ({ id: `v${at}`, names: [name] }));

async function packed(name: string, known = villages): Promise<PackedSlice[]> {
  const bytes = new Uint8Array(readFileSync(new URL(`../../samples/${name}`, import.meta.url)));
  return [...packRoster(readRoster(await readSheets(bytes, name), vocabulary), { random, vocabulary, villages: known })];
}

describe('frames', () => {
  test('500 rows at most, one village each, every row once, totals as the list says', async () => {
    const slices = await packed('platform-export-township.xlsx');
    expect(new Set(slices.map((slice) => slice.ref.village))).toEqual(new Set(['v0', 'v1', 'v2']));
    for (const { ref, list } of slices) {
      const names = villages.find((village) => village.id === ref.village)?.names;
      expect(new Set(list.columns.village)).toEqual(new Set(names));
      expect([list.ids.length, list.ids.length <= 500]).toEqual([ref.rows, true]);
    }
    expect(slices.reduce((sum, slice) => sum + slice.ref.rows, 0)).toBe(563);
    expect(slices.reduce((sum, slice) => sum + slice.ref.amountFen, 0)).toBe(30_353_526);
    expect(slices.reduce((sum, slice) => sum + slice.ref.areaMilliMu, 0)).toBe(2_794_470);
    expect(new Set(slices.flatMap((slice) => slice.list.ids)).size).toBe(563);
  });

  test('bytes are the canonical JSON, hashes theirs, the same rows in both classes and no person in a list frame', async () => {
    for (const slice of await packed('farmland-subsidy.xlsx')) {
      expect(slice.listBytes).toEqual(frameBytes(slice.list));
      expect(slice.personBytes).toEqual(frameBytes(slice.person));
      expect([slice.ref.list, slice.ref.person]).toEqual([frameHash(slice.list), frameHash(slice.person)]);
      expect(slice.person.ids).toEqual(slice.list.ids);
      expect(Object.keys(slice.list.columns).filter((code) => isPersonalColumn(code as ColumnCode))).toEqual([]);
      expect(new TextDecoder().decode(slice.listBytes)).not.toMatch(/\d{15,}(?=")/);
      expect(slice.list.salt).not.toBe(slice.person.salt);
      expect(slice.ref.village).toBe('v0');
    }
  });

  test('two packings of one file share no hash and no row id', async () => {
    const [first, second] = await Promise.all([packed('living-allowance.xls'), packed('living-allowance.xls')]);
    const marks = (slices: readonly PackedSlice[]): string[] => slices.flatMap((slice) => [slice.ref.list, slice.ref.person, ...slice.list.ids]);
    expect(marks(first).filter((mark) => marks(second).includes(mark))).toEqual([]);
    expect(first[0]?.ref.village).toBeUndefined();
  });
});

describe('readers', () => {
  test('edits, patches and rows set aside are merged in', async () => {
    const [slice] = await packed('living-allowance.xls');
    if (slice === undefined) throw new Error('nothing packed');
    const [first, second] = slice.list.ids;
    const patch = { v: 1, class: 'person', salt: '0', row: first ?? '', column: 'idNumber', value: '1' } as const;
    const overlay = [
      { row: first ?? '', frame: slice.ref.list, cells: { amount: { value: 7 }, idNumber: { patch: 'p', class: 'person' }, payeeName: { patch: 'late', class: 'list' } } },
      { row: second ?? '', frame: slice.ref.list, cells: {}, setAside: { reason: '重复' } },
    ] as const;
    const rows = mergedRows([slice], overlay, new Map([['p', patch]]));
    expect(rows).toHaveLength(143);
    expect([rows[0]?.cells.amount, rows[0]?.cells.idNumber, rows[0]?.cells.payeeName, rows[0]?.missing]).toEqual([7, '1', '郭飞旺', ['payeeName']]);
    expect([rows[1]?.setAside?.reason, rows[1]?.sheetRow, rows[1]?.cells.category]).toEqual(['重复', 4, 'A类']);
    expect(mergedRows([{ ref: slice.ref, list: slice.list }], [], new Map())[0]?.cells.idNumber).toBeUndefined();
  });

  test('search by part of a name or by initials', async () => {
    const [slice] = await packed('living-allowance.xls');
    if (slice === undefined) throw new Error('nothing packed');
    const text = searchText(slice.list);
    expect(searchRows(text, '飞旺')).toEqual([0]);
    expect(searchRows(text, 'GFW')).toContain(0);
    expect(searchRows(text, '没有这个人')).toEqual([]);
    expect([nameInitials('曾小单'), nameInitials('单田芳')]).toEqual(['zxd', 'stf']);
  });
});
