import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOn, birthDateOf, idCheckCharacter, idNumberFault, lostPrecision, normaliseIdNumber, toEighteen } from '#domain/privacy/idNumber.ts';

describe('ID numbers', () => {
  it.each(['11010519491231002X', '440524188001010014', '34052419800101001X'])('%s is right', (id) => {
    expect(idNumberFault(id)).toBeNull();
  });

  it('names what is wrong', () => {
    expect(idNumberFault('110105194912310021')).toBe('checksum');
    expect(idNumberFault('1101051949123100')).toBe('shape');
    expect(idNumberFault('')).toBe('shape');
    const noSuchDay = '36990119810230001';
    expect(idNumberFault(`${noSuchDay}${idCheckCharacter(noSuchDay) ?? ''}`)).toBe('birthDate');
  });

  it('takes full-width forms, spaces and apostrophes away and no digit', () => {
    expect(normaliseIdNumber("'１１０１０５ 19491231 002ｘ ")).toBe('11010519491231002X');
  });

  it('lengthens the old form', () => {
    expect(toEighteen('110105491231002')).toBe('11010519491231002X');
    expect(toEighteen('11010519491231002X')).toBe('11010519491231002X');
    expect(toEighteen('12345')).toBeNull();
    expect(idNumberFault('110105491331002')).toBe('birthDate');
  });

  it('finds any single wrong digit and any swap of neighbours', () => {
    const good = fc
      .tuple(fc.integer({ min: 1940, max: 2015 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 999 }))
      .map(([year, month, day, number]) => `369901${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(number).padStart(3, '0')}`)
      .map((seventeen) => `${seventeen}${idCheckCharacter(seventeen) ?? ''}`);
    fc.assert(
      fc.property(good, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (id, at, shift) => {
        expect(idNumberFault(id)).toBeNull();
        const other = String((Number(id[at]) + shift) % 10);
        expect(idNumberFault(id.slice(0, at) + other + id.slice(at + 1))).not.toBeNull();
        const swapped = id.slice(0, at) + (id[at + 1] ?? '') + (id[at] ?? '') + id.slice(at + 2);
        if (swapped !== id) expect(idNumberFault(swapped)).not.toBeNull();
      }),
    );
  });

  it('knows age on a day', () => {
    expect(birthDateOf('11010519491231002X')).toBe('1949-12-31');
    expect(ageOn('1941-05-10', '2021-05-10')).toBe(80);
    expect(ageOn('1941-05-11', '2021-05-10')).toBe(79);
    expect(ageOn('1940-02-29', '2021-02-28')).toBe(80);
    expect(ageOn('1940-02-29', '2021-03-01')).toBe(81);
  });

  it('sees what a spreadsheet has eaten, and never a right number', () => {
    expect(lostPrecision({ storedAs: 'number', digits: '369901196001010000' })).toBe(true);
    expect(lostPrecision({ storedAs: 'number', digits: '3.69901196001010E+17' })).toBe(true);
    expect(lostPrecision({ storedAs: 'number', digits: '369901600101001' })).toBe(false);
    const eaten = ['36990119600101000', '36990119600102000', '36990119600103000', '36990119600104000'];
    for (const seventeen of eaten) {
      const right = idCheckCharacter(seventeen) === '0';
      expect(lostPrecision({ storedAs: 'text', digits: `${seventeen}0` })).toBe(!right);
    }
    expect(lostPrecision({ storedAs: 'text', digits: '11010519491231002X' })).toBe(false);
  });
});
