import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFen, formatMilliMu, parseFen, parseMilliMu, rowAmountFen, sumOf } from '#domain/money/fen.ts';
import { amountInWords, type Numerals } from '#domain/money/words.ts';

const numerals = JSON.parse(readFileSync('resources/vocabulary/numerals.json', 'utf8')) as Numerals;

describe('amounts', () => {
  it.each([
    [181_532_690, 1920, 348_542_765],
    [2_071_145, 11_200, 23_196_824],
    [802_821, 11_200, 8_991_595],
    [556_248, 11_200, 6_229_978],
    [4_300, 10_862, 46_707],
    [1_255, 1000, 1255],
    [-802_821, 11_200, -8_991_595],
  ])('%i thousandths at %i fen are %i fen', (basis, rate, amount) => {
    expect(rowAmountFen(basis, rate)).toBe(amount);
  });

  it('rounds half up to fen, jiao or yuan, once', () => {
    expect(rowAmountFen(5, 100)).toBe(1);
    expect(rowAmountFen(4, 100)).toBe(0);
    expect(rowAmountFen(1_000, 1_245, 'jiao')).toBe(1_250);
    expect(rowAmountFen(1_000, 1_244, 'jiao')).toBe(1_240);
    expect(rowAmountFen(1_000, 149, 'yuan')).toBe(100);
    expect(rowAmountFen(999, 150, 'yuan')).toBe(100);
    expect(rowAmountFen(1_000, -150, 'yuan')).toBe(-200);
    expect(() => rowAmountFen(1.5, 100)).toThrow(RangeError);
    expect(() => rowAmountFen(2 ** 52, 2 ** 40)).toThrow(RangeError);
    expect(() => sumOf([2 ** 53 - 1, 1])).toThrow(RangeError);
  });

  it('is never more than half a unit away from the exact product', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 1e6 }), fc.constantFrom('fen' as const, 'jiao' as const, 'yuan' as const), (basis, rate, unit) => {
        const size = { fen: 1n, jiao: 10n, yuan: 100n }[unit];
        const amount = BigInt(rowAmountFen(basis, rate, unit));
        const twice = 2n * (amount * 1000n - BigInt(basis) * BigInt(rate));
        return amount % size === 0n && twice <= 1000n * size && twice >= -1000n * size;
      }),
    );
  });
});

describe('figures', () => {
  it('parses what people write and nothing else', () => {
    expect(parseFen('3,485,427.65')).toBe(348_542_765);
    expect(parseFen(' 12 ')).toBe(1200);
    expect(parseFen('-0.5')).toBe(-50);
    expect(parseFen('1.250')).toBe(125);
    expect(parseFen('1.')).toBe(100);
    expect(parseMilliMu('4.3')).toBe(4300);
    for (const wrong of ['', '1.255', '12,34', '1e3', '３', '1 2', '.5', '99999999999999999', '--1', 'NaN']) expect(parseFen(wrong)).toBeNull();
    expect(parseMilliMu('1.2345')).toBeNull();
  });

  it('writes two decimals of yuan, two or three of mu', () => {
    expect(formatFen(348_542_765)).toBe('3,485,427.65');
    expect(formatFen(-5)).toBe('-0.05');
    expect(formatFen(100_000, false)).toBe('1000.00');
    expect(formatMilliMu(4300)).toBe('4.30');
    expect(formatMilliMu(4125)).toBe('4.125');
    expect(formatMilliMu(1_204_000)).toBe('1,204.00');
  });

  it('reads back what it writes', () => {
    const whole = fc.maxSafeInteger();
    fc.assert(fc.property(whole, fc.boolean(), (value, grouped) => parseFen(formatFen(value, grouped)) === value && parseMilliMu(formatMilliMu(value, grouped)) === value));
  });
});

describe('amounts in words', () => {
  it.each([
    [0, '零元整'],
    [50, '伍角'],
    [5, '伍分'],
    [1000, '壹拾元整'],
    [1005, '壹拾元零伍分'],
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [2_051_952, '贰万零伍佰壹拾玖元伍角贰分'],
    [348_542_765, '叁佰肆拾捌万伍仟肆佰贰拾柒元陆角伍分'],
    [10_020_030_000, '壹亿零贰拾万零叁佰元整'],
    [10_000_000_000, '壹亿元整'],
    [100_000_000_100, '壹拾亿零壹元整'],
    [-140_950, '负壹仟肆佰零玖元伍角'],
  ])('%i fen is %s', (fen, words) => {
    expect(amountInWords(fen, numerals)).toBe(words);
  });

  it('says every amount in its own words, with one zero at a time and none at the end', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 14 }), (fen) => {
        const words = amountInWords(fen, numerals);
        expect(words).not.toMatch(/零零|零[元万亿]|^零.+/);
        expect(valueOf(words)).toBe(fen);
        expect(seen.get(words) ?? fen).toBe(fen);
        seen.set(words, fen);
      }),
      { examples: [[1], [10], [100_000_000], [100_001_000_000]] },
    );
  });
});

/** Reads capital characters back, by a way of its own. */
function valueOf(words: string): number {
  if (words === '零元整') return 0;
  const [, yuan = '', jiao, fen] = /^(?:(.+)元)?整?零?(?:(.)角)?(?:(.)分)?$/.exec(words) ?? [];
  const digit = (character: string | undefined): number => (character === undefined ? 0 : '零壹贰叁肆伍陆柒捌玖'.indexOf(character));
  const section = (text: string): number => {
    let sum = 0;
    for (const [, value, place = ''] of text.matchAll(/([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)/g)) sum += digit(value) * ({ 仟: 1000, 佰: 100, 拾: 10 }[place] ?? 1);
    return sum;
  };
  let rest = yuan;
  let sum = 0;
  for (const [unit, size] of [['万亿', 1e12], ['亿', 1e8], ['万', 1e4]] as const) {
    const at = rest.indexOf(unit);
    if (at < 0) continue;
    sum += section(rest.slice(0, at)) * size;
    rest = rest.slice(at + unit.length);
  }
  return Math.round((sum + section(rest)) * 100) + digit(jiao) * 10 + digit(fen);
}
