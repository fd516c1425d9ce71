/**
 * A random walk over notices: everybody tries everything. Each step that is applied must be a legal one of the small table
 * below, made by someone who may, and the evidence on the notice must fit. The table imports no rule of the domain.
 */
import { describe, expect, it } from 'vitest';
import type { Decision } from '#domain/decision.ts';
import { currentContentHash } from '#domain/notice/content.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import { nextAction } from '#domain/notice/status.ts';
import { makeWorld, type Draft, type TestCounty } from '#tests/kit/county.ts';
import { LIST, NOTICE, makeFrames, noticeDrafts, splitDraft, townshipImport, villageImport } from '#tests/kit/lists.ts';
import { OFFICES, PEOPLE, PERSON_NAMES, type PersonName } from '#tests/kit/people.ts';

const STEPS = 24_000;
const STEPS_PER_COUNTY = 120;

/** From, verb, to: whatever is not here must never happen. */
const LEGAL = new Set([
  'draft edit draft', 'draft rowEdit draft', 'draft setAside draft', 'draft submit reviewing', 'draft withdraw withdrawn', 'draft listWithdraw withdrawn',
  'reviewing approve reviewing', 'reviewing sign signed', 'reviewing return draft', 'reviewing reopen draft', 'reviewing paper reviewing', 'reviewing paper signed', 'reviewing withdraw withdrawn',
  'signed paper signed', 'signed confirm signed', 'signed print printed', 'signed withdraw withdrawn',
  'printed print printed', 'printed post printed', 'printed post posting', 'printed withdraw withdrawn',
  'posting print posting',
]);

/** Who may do it at all, by direction; steps of the chain by the roles of the kit's township. */
const DOERS: { readonly [verb: string]: { readonly up: readonly PersonName[]; readonly down: readonly PersonName[] } } = (() => {
  const town: readonly PersonName[] = ['townClerk', 'otherTownClerk', 'everything'];
  const drafting = { up: ['stoneClerk'] as const, down: town };
  const step: readonly PersonName[] = ['reviewer', 'secrecyReviewer', 'signer', 'everything'];
  const clerks: readonly PersonName[] = ['stoneClerk', ...town];
  const same = (names: readonly PersonName[]) => ({ up: names, down: names });
  return {
    edit: drafting, rowEdit: drafting, setAside: drafting, submit: drafting, reopen: drafting, listWithdraw: drafting,
    withdraw: { up: ['stoneClerk', 'signer', 'everything'], down: [...town, 'signer'] },
    approve: same(['reviewer', 'secrecyReviewer', 'everything']), sign: same(['signer', 'everything']), return: same(step), paper: same(clerks), print: same(clerks),
    confirm: { up: [], down: ['stoneClerk'] }, post: same(['stoneClerk']),
  };
})();

/** Small fast chance with a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Walk {
  readonly county: TestCounty;
  readonly notice: string;
  readonly frame: string;
  readonly random: () => number;
}

function startWalk(random: () => number): Walk {
  const county = makeWorld();
  const up = random() < 0.5;
  const made = makeFrames(4, 'r', up ? undefined : 'stone');
  county.arrive(made.frames);
  const drafter: PersonName = random() < 0.3 ? 'everything' : 'townClerk';
  const drafts = up ? [villageImport(made)] : [townshipImport(made, drafter), splitDraft(['stone'], drafter)];
  for (const draft of drafts) expect(county.perform(draft).outcome).toBe('applied');
  return { county, notice: up ? NOTICE : 'subsidyNotice:stone', frame: made.refs[0]?.list ?? '', random };
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

const ALL_VERBS = Object.keys(DOERS);

function draftOf(walk: Walk, verb: string, by: PersonName): Draft {
  const { county, notice, frame, random } = walk;
  const drafts = noticeDrafts(county, [notice]);
  const step = pick(random, ['review', 'secrecyReview', 'sign']);
  const row = pick(random, ['r-0', 'r-1', 'r-2']);
  switch (verb) {
    case 'edit': return { kind: 'subsidyNotice', verb, by, touches: [notice], args: { set: { title: `标题${Math.floor(random() * 9)}` }, was: { title: county.record(notice, 'subsidyNotice').head.title } } };
    case 'rowEdit': {
      const current = county.records.get(`rosterRow:${row}`)?.value;
      const cell = current && 'cells' in current ? (current.cells.group ?? null) : null;
      return { kind: 'rosterRow', verb: 'edit', by, touches: [`rosterRow:${row}`, notice], args: { rows: [{ row, frame, set: { group: { value: `${Math.floor(random() * 5)}组` } }, was: { group: cell as unknown as string } }] } };
    }
    case 'setAside': return { kind: 'rosterRow', verb: pick(random, ['setAside', 'restore']), by, touches: [`rosterRow:${row}`, notice], args: { rows: [{ row, frame }], reason: '重核' } };
    case 'listWithdraw': return { kind: 'subsidyList', verb: 'withdraw', by, touches: [LIST, notice], args: { reason: '重复' } };
    case 'approve': return drafts.approve(by, step);
    case 'return': return drafts.sendBack(by, step);
    case 'paper': return paperDraft(walk, by);
    case 'post': return drafts.post(by, pick(random, ['hall', 'east']));
    case 'submit': return drafts.submit(by);
    case 'sign': return drafts.sign(by);
    case 'confirm': return drafts.confirm(by);
    case 'print': return drafts.print(by);
    case 'reopen': return drafts.reopen(by);
    default: return drafts.withdraw(by);
  }
}

function paperDraft(walk: Walk, by: PersonName): Draft {
  const [role, signer] = pick(walk.random, [['villageSupervisor', 'stoneSupervisor'], ['reviewer', 'reviewer'], ['secrecyReviewer', 'everything'], ['signer', 'everything'], ['signer', 'signer'], ['villageSupervisor', 'stoneHead']] as const);
  const draft = noticeDrafts(walk.county, [walk.notice]).paper(by, role, signer);
  return { ...draft, args: { ...draft.args, code: '0123456789ABC', serial: 'P-1' } };
}

function checkNotice(county: TestCounty, id: string, notice: SubsidyNotice): void {
  const now = currentContentHash(notice, county.world());
  if (notice.state === 'draft') expect(notice.round).toBeUndefined();
  if (notice.state === 'reviewing') expect(notice.round?.contentHash).toBe(now);
  if (notice.state === 'signed' || notice.state === 'printed' || notice.state === 'posting') {
    expect(notice.signed?.contentHash).toBe(now);
    expect(notice.signed?.by).not.toBe(notice.drafter);
    expect(notice.round?.approvals.map((approval) => approval.step)).toEqual(['review', 'secrecyReview', 'sign']);
    for (const approval of notice.round?.approvals ?? []) expect(approval.contentHash).toBe(now);
  }
  if (notice.state === 'printed' || notice.state === 'posting') {
    expect(notice.paperSignatures.some((paper) => paper.role === 'villageSupervisor' && paper.signer === 'stoneSupervisor' && paper.contentHash === now), id).toBe(true);
    if (notice.direction === 'down') expect(notice.confirmed?.by).toBe('stoneClerk');
  }
  expect(notice.postings.length === 2).toBe(notice.state === 'posting');
}

/** One try; tells the transition if it was applied. */
function tryOne(walk: Walk): string | null {
  const { county, notice, random } = walk;
  const was = county.record(notice, 'subsidyNotice');
  let by = pick(random, PERSON_NAMES);
  let verb = pick(random, ALL_VERBS);
  const guided = random() < 0.35;
  const next = guided ? guide(walk, was) : null;
  if (next) ({ by, verb } = next);
  const stale = !next && random() < 0.1;
  const draft = draftOf(walk, verb, by);
  const given = stale && draft.args['contents'] ? { ...draft, args: { ...draft.args, contents: { [notice]: 'f'.repeat(64) } } } : draft;
  const decision: Decision = county.perform(given);
  if (decision.outcome === 'refused') return null;
  expect(stale && draft.args['contents'] !== undefined).toBe(false);
  const after = county.record(notice, 'subsidyNotice');
  const step = `${was.state} ${verb} ${after.state}`;
  expect(LEGAL.has(step), step).toBe(true);
  expect(DOERS[verb]?.[was.direction], `${by} ${verb} ${was.direction}`).toContain(by);
  checkNotice(county, notice, after);
  return step;
}

/** What `nextAction` promises somebody, who must then be able to do it. */
function guide(walk: Walk, notice: SubsidyNotice): { by: PersonName; verb: string } | null {
  const { county, random } = walk;
  for (const by of [...PERSON_NAMES].sort(() => random() - 0.5)) {
    const office = OFFICES.find((one) => one.id === PEOPLE[by].posts[0]?.office);
    if (!office) continue;
    const next = nextAction(notice, { account: PEOPLE[by], office }, county.world(), walk.notice);
    if (next?.yours && next.action !== 'post' && next.action !== 'approve' && next.action !== 'recordPaperSignature' && next.action !== 'settle') {
      const draft = draftOf(walk, next.action, by);
      expect(county.decide(county.act(draft)).outcome, `${by} ${next.action}`).toBe('applied');
      return { by, verb: next.action };
    }
    if (next?.yours) return { by, verb: next.action === 'recordPaperSignature' ? 'paper' : next.action };
  }
  return null;
}

describe('a random walk', () => {
  it(`of ${STEPS} steps makes no illegal one and takes every legal one`, { timeout: 120_000 }, () => {
    const random = chance(20_211_122);
    const taken = new Map<string, number>();
    let walk = startWalk(random);
    for (let step = 0; step < STEPS; step += 1) {
      if (step % STEPS_PER_COUNTY === 0 || walk.county.record(walk.notice, 'subsidyNotice').state === 'withdrawn') walk = startWalk(random);
      const done = tryOne(walk);
      if (done) taken.set(done, (taken.get(done) ?? 0) + 1);
    }
    expect([...LEGAL].filter((step) => !taken.has(step))).toEqual([]);
  });
});
