import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLUMN_CODES, type ColumnCode } from '#domain/roster/columns.ts';
import { isPersonalColumn, needsPatch, PERSONAL_COLUMNS } from '#domain/privacy/columns.ts';
import { shownName } from '#domain/privacy/names.ts';
import { personal, reveal } from '#domain/privacy/personal.ts';
import { publicView, type ListRow, type PublicView } from '#domain/privacy/publicView.ts';
import type { ChannelView, Programme } from '#domain/programme/programme.ts';
import { nameWords, programme, syntheticRows } from '#tests/boards/kit.ts';

const allColumns: readonly ColumnCode[] = [...COLUMN_CODES, 'x:学校', 'x:身份证'];

function careless(change: Partial<ChannelView>): Programme {
  const channel: ChannelView = { columns: allColumns, nameForm: 'full', rows: true, graceDays: 0, ...change };
  return { ...programme, channels: { board: channel, website: channel } };
}

describe('columns', () => {
  it('whatever nobody has classified is personal, and so are numbers, addresses, health and kin', () => {
    expect(isPersonalColumn('x:学校')).toBe(true);
    expect(PERSONAL_COLUMNS).toEqual(['idNumber', 'bankAccount', 'bankName', 'accountHolder', 'phone', 'address', 'category', 'reason', 'age', 'birthDate', 'disabilityNo', 'guardian', 'proxy', 'relation', 'status']);
  });
  it('an edited name or remark travels as a patch, an edited area does not', () => {
    expect([needsPatch('payeeName'), needsPatch('remark'), needsPatch('idNumber'), needsPatch('subsidisedArea')]).toEqual([true, true, true, false]);
  });
});

describe('a personal value', () => {
  it('becomes no text by accident', () => {
    const id = personal('369901194005182039');
    expect(`${String(id)}${JSON.stringify({ id })}`).not.toContain('3699');
    expect(reveal(id)).toBe('369901194005182039');
  });
});

describe('the public view', () => {
  it('never holds a personal column, whatever programme and rows say', () => {
    const secret = fc.uuid().map((text) => `秘${text}`);
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom(...allColumns), secret), { maxLength: 30 }), fc.constantFrom('full' as const, 'surname' as const, 'none' as const), (cells, nameForm) => {
        const rows = cells.map((row, index): ListRow => ({ row: `r${index}`, cells: row }));
        const view = publicView({ programme: careless({ nameForm }), stage: 'secondPosting', channel: 'board', rows, names: nameWords });
        expect(view.columns.filter(isPersonalColumn)).toEqual([]);
        const shown = JSON.stringify(view);
        for (const row of cells) for (const [column, value] of Object.entries(row)) {
          if (isPersonalColumn(column as ColumnCode)) expect(shown).not.toContain(value);
          else if (column === 'amount') expect(shown).toContain(value);
        }
        for (const row of cells) if (row.payeeName !== undefined) expect(shown.includes(row.payeeName)).toBe(nameForm === 'full');
      }),
      { numRuns: 200 },
    );
  });

  it('counts and shows no row that was set aside', () => {
    const rows = syntheticRows(20).map((row, index): ListRow => (index === 3 ? { ...row, setAside: { reason: '已去世' } } : row));
    const view = publicView({ programme, stage: 'secondPosting', channel: 'board', rows, names: nameWords });
    expect(view.totals.rows).toBe(19);
    expect(view.groups.reduce((sum, group) => sum + group.rows.length, 0)).toBe(19);
    expect(view.totals.amountFen).toBe(rows.filter((row) => !row.setAside).reduce((sum, row) => sum + Number(row.cells.amount), 0));
  });

  it('numbers rows 1, 2, 3 … over all groups, so that two people of one name differ', () => {
    const twins: readonly ListRow[] = [{ row: 'a', cells: { payeeName: '罗红', group: '一组' } }, { row: 'b', cells: { payeeName: '罗红', group: '二组' } }, { row: 'c', cells: { payeeName: '罗红', group: '一组' } }];
    const view = publicView({ programme, stage: 'secondPosting', channel: 'website', rows: twins, names: nameWords });
    const lines = view.groups.flatMap((group) => group.rows.map((row) => `${group.name} ${row.serial} ${String(row.cells[view.columns.indexOf('payeeName')])}`));
    expect(lines).toEqual(['一组 1 罗某某', '一组 2 罗某某', '二组 3 罗某某']);
  });

  it('shows areas and no money at a first posting', () => {
    const view = publicView({ programme, stage: 'firstPosting', channel: 'board', rows: syntheticRows(5), names: nameWords });
    expect(view.columns).toEqual(['group', 'payeeName', 'subsidisedArea', 'remark']);
  });

  it('holds no row and no group where only totals, or nothing, may be shown', () => {
    const totals = publicView({ programme: careless({ rows: false }), stage: 'secondPosting', channel: 'website', rows: syntheticRows(9), names: nameWords });
    expect([totals.shows, totals.groups.length, totals.totals.rows]).toEqual(['totals', 0, 9]);
    const none = publicView({ programme: { ...careless({}), publicListAllowed: false }, stage: 'secondPosting', channel: 'board', rows: syntheticRows(9), names: nameWords });
    expect([none.shows, none.groups.length]).toEqual(['none', 0]);
  });

  it('cannot be made by hand', () => {
    const view = publicView({ programme, stage: 'secondPosting', channel: 'board', rows: [], names: nameWords });
    const { channel, stage, shows, nameForm, columns, groups, totals, graceDays } = view;
    // @ts-expect-error the brand is missing, and nothing outside the module can name it
    const forged: PublicView = { channel, stage, programme: 'p', shows, nameForm, columns, groups, totals, graceDays };
    expect(forged.shows).toBe('rows');
  });
});

describe('names', () => {
  it.each([
    ['罗贵磊', '罗某某'], ['欧阳洋喆', '欧阳某某'], ['欧阳', '欧某某'], ['𬱖明', '𬱖某某'], ['石桥村种粮专业合作社', '石桥村种粮专业合作社'], [' 龙红 ', '龙某某'], ['王中心', '王某某'], ['欧阳基地', '欧阳某某'], ['样例县绿禾农业发展有限公司', '样例县绿禾农业发展有限公司'],
  ])('%s by surname is %s', (name, shown) => {
    expect(shownName(name, 'surname', nameWords)).toBe(shown);
  });
  it('in full, or not at all', () => {
    expect([shownName('罗贵磊', 'full', nameWords), shownName('罗贵磊', 'none', nameWords)]).toEqual(['罗贵磊', null]);
  });
});
