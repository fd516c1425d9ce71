import { describe, expect, it } from 'vitest';
import { isShown, publishedNotice } from '#domain/board/published.ts';
import { boardText, capitalNumerals, nameWords, programme, rules, syntheticNotice, township, village } from '#tests/boards/kit.ts';
import { posted, publish, rows } from '#tests/county/portal/kit.ts';

const plain = { programme, owner: village, issuer: township, rules, rows, names: nameWords, numerals: capitalNumerals, text: boardText, calendar: { holidayYear: () => undefined } };

describe('what the public pages may know', () => {
  it('is nothing before the signature', () => {
    expect(publishedNotice({ ...plain, id: 'n', notice: syntheticNotice(rows, { state: 'draft', signed: undefined }) })).toBeNull();
    expect(publishedNotice({ ...plain, id: 'n', notice: syntheticNotice(rows, { state: 'reviewing' }) })).toBeNull();
  });

  it('is facts without a document from the signature to the wall', () => {
    const signed = publish('n', { state: 'signed' });
    expect([signed.document, signed.postingEnd, signed.totals?.rows]).toEqual([null, null, 60]);
  });

  it('is the website’s document once it hangs, until the last board’s period and its grace are over', () => {
    const made = publish('n');
    expect([made.postingEnd, made.shownUntil, made.boards.length]).toEqual(['2021-11-30', '2021-12-30', 2]);
    expect([isShown(made, '2021-12-30'), isShown(made, '2021-12-31')]).toEqual([true, false]);
  });

  it('holds no full name, ID, account or phone of a payee', () => {
    const text = JSON.stringify(publish('n'));
    for (const row of rows) {
      for (const column of ['idNumber', 'bankAccount', 'phone', 'address'] as const) expect(text).not.toContain(String(row.cells[column]));
      expect(text).not.toContain(`"${String(row.cells.payeeName)}"`);
    }
    expect(text).toContain('罗某某');
  });

  it('loses its document, not its facts, when the final scan stops it, and says what was found', () => {
    const notice = syntheticNotice(rows, posted);
    const made = publishedNotice({ ...plain, id: 'n', notice: { ...notice, head: { ...notice.head, bodyText: '联系人手机13900139000' } } });
    expect(made?.published.document).toBeNull();
    expect(made?.hits.map((hit) => hit.text)).toEqual(['13900139000']);
    expect(made?.published.totals?.rows).toBe(60);
  });

  it('tells no figures of a programme without a public list', () => {
    expect(publish('n', posted, { programme: { ...programme, publicListAllowed: false } }).totals).toBeNull();
  });
});
