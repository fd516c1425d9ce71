/** What a signature, a countersign and a posting are worth: only for the content that was seen. */
import { describe, expect, it } from 'vitest';
import type { Decision } from '#domain/decision.ts';
import { makeWorld, type Draft, type TestCounty } from '#tests/kit/county.ts';
import { NOTICE, makeFrames, noticeDrafts, splitDraft, townshipImport, villageImport } from '#tests/kit/lists.ts';
import { CHAIN } from '#tests/kit/people.ts';

function codeOf(decision: Decision): string {
  return decision.outcome === 'refused' ? decision.fault.code : decision.outcome;
}

function submitted(): { county: TestCounty; run: (draft: Draft) => string; frame: string } {
  const county = makeWorld();
  const made = makeFrames(5);
  county.arrive(made.frames);
  const run = (draft: Draft): string => codeOf(county.perform(draft));
  expect(run(villageImport(made))).toBe('applied');
  expect(run(noticeDrafts(county).submit('stoneClerk'))).toBe('applied');
  return { county, run, frame: made.refs[0]?.list ?? '' };
}

function sign({ county, run }: ReturnType<typeof submitted>): void {
  expect(run(noticeDrafts(county).approve('reviewer', 'review'))).toBe('applied');
  expect(run(noticeDrafts(county).approve('secrecyReviewer', 'secrecyReview'))).toBe('applied');
  expect(run(noticeDrafts(county).sign('signer'))).toBe('applied');
}

describe('approval', () => {
  it('names the step that is due', () => {
    const { county, run } = submitted();
    expect(run(noticeDrafts(county).approve('reviewer', 'secrecyReview'))).toBe('stepNotNext');
    expect(run(noticeDrafts(county).approve('reviewer', 'review'))).toBe('applied');
    expect(run(noticeDrafts(county).approve('reviewer', 'review'))).toBe('stepNotNext');
  });

  it('is refused when the rows are no longer those that were submitted, even by who saw the new ones', () => {
    const { county, run, frame } = submitted();
    const contents = noticeDrafts(county).contents;
    county.put({ id: 'rosterRow:r-1', kind: 'rosterRow', office: 'stone', value: { row: 'r-1', frame, cells: { amount: { value: 1 } } } });
    expect(noticeDrafts(county).contents).not.toEqual(contents);
    expect(run(noticeDrafts(county).approve('reviewer', 'review'))).toBe('contentChanged');
  });
});

describe('a countersign on paper', () => {
  it('counts for the content it stood under and for no later one', () => {
    const story = submitted();
    const { county, run, frame } = story;
    expect(run(noticeDrafts(county).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'))).toBe('applied');
    expect(run(noticeDrafts(county).reopen('stoneClerk'))).toBe('applied');
    expect(run({ kind: 'rosterRow', verb: 'setAside', by: 'stoneClerk', touches: ['rosterRow:r-2', NOTICE], args: { rows: [{ row: 'r-2', frame }], reason: '重复' } })).toBe('applied');
    expect(run(noticeDrafts(county).submit('stoneClerk'))).toBe('applied');
    sign(story);
    expect(run(noticeDrafts(county).print('stoneClerk'))).toBe('countersignMissing');
    expect(run(noticeDrafts(county).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'))).toBe('applied');
    expect(run(noticeDrafts(county).print('stoneClerk'))).toBe('applied');
  });

  it('takes its scan later without counting twice', () => {
    const story = submitted();
    sign(story);
    const { county, run } = story;
    const paper = noticeDrafts(county).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor');
    const scan = { sha256: 'c'.repeat(64), mime: 'image/jpeg', bytes: 10 };
    expect(run(paper)).toBe('applied');
    expect(run({ ...paper, args: { ...paper.args, scan } })).toBe('pieceInvalid');
    expect(run({ ...paper, args: { ...paper.args, scan }, pieces: [scan.sha256] })).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').paperSignatures).toMatchObject([{ signer: 'stoneSupervisor', enteredBy: 'stoneClerk', scan }]);
  });
});

describe('a countersign of one direction', () => {
  const onlyUp = { ...CHAIN, countersigns: CHAIN.countersigns.map((wanted) => ({ ...wanted, direction: 'up' as const })) };

  it('is asked of a list that a village collected, not of one that came down', () => {
    const county = makeWorld();
    county.chains.set(CHAIN.id, onlyUp);
    const made = makeFrames(4);
    const down = makeFrames(4, 'd', 'stone');
    county.arrive([...made.frames, ...down.frames]);
    const run = (draft: Draft): string => codeOf(county.perform(draft));
    expect(run(villageImport(made))).toBe('applied');
    expect(run(noticeDrafts(county).submit('stoneClerk'))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').round?.countersigns).toHaveLength(1);
    expect(run(townshipImport(down, 'townClerk', 'subsidyList:down'))).toBe('applied');
    expect(run(splitDraft(['stone'], 'townClerk', 'subsidyList:down'))).toBe('applied');
    expect(run(noticeDrafts(county, ['subsidyNotice:stone']).submit('townClerk'))).toBe('applied');
    expect(county.record('subsidyNotice:stone', 'subsidyNotice').round?.countersigns).toHaveLength(0);
  });
});

describe('a posting', () => {
  it('starts no earlier than the signature and shows a photo where the county asks for one', () => {
    const story = submitted();
    sign(story);
    const { county, run } = story;
    expect(run(noticeDrafts(county).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'))).toBe('applied');
    expect(run(noticeDrafts(county).print('stoneClerk'))).toBe('applied');
    expect(run(noticeDrafts(county).post('stoneClerk', 'hall', '2021-05-09'))).toBe('valueInvalid');
    const post = noticeDrafts(county).post('stoneClerk', 'hall');
    const { photo: _photo, ...without } = post.args;
    expect(run({ ...post, pieces: [] })).toBe('pieceInvalid');
    expect(run({ ...post, args: without })).toBe('photoMissing');
    county.rules = { ...county.rules, photoRequired: false };
    expect(run({ ...post, args: without })).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').postings).toMatchObject([{ board: 'hall', start: county.day }]);
  });
});
