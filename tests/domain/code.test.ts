import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENROLMENT_CODE_LENGTH, SHEET_CODE_LENGTH, enrolmentCode, formatCode, isCode, normaliseCode, randomCode, sheetCode } from '#domain/code.ts';

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

describe('codes', () => {
  it('have their length and only characters that cannot be misread', () => {
    for (let count = 0; count < 200; count += 1) {
      expect(sheetCode(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{13}$/);
      expect(enrolmentCode(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    }
    expect(isCode('0123456789ABC', SHEET_CODE_LENGTH)).toBe(true);
    expect(isCode('0123456789ABCD', SHEET_CODE_LENGTH)).toBe(false);
    expect(isCode('0123456789ABU', SHEET_CODE_LENGTH)).toBe(false);
  });

  it('use five bits of every byte', () => {
    expect(randomCode({ bytes: (length) => Uint8Array.from({ length }, (_, index) => index + 224) }, 32)).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
  });

  it('are found again however people type them', () => {
    expect(normaliseCode('oi2l-4567-89ab-c', SHEET_CODE_LENGTH)).toBe('0121456789ABC');
    expect(normaliseCode('０１２３ 4567—89AB c', SHEET_CODE_LENGTH)).toBe('0123456789ABC');
    expect(normaliseCode('0123456789AB', SHEET_CODE_LENGTH)).toBeNull();
    expect(normaliseCode('0123456789ABU', SHEET_CODE_LENGTH)).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.boolean(), (bytes, lower) => {
        const code = enrolmentCode({ bytes: () => bytes });
        const printed = formatCode(code);
        return normaliseCode(lower ? printed.toLowerCase() : printed, ENROLMENT_CODE_LENGTH) === code;
      }),
    );
  });
});
