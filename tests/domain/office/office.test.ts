import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Decision } from '#domain/decision.ts';
import type { Json } from '#domain/json.ts';
import { RIGHTS } from '#domain/office/rights.ts';
import { VERB_NAMES } from '#domain/decide.ts';
import { kindOf, type RecordId } from '#domain/record/record.ts';
import { makeWorld, type TestCounty } from '#tests/kit/county.ts';
import { NOTICE, makeFrames, noticeDrafts, villageImport } from '#tests/kit/lists.ts';
import { OFFICES, PEOPLE, PROGRAMME, type PersonName } from '#tests/kit/people.ts';

function codeOf(decision: Decision): string {
  return decision.outcome === 'refused' ? decision.fault.code : decision.outcome;
}

function drafted(): TestCounty {
  const county = makeWorld();
  const made = makeFrames(4);
  county.arrive(made.frames);
  expect(codeOf(county.perform(villageImport(made)))).toBe('applied');
  return county;
}

function put(county: TestCounty, record: RecordId, value: object, by: PersonName = 'admin'): string {
  return codeOf(county.perform({ kind: kindOf(record), verb: 'put', by, touches: [record], args: { value: JSON.parse(JSON.stringify(value)) as Json } }));
}

describe('who acts', () => {
  it('exists, is not disabled, and holds a post in force in that office', () => {
    const county = drafted();
    const act = county.act(noticeDrafts(county).submit('stoneClerk'));
    const as = (change: object) => codeOf(county.decide({ ...act, ...change }));
    expect(as({ actor: 'nobody' })).toBe('actorUnknown');
    expect(as({ office: 'maple' })).toBe('outsideScope');
    expect(as({ office: 'nowhere' })).toBe('outsideScope');
    expect(as({ onBehalfOf: 'maple' })).toBe('outsideScope');
    expect(as({ onBehalfOf: 'stone' })).toBe('applied');
    county.accounts.set('stoneClerk', { ...PEOPLE.stoneClerk, disabled: true });
    expect(as({})).toBe('actorDisabled');
    county.accounts.set('stoneClerk', { ...PEOPLE.stoneClerk, posts: [{ office: 'stone', role: 'villageClerk', from: '2020-01-01', to: '2021-05-09' }] });
    expect(as({})).toBe('postEnded');
    county.accounts.set('stoneClerk', { ...PEOPLE.stoneClerk, posts: [{ office: 'stone', role: 'villageClerk', from: '2021-05-11' }] });
    expect(as({})).toBe('postEnded');
    county.accounts.set('stoneClerk', { ...PEOPLE.stoneClerk, posts: [{ office: 'stone', role: 'villageClerk', from: '2021-05-10', to: '2021-05-10' }] });
    expect(as({})).toBe('applied');
  });

  it('has a line in the table for every verb but those that take the rights of what they change', () => {
    const inherited = ['rosterRow.setAside', 'rosterRow.restore', 'clash.settle'];
    expect([...Object.keys(RIGHTS), ...inherited].sort()).toEqual([...VERB_NAMES].sort());
  });
});

describe('what must be there before anybody approves', () => {
  it.each([
    [{ objectionPhone: '' }, 'phoneMissing'],
    [{ supervisionPhone: ' ' }, 'phoneMissing'],
    [{ periodMode: 'printed' }, 'periodIncomplete'],
    [{ periodMode: 'printed', periodStart: '2021-05-11', periodEnd: '2021-05-17', objectionDeadline: '2021-05-18' }, 'periodIncomplete'],
    [{ periodMode: 'printed', periodStart: '2021-05-11', periodEnd: '2021-05-18', objectionDeadline: '2021-05-17' }, 'periodIncomplete'],
    [{ periodMode: 'printed', periodStart: '2021-05-11', periodEnd: '2021-05-18', objectionDeadline: '2021-05-18' }, 'applied'],
  ] as const)('%j: %s', (change, code) => {
    const county = drafted();
    const notice = county.records.get(NOTICE);
    const value = county.record(NOTICE, 'subsidyNotice');
    if (!notice) throw new Error('there is a notice');
    county.put({ ...notice, value: { ...value, head: { ...value.head, ...change } } });
    expect(codeOf(county.perform(noticeDrafts(county).submit('stoneClerk')))).toBe(code);
  });

  it('refuses totals that differ, and an unknown chain', () => {
    const county = drafted();
    const draft = noticeDrafts(county).submit('stoneClerk');
    const totals = { [NOTICE]: { rows: 4, areaMilliMu: 1, amountFen: 1 } };
    expect(codeOf(county.perform({ ...draft, args: { ...draft.args, totals } }))).toBe('totalsDiffer');
    county.chains.clear();
    expect(codeOf(county.perform(draft))).toBe('chainMissing');
  });

  it('keeps the chain that was in force at submit', () => {
    const county = drafted();
    expect(codeOf(county.perform(noticeDrafts(county).submit('stoneClerk')))).toBe('applied');
    county.chains.set('government', { ...PROGRAMME, id: 'government', version: 2, name: '新流程', regime: 'government', steps: [{ step: 'sign', role: 'signer', at: 'issuer' }], countersigns: [] });
    expect(codeOf(county.perform(noticeDrafts(county).sign('signer')))).toBe('stepNotNext');
    expect(codeOf(county.perform(noticeDrafts(county).approve('reviewer', 'review')))).toBe('applied');
  });

  it('takes a signature on paper for the last step, but never the drafter\'s', () => {
    const county = drafted();
    county.programme = { ...county.programme, chain: 'village' };
    expect(codeOf(county.perform(noticeDrafts(county).submit('stoneClerk')))).toBe('applied');
    const paper = noticeDrafts(county).paper('stoneClerk', 'villageHead', 'stoneHead');
    expect(codeOf(county.perform(paper))).toBe('valueInvalid');
    const whole = { ...paper, args: { ...paper.args, code: '0123456789ABC', serial: 'V-1' } };
    expect(codeOf(county.perform({ ...whole, args: { ...whole.args, signer: 'stoneSupervisor' } }))).toBe('stepNotNext');
    expect(codeOf(county.perform({ ...whole, args: { ...whole.args, signedOn: '2021-05-11' } }))).toBe('dayInFuture');
    const both = { ...PEOPLE.stoneClerk, posts: [...PEOPLE.stoneClerk.posts, { office: 'stone', role: 'villageHead', from: '2020-01-01' } as const] };
    county.accounts.set('stoneClerk', both);
    expect(codeOf(county.perform({ ...whole, args: { ...whole.args, signer: 'stoneClerk' } }))).toBe('drafterIsSigner');
    expect(codeOf(county.perform(whole))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice')).toMatchObject({ state: 'signed', signed: { by: 'stoneHead', code: '0123456789ABC' }, round: { approvals: [{ by: 'stoneHead', enteredBy: 'stoneClerk' }] } });
  });

  it('wants a code of thirteen characters for each sheet, no two alike', () => {
    const county = drafted();
    for (const draft of [() => noticeDrafts(county).submit('stoneClerk'), () => noticeDrafts(county).approve('reviewer', 'review'), () => noticeDrafts(county).approve('secrecyReviewer', 'secrecyReview')]) expect(codeOf(county.perform(draft()))).toBe('applied');
    const sign = noticeDrafts(county).sign('signer');
    for (const code of ['', '0123456789AB', '0123456789ABI']) expect(codeOf(county.perform({ ...sign, args: { ...sign.args, codes: { [NOTICE]: code } } }))).not.toBe('applied');
    expect(codeOf(county.perform({ ...sign, args: { ...sign.args, serials: {} } }))).toBe('valueInvalid');
    expect(codeOf(county.perform(sign))).toBe('applied');
  });
});

describe('county data', () => {
  const stone = OFFICES.find((office) => office.id === 'stone');

  it('is put by the county administrator alone, by whoever saw what stands', () => {
    const county = makeWorld();
    expect(put(county, 'office:stone', { ...stone }, 'townClerk')).toBe('roleMissing');
    expect(put(county, 'office:stone', { ...stone })).toBe('applied');
    expect(county.records.get('office:stone')).toMatchObject({ office: 'stone', everyone: true });
    expect(put(county, 'office:maple', { ...stone })).toBe('actMalformed');
    expect(put(county, 'office:stone', { ...stone, parent: 'county' })).toBe('valueInvalid');
    expect(put(county, 'office:stone', { ...stone, colour: 'red' })).toBe('valueInvalid');
    const stale = county.act({ kind: 'office', verb: 'put', by: 'admin', touches: ['office:stone'], args: { value: { ...stone, boards: [] } as unknown as Json } });
    expect(put(county, 'office:stone', { ...stone, phone: '0790-1' })).toBe('applied');
    expect(codeOf(county.decide(stale))).toBe('contentChanged');
    expect(put(county, 'account:new', { id: 'new', login: 'new', name: '样例新', posts: [{ office: 'nowhere', role: 'signer', from: '2021-01-01' }] })).toBe('valueInvalid');
    expect(put(county, 'account:new', { id: 'new', login: 'new', name: '样例新', posts: [{ office: 'stone', role: 'signer', from: '2021-01-01' }] })).toBe('applied');
  });

  it('accepts everything that ships, and no chain without a signature at its end', () => {
    const county = makeWorld();
    const read = (folder: string): object[] => readdirSync(`resources/${folder}`).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(`resources/${folder}/${name}`, 'utf8')) as object);
    for (const programme of read('programmes')) expect(put(county, `programme:${(programme as { code: string }).code}`, programme), JSON.stringify(programme).slice(0, 60)).toBe('applied');
    for (const chain of read('chains')) expect(put(county, `approvalChain:${(chain as { id: string }).id}`, chain)).toBe('applied');
    for (const year of read('calendar')) expect(put(county, `holidayYear:${(year as { year: number }).year}`, year), JSON.stringify(year).slice(0, 60)).toBe('applied');
    const [chain] = read('chains');
    expect(put(county, 'approvalChain:x', { ...chain, id: 'x', steps: [{ step: 'review', role: 'reviewer', at: 'issuer' }] })).toBe('valueInvalid');
    expect(put(county, 'holidayYear:2021', { year: 2021, status: 'official', source: '样例', off: ['2022-01-01'], work: [] })).toBe('valueInvalid');
    expect(put(county, 'countyRules:369901', { ...county.rules })).toBe('applied');
  });

  it('lets a village keep its own boards, and the township those below', () => {
    const county = makeWorld();
    if (!stone) throw new Error('there is a village');
    county.put({ id: 'office:stone', kind: 'office', office: 'stone', everyone: true, value: stone });
    const set = (by: PersonName, boards: Json) => codeOf(county.perform({ kind: 'office', verb: 'setBoards', by, touches: ['office:stone'], args: { boards } }));
    const boards = [{ id: 'hall', name: '村部公开栏' }, { id: 'gate', name: '村口' }];
    expect(set('mapleClerk', boards)).toBe('outsideScope');
    expect(set('stoneClerk', [...boards, { id: 'hall', name: '又一处' }])).toBe('valueInvalid');
    expect(set('stoneClerk', boards)).toBe('applied');
    expect(set('townClerk', boards.slice(0, 1))).toBe('applied');
    expect(county.record('office:stone', 'office')).toMatchObject({ name: stone.name, boards: [{ id: 'hall' }] });
  });
});
