import { describe, expect, it } from 'vitest';
import type { Decision } from '#domain/decision.ts';
import { nextAction, status } from '#domain/notice/status.ts';
import { makeWorld, type Draft, type TestCounty } from '#tests/kit/county.ts';
import { PEOPLE, OFFICES, type PersonName } from '#tests/kit/people.ts';
import { LIST, NOTICE, makeFrames, noticeDrafts, splitDraft, townshipImport, villageImport } from '#tests/kit/lists.ts';

function codeOf(decision: Decision): string {
  return decision.outcome === 'refused' ? decision.fault.code : decision.outcome;
}

function run(county: TestCounty, draft: Draft): string {
  return codeOf(county.perform(draft));
}

function yours(county: TestCounty, by: PersonName, office: string, notice = NOTICE): string {
  const found = OFFICES.find((one) => one.id === office);
  if (!found) throw new Error('no such office');
  const next = nextAction(county.record(notice, 'subsidyNotice'), { account: PEOPLE[by], office: found }, county.world(), notice);
  return next ? `${next.action}${next.yours ? '!' : ''}` : 'nothing';
}

describe('a list that a village collects', () => {
  it('goes from import to the wall, with a return, a late edit and a lapse on the way', () => {
    const county = makeWorld();
    const made = makeFrames(608);
    county.arrive(made.frames);
    const drafts = () => noticeDrafts(county);
    expect(run(county, villageImport(made))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice')).toMatchObject({ state: 'draft', direction: 'up', owner: 'stone', issuer: 'township', drafter: 'stoneClerk' });
    expect(yours(county, 'stoneClerk', 'stone')).toBe('submit!');
    const frame = made.refs[0]?.list ?? '';
    const edit = (amount: number): Draft => ({
      kind: 'rosterRow', verb: 'edit', by: 'stoneClerk', touches: ['rosterRow:r-3', NOTICE],
      args: { rows: [{ row: 'r-3', frame, set: { amount: { value: amount } }, was: { amount: null } }] },
    });
    expect(run(county, edit(12_345))).toBe('applied');
    expect(run(county, { kind: 'rosterRow', verb: 'setAside', by: 'stoneClerk', touches: ['rosterRow:r-4', NOTICE], args: { rows: [{ row: 'r-4', frame }], reason: '已去世，不再发放' } })).toBe('applied');
    expect(run(county, drafts().submit('stoneClerk'))).toBe('applied');
    const submitted = county.record(NOTICE, 'subsidyNotice');
    expect(submitted.totals.rows).toBe(607);
    expect(run(county, edit(99))).toBe('lateRowEdit');
    expect(run(county, drafts().approve('secrecyReviewer', 'secrecyReview'))).toBe('stepNotNext');
    expect(run(county, drafts().approve('reviewer', 'review'))).toBe('applied');
    expect(run(county, drafts().sendBack('reviewer', 'secrecyReview'))).toBe('stepNotNext');
    expect(run(county, drafts().sendBack('secrecyReviewer', 'secrecyReview', '  '))).toBe('reasonMissing');
    expect(run(county, drafts().sendBack('secrecyReviewer', 'secrecyReview'))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').round).toBeUndefined();
    const stale = drafts().contents;
    expect(run(county, { ...edit(54_321), args: { rows: [{ row: 'r-3', frame, set: { amount: { value: 54_321 } }, was: { amount: { value: 12_345 } } }] } })).toBe('applied');
    expect(run(county, { ...drafts().submit('stoneClerk'), args: { ...drafts().submit('stoneClerk').args, contents: stale } })).toBe('contentChanged');
    expect(run(county, drafts().submit('stoneClerk'))).toBe('applied');
    expect(yours(county, 'reviewer', 'township')).toBe('approve!');
    expect(yours(county, 'stoneClerk', 'stone')).toBe('approve');
    expect(run(county, drafts().approve('reviewer', 'review'))).toBe('applied');
    expect(run(county, drafts().sign('signer'))).toBe('stepNotNext');
    expect(run(county, drafts().approve('secrecyReviewer', 'secrecyReview'))).toBe('applied');
    expect(run(county, drafts().approve('signer', 'sign'))).toBe('stepNotNext');
    expect(run(county, drafts().print('stoneClerk'))).toBe('wrongState');
    expect(run(county, drafts().sign('signer'))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').signed).toMatchObject({ by: 'signer', day: county.day });
    expect(run(county, drafts().print('stoneClerk'))).toBe('countersignMissing');
    expect(yours(county, 'stoneClerk', 'stone')).toBe('recordPaperSignature!');
    expect(run(county, drafts().paper('stoneClerk', 'villageSupervisor', 'stoneHead'))).toBe('roleMissing');
    expect(run(county, drafts().paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'))).toBe('applied');
    expect(run(county, drafts().print('stoneClerk'))).toBe('applied');
    expect(run(county, drafts().post('stoneClerk', 'nowhere'))).toBe('boardUnknown');
    expect(run(county, drafts().post('stoneClerk', 'hall', '2021-05-11'))).toBe('dayInFuture');
    expect(run(county, drafts().post('stoneClerk', 'hall'))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').state).toBe('printed');
    county.day = '2021-05-12';
    expect(run(county, drafts().post('stoneClerk', 'hall'))).toBe('boardAlreadyHangs');
    expect(run(county, drafts().withdraw('stoneClerk'))).toBe('wrongState');
  });

  it('counts each board by itself and ends with the last', () => {
    const county = posted();
    const notice = county.record(NOTICE, 'subsidyNotice');
    expect(notice.state).toBe('posting');
    const now = status(notice, '2021-05-13', county.world(), NOTICE);
    expect(now.boards.map((board) => board.period?.end.day)).toEqual(['2021-05-17', '2021-05-19']);
    expect(now).toMatchObject({ wall: 'posting', end: { day: '2021-05-19', status: 'official' }, daysLeft: 6, missing: [] });
    expect(status(notice, '2021-05-20', county.world(), NOTICE).wall).toBe('closable');
    expect(status(notice, '2021-05-19', county.world(), NOTICE).wall).toBe('posting');
    const first = { ...notice, state: 'printed' as const, postings: notice.postings.slice(0, 1) };
    expect(status(first, '2021-06-30', county.world(), NOTICE)).toMatchObject({ wall: 'partlyHung', missing: ['board'] });
  });
});

function posted(): TestCounty {
  const county = makeWorld();
  const made = makeFrames(20);
  county.arrive(made.frames);
  const steps: (() => Draft)[] = [
    () => villageImport(made),
    () => noticeDrafts(county).submit('stoneClerk'),
    () => noticeDrafts(county).approve('reviewer', 'review'),
    () => noticeDrafts(county).approve('secrecyReviewer', 'secrecyReview'),
    () => noticeDrafts(county).sign('signer'),
    () => noticeDrafts(county).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'),
    () => noticeDrafts(county).print('stoneClerk'),
    () => noticeDrafts(county).post('stoneClerk', 'hall'),
  ];
  for (const step of steps) expect(run(county, step())).toBe('applied');
  county.day = '2021-05-12';
  expect(run(county, noticeDrafts(county).post('stoneClerk', 'east'))).toBe('applied');
  return county;
}

describe('a list that comes down', () => {
  const villages = ['stone', 'maple', 'brook'] as const;
  const notices = villages.map((village) => `subsidyNotice:${village}`);

  function imported(): TestCounty {
    const county = makeWorld();
    const made = villages.map((village) => makeFrames(12, village, village));
    for (const one of made) county.arrive(one.frames);
    const all = { frames: [], refs: made.flatMap((one) => one.refs), pieces: made.flatMap((one) => one.pieces) };
    expect(run(county, townshipImport(all))).toBe('applied');
    return county;
  }

  it('is split by village and approved at once, all or nothing; the village only confirms and prints', () => {
    const county = imported();
    expect(run(county, splitDraft(['stone', 'maple']))).toBe('villageUnknown');
    expect(run(county, splitDraft(villages))).toBe('applied');
    expect(run(county, splitDraft(villages))).toBe('alreadySplit');
    expect(county.record(LIST, 'subsidyList').notices).toEqual(notices);
    expect(county.record('subsidyNotice:maple', 'subsidyNotice').frames.every((frame) => frame.village === 'maple')).toBe(true);
    const drafts = () => noticeDrafts(county, notices);
    expect(run(county, drafts().submit('mapleClerk'))).toBe('outsideScope');
    expect(run(county, noticeDrafts(county, ['subsidyNotice:maple']).submit('mapleClerk'))).toBe('roleMissing');
    const tampered = drafts().submit('townClerk');
    expect(run(county, { ...tampered, args: { ...tampered.args, contents: { ...drafts().contents, 'subsidyNotice:brook': 'f'.repeat(64) } } })).toBe('contentChanged');
    expect(notices.map((notice) => county.record(notice, 'subsidyNotice').state)).toEqual(['draft', 'draft', 'draft']);
    expect(run(county, drafts().submit('townClerk'))).toBe('applied');
    expect(run(county, drafts().approve('reviewer', 'review'))).toBe('applied');
    expect(run(county, drafts().approve('secrecyReviewer', 'secrecyReview'))).toBe('applied');
    expect(run(county, drafts().sign('signer'))).toBe('applied');
    const maple = () => noticeDrafts(county, ['subsidyNotice:maple']);
    expect(run(county, maple().paper('mapleClerk', 'villageSupervisor', 'mapleSupervisor'))).toBe('applied');
    expect(run(county, maple().print('mapleClerk'))).toBe('notConfirmed');
    expect(yours(county, 'mapleClerk', 'maple', 'subsidyNotice:maple')).toBe('confirm!');
    expect(run(county, maple().confirm('stoneClerk'))).toBe('outsideScope');
    expect(run(county, maple().confirm('mapleClerk'))).toBe('applied');
    expect(run(county, maple().print('mapleClerk'))).toBe('applied');
    expect(run(county, maple().post('mapleClerk', 'hall'))).toBe('applied');
    expect(county.record('subsidyNotice:maple', 'subsidyNotice').state).toBe('posting');
  });

  it('may be undone by one act while nothing was submitted', () => {
    const county = imported();
    expect(run(county, splitDraft(villages))).toBe('applied');
    const withdraw: Draft = { kind: 'subsidyList', verb: 'withdraw', by: 'townClerk', touches: [LIST, ...notices], args: { reason: '重复导入' } };
    expect(run(county, { ...withdraw, by: 'signer' })).toBe('roleMissing');
    const submitted = imported();
    run(submitted, splitDraft(villages));
    expect(run(submitted, noticeDrafts(submitted, ['subsidyNotice:stone']).submit('townClerk'))).toBe('applied');
    expect(run(submitted, withdraw)).toBe('wrongState');
    expect(run(county, withdraw)).toBe('applied');
    expect(notices.map((notice) => county.record(notice, 'subsidyNotice').state)).toEqual(['withdrawn', 'withdrawn', 'withdrawn']);
  });

  it('lets one person who holds several posts approve once, but never sign an own draft', () => {
    const county = imported();
    expect(run(county, splitDraft(villages, 'townClerk'))).toBe('applied');
    expect(run(county, noticeDrafts(county, notices).submit('townClerk'))).toBe('applied');
    expect(run(county, noticeDrafts(county, notices).approve('everything', 'review'))).toBe('applied');
    expect(county.record('subsidyNotice:stone', 'subsidyNotice').round?.approvals.map((approval) => approval.step)).toEqual(['review', 'secrecyReview']);
    const own = imported();
    expect(run(own, splitDraft(villages, 'everything'))).toBe('applied');
    expect(run(own, noticeDrafts(own, notices).submit('townClerk'))).toBe('applied');
    expect(run(own, noticeDrafts(own, notices).sign('everything'))).toBe('drafterIsSigner');
  });
});
