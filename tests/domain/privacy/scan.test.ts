import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idCheckCharacter } from '#domain/privacy/idNumber.ts';
import { releaseGuard } from '#domain/privacy/release.ts';
import { passesLuhn, scanText, type HitKind } from '#domain/privacy/scan.ts';

const digits = (length: number): fc.Arbitrary<string> => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));
const two = (min: number, max: number): fc.Arbitrary<string> => fc.integer({ min, max }).map((value) => String(value).padStart(2, '0'));
const birth = fc.tuple(fc.integer({ min: 1920, max: 2020 }), two(1, 12), two(1, 28)).map(([year, month, day]) => `${year}${month}${day}`);
const idNumber = fc.tuple(birth, digits(3)).map(([born, serial]) => {
  const seventeen = `369901${born}${serial}`;
  return `${seventeen}${idCheckCharacter(seventeen) ?? ''}`;
});
const card = digits(17).map((tail) => {
  const body = `62${tail.slice(0, 16)}`;
  const check = [...'0123456789'].find((digit) => passesLuhn(body + digit));
  return body + (check ?? '0');
});
const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), digits(9)).map(([second, tail]) => `1${second}${tail}`);
const surroundings = fc.constantFrom('', '，', '户主：', '备注 ', '（', '\n', '账号', '元。', '亩 ');
const fullWidth = (text: string): string => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
const spaced = (text: string, every: number): string => (text.match(new RegExp(`.{1,${every}}`, 'g')) ?? []).join(' ');
const hidden = (text: string): string => [...text].join('\u200b');

const SPELLINGS: readonly ((text: string) => string)[] = [(text) => text, fullWidth, (text) => spaced(text, 1), (text) => spaced(text, 4), hidden, (text) => fullWidth(spaced(text, 4))];

function kinds(text: string): readonly HitKind[] {
  return scanText(text).map((hit) => hit.kind);
}

describe('the final scan finds every planted number', () => {
  const planted: readonly [HitKind, fc.Arbitrary<string>][] = [
    ['idNumber', idNumber],
    ['account', card],
    ['mobile', mobile],
    ['disabilityNo', fc.tuple(idNumber, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 4 })).map(([id, type, grade]) => `${id}${type}${grade}`)],
    ['schoolNo', idNumber.map((id) => `G${id}`)],
    ['oldIdNumber', fc.tuple(birth, digits(3)).map(([born, serial]) => `369901${born.slice(2)}${serial}`)],
  ];
  for (const [kind, numbers] of planted) {
    it(`${kind}, in one piece, full-width or with invisible characters, wherever it stands`, () => {
      fc.assert(
        fc.property(numbers, surroundings, surroundings, fc.constantFrom((text: string) => text, fullWidth, hidden), (number, before, after, spell) => {
          const text = `${before}${spell(number)}${after}`;
          expect(kinds(text)).toContain(kind);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('IDs, cards and mobiles however they are spaced', () => {
    fc.assert(
      fc.property(fc.oneof(idNumber, card, mobile), surroundings, fc.constantFrom(...SPELLINGS), (number, before, spell) => {
        const text = `${before}${spell(number)}。`;
        expect(scanText(text).length).toBeGreaterThan(0);
      }),
      { numRuns: 600 },
    );
  });

  it('an ID with a wrong check character is still somebody’s', () => {
    expect(kinds('369901194005182031')).toEqual(['idNumber']);
  });

  it('says where a hit stands, in the text as it is', () => {
    const text = '备注：３６９９０１１９４００５１８２０３９ 已核';
    const [hit] = scanText(text);
    expect(hit).toMatchObject({ kind: 'idNumber', start: 3, end: 21 });
    expect(text.slice(hit?.start, hit?.end)).toBe(hit?.text);
  });
});

describe('the final scan lets through what is no person’s', () => {
  it.each([
    '共608户，面积3,017.31亩，金额327,750.15元', '12 3.21 108.62 348.67', '联系电话：0797-1234567；监督电话：0797-7654321', '0791-88888888 0791-66666666', '2021年11月22日至2021年11月29日',
    '2021 2022 2023 2024 2025', '公示编号 2021-01-7Q4K2M 第1版 校验 3f9a 0c71 d2b8 查验码 7Q4K-2MX9-V3HT-D', '91330100799655058B', '赣府厅字〔2024〕15号', '369901100201',
    '3f9a0c71d2b845e6a1c07d93f2e85b4466aa0f1c9d3e7b2850c4d6e8f1a2b3c4', '12345', '12388',
  ])('%s', (text) => {
    expect(scanText(text)).toEqual([]);
  });

  it('tables of amounts and areas', () => {
    const cell = fc.tuple(fc.integer({ min: 0, max: 9999 }), digits(2)).map(([whole, rest]) => `${whole}.${rest}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 9999 }), cell, cell), { minLength: 1, maxLength: 20 }), (rows) => {
        expect(scanText(rows.map((row) => row.join(' ')).join('\n'))).toEqual([]);
      }),
    );
  });
});

describe('the gate', () => {
  it('keeps the office phone even when it is a mobile, and names everything else', () => {
    const text = '联系电话：138 0013 8000，举报 13900139000';
    expect(releaseGuard(text, ['13800138000', '139-0013-9000'])).toEqual({ released: true, text });
    const held = releaseGuard(text, ['13800138000']);
    expect(held.released).toBe(false);
    expect(held.released ? [] : held.hits.map((hit) => hit.text)).toEqual(['13900139000']);
  });

  it('is not opened by an allowed number that is only part of a personal one', () => {
    const held = releaseGuard('369901194005182039', ['1940051820', '0797-1234567']);
    expect(held.released).toBe(false);
  });
});
