/** `decide` is pure and total: whatever an act carries, it answers, changes nothing, and answers the same again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignedBody } from '#domain/act/act.ts';
import { VERB_NAMES, decide, knowsVerb } from '#domain/decide.ts';
import { FAULT_CODES } from '#domain/fault.ts';
import { clashesNeeded, framesNeeded, overlayNeeded } from '#domain/needs.ts';
import { canonicalJson, type Json } from '#domain/json.ts';
import type { RecordKind } from '#domain/record/record.ts';
import { makeWorld } from '#tests/kit/county.ts';
import { BATCH_ID, LIST, NOTICE, makeFrames, noticeDrafts, villageImport } from '#tests/kit/lists.ts';
import { PEOPLE, PERSON_NAMES } from '#tests/kit/people.ts';

const made = makeFrames(6);

function county() {
  const one = makeWorld();
  one.arrive(made.frames);
  one.perform(villageImport(made));
  one.perform({ kind: 'rosterRow', verb: 'setAside', by: 'stoneClerk', touches: ['rosterRow:r-1', NOTICE], args: { rows: [{ row: 'r-1', frame: made.refs[0]?.list ?? '' }], reason: '重复' } });
  return one;
}

const start = county();
const submitted = county();
submitted.perform(noticeDrafts(submitted).submit('stoneClerk'));

/** Values and names that verbs look for, so that noise reaches their depths. */
const KNOWN_VALUES: readonly Json[] = [
  NOTICE, LIST, BATCH_ID, 'stone', 'township', 'review', 'sign', 'standing', '2021-05-10', '0001-01-01', '9999-12-31', 'pen', 'amount', '__proto__', 'constructor', 'toString',
  'r-1', made.refs[0]?.list ?? '', { value: 1 }, { patch: made.refs[0]?.list ?? '', class: 'person' }, -1, 0, 1, 2 ** 53, 1e300, -0, 0.1, '', null, true, [], {},
];
const KNOWN_NAMES = ['batch', 'list', 'notice', 'notices', 'rows', 'set', 'was', 'row', 'frame', 'contents', 'totals', 'step', 'reason', 'codes', 'serials', 'role', 'signer', 'signedOn', 'pdf', 'pages', 'board', 'place', 'start', 'photo', 'chosen', 'revision', 'value', 'boards', 'accepted', 'head', 'stage', 'frames', NOTICE, '__proto__', 'constructor', 'hasOwnProperty'];

const noise: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...KNOWN_VALUES),
    fc.string({ maxLength: 20 }),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 4 }) as fc.Arbitrary<Json>,
    fc.dictionary(fc.oneof(fc.constantFrom(...KNOWN_NAMES), fc.string({ maxLength: 8 })), tie('value'), { maxKeys: 6 }) as fc.Arbitrary<Json>,
  ),
})).value;

const args = fc.dictionary(fc.constantFrom(...KNOWN_NAMES), noise, { maxKeys: 8 });
const record = fc.constantFrom(NOTICE, LIST, BATCH_ID, 'rosterRow:r-1', 'rosterRow:r-2', 'clash:c', 'office:stone', 'account:stoneClerk', 'programme:farmland-fertility', 'approvalChain:government', 'holidayYear:2021', 'countyRules:369901', 'subsidyNotice:new', 'subsidyList:new', 'desk:d', '', ':', 'x');
const act = fc.record({ verb: fc.constantFrom(...VERB_NAMES, 'clash.nothing'), touches: fc.array(record, { maxLength: 4 }), args, actor: fc.constantFrom(...PERSON_NAMES.map((name) => PEOPLE[name].id), 'nobody', ''), office: fc.constantFrom('stone', 'maple', 'township', 'county', 'nowhere') }).map(
  ({ verb, touches, args: given, actor, office }): SignedBody => ({
    v: 1, id: 'act-x', actor, office, at: 'not a time', kind: verb.split('.')[0] as RecordKind, verb: verb.split('.')[1] ?? '',
    touches: touches.map((touched) => ({ record: touched, base: { epoch: 'e', revision: 0 } })), args: given, pieces: made.pieces,
  }),
);

/** Acts that were right until one thing in them was replaced. */
const right = [villageImport(made), noticeDrafts(start).submit('stoneClerk'), noticeDrafts(submitted).approve('reviewer', 'review'), noticeDrafts(submitted).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'), noticeDrafts(submitted).sendBack('reviewer', 'review')];
const spoiled = fc.tuple(fc.constantFrom(...right), fc.nat(), noise).map(([draft, at, value]) => {
  const whole = start.act(draft);
  return { ...whole, args: replaceAt(whole.args as Json, at, value) as SignedBody['args'] };
});

function replaceAt(value: Json, at: number, by: Json): Json {
  const places: ((by: Json) => void)[] = [];
  const copy = JSON.parse(JSON.stringify(value)) as Json;
  const walk = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    const members = node as { [key: string]: Json };
    for (const key of Object.keys(members)) {
      places.push((replacement) => {
        members[key] = replacement;
      });
      walk(members[key] ?? null);
    }
  };
  walk(copy);
  if (places.length > 0) places[at % places.length]?.(by);
  return copy;
}

function check(body: SignedBody, where: typeof start): void {
  const frozen = canonicalJson([...where.records.values()] as unknown as Json);
  const before = where.before(body);
  const world = where.world();
  const decision = decide(before, body, world);
  const overlay = world.overlay(overlayNeeded(body, before));
  framesNeeded(body, before, overlay);
  clashesNeeded(body, overlay);
  expect(decide(where.before(body), body, where.world())).toEqual(decision);
  expect(canonicalJson([...where.records.values()] as unknown as Json)).toBe(frozen);
  if (decision.outcome === 'refused') expect(FAULT_CODES).toContain(decision.fault.code);
  else for (const after of decision.after) expect(body.touches.map((touch) => touch.record)).toContain(after.id);
}

describe('decide', () => {
  it('answers noise without throwing and without changing anything', { timeout: 120_000 }, () => {
    fc.assert(fc.property(act, fc.constantFrom(start, submitted), check), { numRuns: 8_000 });
  });

  it('answers acts of which one thing was replaced', { timeout: 120_000 }, () => {
    let refusals = 0;
    fc.assert(
      fc.property(spoiled, fc.constantFrom(start, submitted), (body, where) => {
        check(body, where);
        if (where.decide(body).outcome === 'refused') refusals += 1;
      }),
      { numRuns: 4_000 },
    );
    expect(refusals).toBeGreaterThan(3_000);
  });

  it('knows every verb of the docs, and says so of no other', () => {
    expect(knowsVerb({ kind: 'subsidyNotice', verb: 'submit' })).toBe(true);
    expect(knowsVerb({ kind: 'subsidyNotice', verb: 'import' })).toBe(false);
    expect(VERB_NAMES).toHaveLength(26);
  });

  it('refuses an act that touches a record twice, or none, or another kind', () => {
    const body = start.act({ kind: 'subsidyNotice', verb: 'reopen', by: 'stoneClerk', touches: [NOTICE, NOTICE], args: { reason: '重核' } });
    expect(start.decide(body)).toMatchObject({ fault: { code: 'actMalformed' } });
    expect(start.decide({ ...body, touches: [] })).toMatchObject({ fault: { code: 'actMalformed' } });
    expect(start.decide({ ...body, touches: [{ record: LIST, base: { epoch: '', revision: 0 } }] })).toMatchObject({ fault: { code: 'actMalformed' } });
  });
});
