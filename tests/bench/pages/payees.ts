/** Synthetic payees as frames, deterministic: the same numbers in every run and round. County code 369901 does not exist. */
import { sha256Hex, type Sha256 } from '#domain/hash.ts';
import { frameBytes, ROWS_PER_FRAME, type CellValue, type Frame } from '#domain/roster/frame.ts';

export interface Payee {
  readonly id: string;
  readonly name: string;
  readonly idNumber: string;
  readonly bankAccount: string;
  readonly group: string;
  readonly area: number;
  readonly amount: number;
}

export interface FramePair {
  readonly list: { readonly sha256: Sha256; readonly bytes: Uint8Array };
  readonly person: { readonly sha256: Sha256; readonly bytes: Uint8Array };
}

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜';
const GIVEN = '安邦柏彩晨丹恩芳刚海浩红慧佳建洁娟军凯兰磊丽林玲龙梅敏明宁平琴青荣瑞山淑涛婷伟文';

/** A generator of chance that always says the same (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` payees in the order of their ids. */
export function payees(count: number): readonly Payee[] {
  const next = chance(1);
  const pick = (from: string): string => from.charAt(Math.floor(next() * from.length));
  const digits = (length: number): string => Array.from({ length }, () => Math.floor(next() * 10)).join('');
  return Array.from({ length: count }, (_, at): Payee => {
    const area = 200 + Math.floor(next() * 30_000);
    return {
      id: `r${String(at).padStart(8, '0')}`,
      name: pick(SURNAMES) + pick(GIVEN) + (next() < 0.7 ? pick(GIVEN) : ''),
      idNumber: `369901${digits(12)}`,
      bankAccount: `6217${digits(15)}`,
      group: String(1 + (at % 12)),
      area,
      amount: Math.round((area * 10_862) / 1000),
    };
  });
}

/** The two frames of each slice of 500 rows, as bytes with their hashes. */
export function frames(rows: readonly Payee[]): readonly FramePair[] {
  const pairs: FramePair[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_FRAME) {
    const slice = rows.slice(from, from + ROWS_PER_FRAME);
    const column = (value: (row: Payee) => CellValue): readonly CellValue[] => slice.map(value);
    const list = named(from, slice, 'list', { payeeName: column((row) => row.name), group: column((row) => row.group), subsidisedArea: column((row) => row.area), amount: column((row) => row.amount) });
    const person = named(from, slice, 'person', { idNumber: column((row) => row.idNumber), bankAccount: column((row) => row.bankAccount) });
    pairs.push({ list, person });
  }
  return pairs;
}

function named(from: number, slice: readonly Payee[], kind: Frame['class'], columns: Frame['columns']): FramePair['list'] {
  const frame: Frame = { v: 1, class: kind, salt: String(from).padStart(32, '0'), ids: slice.map((row) => row.id), sheetRows: slice.map((_, at) => from + at + 4), columns };
  const bytes = frameBytes(frame);
  return { sha256: sha256Hex(bytes), bytes };
}
