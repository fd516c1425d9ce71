import { describe, expect, it } from 'vitest';
import type { Decision } from '#domain/decision.ts';
import type { SignedBody } from '#domain/act/act.ts';
import { headChange } from '#domain/notice/verbsDraft.ts';
import { rowChange } from '#domain/roster/edit.ts';
import type { Json } from '#domain/json.ts';
import type { NoticeHead } from '#domain/notice/notice.ts';
import type { RosterRow } from '#domain/roster/overlay.ts';
import { makeWorld, type TestCounty } from '#tests/kit/county.ts';
import { BATCH_ID, LIST, NOTICE, makeFrames, noticeDrafts, townshipImport, villageImport } from '#tests/kit/lists.ts';
import { PEOPLE, type PersonName } from '#tests/kit/people.ts';

const ROW = 'rosterRow:r-3';

function codeOf(decision: Decision): string {
  return decision.outcome === 'refused' ? decision.fault.code : decision.outcome;
}

function drafted(): { county: TestCounty; frame: string } {
  const county = makeWorld((made) => {
    made.accounts.set('secondClerk', { ...PEOPLE.stoneClerk, id: 'secondClerk', login: 'secondClerk' });
  });
  const made = makeFrames(10);
  county.arrive(made.frames);
  expect(codeOf(county.perform(villageImport(made)))).toBe('applied');
  return { county, frame: made.refs[0]?.list ?? '' };
}

/** An edit of the row as it stands now, by the first or the second clerk, not yet ordered. */
function rowAct(county: TestCounty, frame: string, cells: RosterRow['cells'], by?: 'secondClerk'): SignedBody {
  const row = county.records.get(ROW)?.value as RosterRow | undefined;
  const change = JSON.parse(JSON.stringify(rowChange(row, cells))) as { readonly [name: string]: Json };
  const act = county.act({ kind: 'rosterRow', verb: 'edit', by: 'stoneClerk', touches: [ROW, NOTICE], args: { rows: [{ row: 'r-3', frame, ...change }] } });
  return by ? { ...act, actor: by } : act;
}

function headAct(county: TestCounty, set: Partial<NoticeHead>, by: PersonName = 'stoneClerk'): SignedBody {
  const change = JSON.parse(JSON.stringify(headChange(county.record(NOTICE, 'subsidyNotice').head, set))) as { readonly [name: string]: Json };
  return county.act({ kind: 'subsidyNotice', verb: 'edit', by, touches: [NOTICE], args: change });
}

describe('two clerks at one row', () => {
  it('merge different columns and clash on the same one, with both values kept', () => {
    const { county, frame } = drafted();
    const one = rowAct(county, frame, { group: { value: '1组' } });
    const other = rowAct(county, frame, { amount: { value: 500 } }, 'secondClerk');
    const third = rowAct(county, frame, { group: { value: '2组' } }, 'secondClerk');
    expect([one, other, third].map((act) => codeOf(county.order(act)))).toEqual(['applied', 'applied', 'clashed']);
    expect(county.record(ROW, 'rosterRow').cells).toEqual({ group: { value: '1组' }, amount: { value: 500 } });
    const [clash] = county.clashes();
    expect(clash).toMatchObject({
      id: `clash:${third.id}`, office: 'stone',
      value: { of: ROW, act: third.id, group: null, losingBy: 'secondClerk', standingBy: 'secondClerk', fields: [{ field: 'group', standing: { value: '1组' }, losing: { value: '2组' }, was: null }] },
    });
  });

  it('clash as a group when basis and amount were changed apart', () => {
    const { county, frame } = drafted();
    const area = rowAct(county, frame, { subsidisedArea: { value: 2000 } });
    const amount = rowAct(county, frame, { amount: { value: 500 }, group: { value: '3组' } }, 'secondClerk');
    expect(codeOf(county.order(area))).toBe('applied');
    expect(codeOf(county.order(amount))).toBe('clashed');
    expect(county.record(ROW, 'rosterRow').cells).toEqual({ subsidisedArea: { value: 2000 }, group: { value: '3组' } });
    expect(county.clashes()[0]?.value).toMatchObject({ group: 'amount' });
  });

  it('stop submit, approve, sign and print until someone settles', () => {
    const { county, frame } = drafted();
    const late = rowAct(county, frame, { group: { value: '2组' } }, 'secondClerk');
    expect(codeOf(county.order(rowAct(county, frame, { group: { value: '1组' } })))).toBe('applied');
    expect(codeOf(county.order(late))).toBe('clashed');
    expect(codeOf(county.perform(noticeDrafts(county).submit('stoneClerk')))).toBe('openClash');
    const id = county.clashes()[0]?.id ?? '';
    const settle = (by: PersonName, chosen: string, revision: number): SignedBody => county.act({ kind: 'clash', verb: 'settle', by, touches: [id, ROW, NOTICE], args: { chosen, revision } });
    const [first, second] = [settle('stoneClerk', 'losing', 1), settle('stoneClerk', 'standing', 1)];
    expect(codeOf(county.decide(settle('mapleClerk', 'losing', 1)))).toBe('outsideScope');
    expect(codeOf(county.decide(settle('stoneClerk', 'losing', 7)))).toBe('clashSettled');
    expect(codeOf(county.order(first))).toBe('applied');
    expect(codeOf(county.order(second))).toBe('clashSettled');
    expect(codeOf(county.decide(settle('stoneClerk', 'standing', 2)))).toBe('clashSettled');
    expect(county.record(ROW, 'rosterRow').cells.group).toEqual({ value: '2组' });
    expect(county.record(id, 'clash')).toMatchObject({ settled: { by: 'stoneClerk', chosen: 'losing' }, fields: [{ standing: { value: '1组' }, losing: { value: '2组' } }] });
    expect(codeOf(county.perform(noticeDrafts(county).submit('stoneClerk')))).toBe('applied');
  });

  it('never overwrites a word that is newer than the clash', () => {
    const { county, frame } = drafted();
    const late = rowAct(county, frame, { group: { value: '2组' } }, 'secondClerk');
    county.order(rowAct(county, frame, { group: { value: '1组' } }));
    county.order(late);
    expect(codeOf(county.order(rowAct(county, frame, { group: { value: '9组' } })))).toBe('applied');
    const id = county.clashes()[0]?.id ?? '';
    const settle = (chosen: string) => county.perform({ kind: 'clash', verb: 'settle', by: 'stoneClerk', touches: [id, ROW, NOTICE], args: { chosen, revision: 1 } });
    expect(codeOf(settle('losing'))).toBe('contentChanged');
    expect(codeOf(settle('standing'))).toBe('applied');
    expect(county.record(ROW, 'rosterRow').cells.group).toEqual({ value: '9组' });
  });

  it('make one clash record for each thing that clashes', () => {
    const { county, frame } = drafted();
    const late = rowAct(county, frame, { group: { value: '2组' }, amount: { value: 7 } }, 'secondClerk');
    county.order(rowAct(county, frame, { group: { value: '1组' }, amount: { value: 5 } }));
    const decision = county.order(late);
    expect(decision).toMatchObject({ outcome: 'clashed', clash: { id: `clash:${late.id}` }, more: [{ id: `clash:${late.id}.1` }] });
    expect(county.clashes().map((clash) => clash.value.group)).toEqual(['amount', null]);
  });
});

describe('rows', () => {
  it('carry no word about a payee in an act', () => {
    const { county, frame } = drafted();
    const edit = (set: { readonly [column: string]: Json }, pieces: readonly string[] = []) =>
      codeOf(county.decide(county.act({ kind: 'rosterRow', verb: 'edit', by: 'stoneClerk', pieces, touches: [ROW, NOTICE], args: { rows: [{ row: 'r-3', frame, set, was: {} }] } })));
    const patch = 'a'.repeat(64);
    expect(edit({ payeeName: { value: '样例户' } })).toBe('personInAct');
    expect(edit({ idNumber: { value: '1' } })).toBe('personInAct');
    expect(edit({ 'x:家庭情况': { value: '1' } })).toBe('personInAct');
    expect(edit({ idNumber: { patch, class: 'list' } }, [patch])).toBe('personInAct');
    expect(edit({ idNumber: { patch, class: 'person' } })).toBe('pieceInvalid');
    expect(edit({ idNumber: { patch, class: 'person' } }, [patch])).toBe('applied');
    expect(edit({ payeeName: { patch, class: 'list' } }, [patch])).toBe('applied');
    expect(edit({ group: { value: '369901196001010018' } })).toBe('personInAct');
    expect(edit({ amount: { value: '12' } })).toBe('valueInvalid');
    expect(edit({ amount: { value: 1.5 } })).toBe('actMalformed');
    expect(edit({ nonsense: { value: 1 } })).toBe('actMalformed');
    expect(edit({})).toBe('actMalformed');
  });

  it('belong to a frame of the holder and are named by id', () => {
    const { county, frame } = drafted();
    const edit = (row: string, inFrame: string) =>
      codeOf(county.perform({ kind: 'rosterRow', verb: 'setAside', by: 'stoneClerk', touches: [`rosterRow:${row}`, NOTICE], args: { rows: [{ row, frame: inFrame }], reason: '重复' } }));
    expect(edit('r-99', frame)).toBe('rowUnknown');
    expect(edit('r-3', 'b'.repeat(64))).toBe('rowUnknown');
    expect(edit('r-3', frame)).toBe('applied');
    expect(county.record(ROW, 'rosterRow').setAside).toEqual({ reason: '重复' });
    expect(codeOf(county.perform({ kind: 'rosterRow', verb: 'restore', by: 'stoneClerk', touches: [ROW, NOTICE], args: { rows: [{ row: 'r-3', frame }], reason: '核实无误' } }))).toBe('applied');
    expect(county.record(ROW, 'rosterRow').setAside).toBeUndefined();
  });

  it('of a list not yet split are shown to the village they belong to', () => {
    const county = makeWorld();
    const made = makeFrames(5, 'm', 'maple');
    county.arrive(made.frames);
    expect(codeOf(county.perform(townshipImport(made)))).toBe('applied');
    const frame = made.refs[0]?.list ?? '';
    const aside = (by: PersonName) => county.perform({ kind: 'rosterRow', verb: 'setAside', by, touches: ['rosterRow:m-1', LIST], args: { rows: [{ row: 'm-1', frame }], reason: '重复' } });
    expect(codeOf(aside('mapleClerk'))).toBe('roleMissing');
    expect(codeOf(aside('townClerk'))).toBe('applied');
    expect(county.records.get('rosterRow:m-1')).toMatchObject({ office: 'township', shownTo: ['maple'] });
    expect(county.records.get(BATCH_ID)?.shownTo).toBeUndefined();
  });
});

describe('two clerks at one head', () => {
  it('merge other fields and clash on the period as a whole', () => {
    const { county } = drafted();
    const phone = headAct(county, { objectionPhone: '0790-0000009' });
    const start = headAct(county, { periodMode: 'printed', periodStart: '2021-05-11' });
    const end = headAct(county, { periodEnd: '2021-05-20' });
    expect([phone, start, end].map((act) => codeOf(county.order(act)))).toEqual(['applied', 'applied', 'clashed']);
    expect(county.record(NOTICE, 'subsidyNotice').head).toMatchObject({ objectionPhone: '0790-0000009', periodMode: 'printed', periodStart: '2021-05-11', periodEnd: null });
    const id = county.clashes()[0]?.id ?? '';
    expect(county.record(id, 'clash')).toMatchObject({ group: 'period', fields: [{ field: 'periodEnd', standing: null, losing: '2021-05-20' }] });
    expect(codeOf(county.perform({ kind: 'clash', verb: 'settle', by: 'stoneClerk', touches: [id, NOTICE], args: { chosen: 'losing', revision: 1 } }))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').head.periodEnd).toBe('2021-05-20');
  });

  it('refuse what is no field, no value, or a person', () => {
    const { county } = drafted();
    const edit = (set: { readonly [field: string]: Json }, was: { readonly [field: string]: Json }) => codeOf(county.perform({ kind: 'subsidyNotice', verb: 'edit', by: 'stoneClerk', touches: [NOTICE], args: { set, was } }));
    expect(edit({ drafter: 'someone' }, { drafter: 'stoneClerk' })).toBe('fieldUnknown');
    expect(edit({ periodStart: '2021-02-30' }, { periodMode: 'pen', periodStart: null, periodEnd: null, objectionDeadline: null })).toBe('valueInvalid');
    expect(edit({ periodStart: '2021-05-11' }, { periodStart: null })).toBe('actMalformed');
    expect(edit({ title: '新标题' }, {})).toBe('actMalformed');
    expect(edit({ bodyText: '请找 13812345678' }, { bodyText: '' })).toBe('personalText');
    expect(edit({ bodyText: '请找镇农业办' }, { bodyText: '' })).toBe('applied');
  });
});
