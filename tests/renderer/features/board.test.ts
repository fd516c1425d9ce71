/** From a notice at the desk to its sheet: each way in which a sheet is held back, and who is named. */
import { describe, expect, it } from 'vitest';
import { hashOf, type Sha256 } from '#domain/hash.ts';
import type { World } from '#domain/world.ts';
import { frameHash, type CellValue, type Frame, type FrameRef } from '#domain/roster/frame.ts';
import { buildBoard } from '#renderer/features/notices/board.ts';
import type { NoticeFacts } from '#renderer/features/notices/facts.ts';
import type { DeskReader } from '#renderer/store/reader.ts';
import { CONTENT_HASH, programme, rules, syntheticNotice, syntheticRows, township, village } from '../../boards/kit.ts';

const NAMES = ['罗贵磊', '韦秋玉', '秦丽兰'];

function framed(change: { readonly [column: string]: readonly CellValue[] }): { readonly frames: ReadonlyMap<Sha256, Frame>; readonly ref: FrameRef } {
  const base = { v: 1, ids: ['r0', 'r1', 'r2'], sheetRows: [5, 6, 7] } as const;
  const columns = { payeeName: NAMES, group: ['上屋组', '上屋组', '下屋组'], subsidisedArea: [1000, 2000, 3000], rate: [10_862, 10_862, 10_862], amount: [10_862, 21_724, 32_586], ...change };
  const list: Frame = { ...base, class: 'list', salt: hashOf('list').slice(0, 32), columns };
  const person: Frame = { ...base, class: 'person', salt: hashOf('person').slice(0, 32), columns: { idNumber: ['36990119500101123X', null, null] } };
  const ref = { list: frameHash(list), person: frameHash(person), rows: 3, areaMilliMu: 6000, amountFen: 65_172 };
  return { frames: new Map([[ref.list, list], [ref.person, person]]), ref };
}

function sheetOf(change: { readonly [column: string]: readonly CellValue[] } = {}, arrived = true): ReturnType<typeof buildBoard> {
  const { frames, ref } = framed(change);
  const reader = { overlay: async () => [], frame: async (hash: Sha256) => (arrived ? frames.get(hash) : undefined), patch: async () => undefined } as unknown as DeskReader;
  const world = { rules, programme: () => programme, office: (id: string) => (id === 'v1' ? village : township) } as unknown as World;
  const notice = { ...syntheticNotice(syntheticRows(3)), frames: [ref], totals: { rows: 3, areaMilliMu: 6000, amountFen: 65_172 } };
  return buildBoard(reader, { id: 'subsidyNotice:n', notice, world, contentHash: CONTENT_HASH } as unknown as NoticeFacts, {});
}

describe('a sheet', () => {
  it('is built when nothing speaks against it, with the numbers that may stand on it', async () => {
    const board = await sheetOf();
    expect(board.ok).toBe(true);
    expect(board.ok && board.html).toContain('秦丽兰');
    expect(board.ok && board.html).not.toContain('36990119500101123X');
    expect(board.ok && board.allowed).toContain('0797-1234567');
  });

  it('is held back for a name that no font can draw, and names the person and the row', async () => {
    const board = await sheetOf({ payeeName: ['罗贵磊', '韦\ue8a1玉', '秦丽兰'] });
    expect(board).toMatchObject({ ok: false, why: 'undrawable', words: [{ character: '\ue8a1', codePoint: 'U+E8A1', people: [{ name: '韦\ue8a1玉', sheetRow: 6 }] }] });
  });

  it('is held back for an undrawable character that is in no name, with the text that holds it', async () => {
    const board = await sheetOf({ group: ['上屋组', '\ue8a2组', '下屋组'] });
    expect(board).toMatchObject({ ok: false, why: 'undrawable', words: [{ codePoint: 'U+E8A2', people: [], texts: ['\ue8a2组', '\ue8a2组小计'] }] });
  });

  it('is held back for a personal number in a shown column, told with its kind and line', async () => {
    const board = await sheetOf({ group: ['上屋组', '13800138000 组', '下屋组'] });
    expect(board).toMatchObject({ ok: false, why: 'personal', hits: [{ kind: 'mobile', text: '13800138000', line: '13800138000 组' }] });
  });

  it('waits for frames that have not arrived', async () => {
    expect(await sheetOf({}, false)).toEqual({ ok: false, why: 'framesMissing' });
  });
});
