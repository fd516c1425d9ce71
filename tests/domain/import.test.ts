import { describe, expect, it } from 'vitest';
import { fitsInAct } from '#domain/act/act.ts';
import { FRAMES_MAX } from '#domain/batch/shapes.ts';
import type { Decision } from '#domain/decision.ts';
import { hashOf } from '#domain/hash.ts';
import type { Json } from '#domain/json.ts';
import { makeWorld, type Draft, type TestCounty } from '#tests/kit/county.ts';
import { BATCH, BATCH_ID, LIST, NOTICE, listValue, makeFrames, splitDraft, townshipImport, villageImport, type MadeFrames } from '#tests/kit/lists.ts';
import type { PersonName } from '#tests/kit/people.ts';

function codeOf(decision: Decision): string {
  return decision.outcome === 'refused' ? decision.fault.code : decision.outcome;
}

function arrived(made: MadeFrames): TestCounty {
  const county = makeWorld();
  county.arrive(made.frames);
  return county;
}

function withArgs(draft: Draft, change: { readonly [name: string]: Json | undefined }): Draft {
  return { ...draft, args: { ...draft.args, ...change } };
}

describe('import', () => {
  const made = makeFrames(1200);

  it('makes list, batch and draft notice in one act, and the batch only once', () => {
    const county = arrived(made);
    expect(codeOf(county.perform(villageImport(made)))).toBe('applied');
    expect(county.records.get(LIST)).toMatchObject({ office: 'stone', value: { notices: [NOTICE], totals: { rows: 1200 } } });
    expect(county.records.get(BATCH_ID)).toMatchObject({ office: 'township', shownTo: ['stone'] });
    expect(county.records.get(NOTICE)).toMatchObject({ office: 'stone', value: { state: 'draft', issuer: 'township', totals: { rows: 1200 } } });
    const other = makeFrames(3, 'm');
    county.arrive(other.frames);
    expect(codeOf(county.perform(villageImport(other, 'mapleClerk', { list: 'subsidyList:l2', notice: 'subsidyNotice:n2' })))).toBe('applied');
    expect(county.records.get(BATCH_ID)).toMatchObject({ revision: 2, shownTo: ['maple', 'stone'], value: { title: BATCH.title } });
    expect(codeOf(county.perform(villageImport(made)))).toBe('recordExists');
  });

  it('holds the frames to what it says of them', () => {
    const county = arrived(made);
    const draft = villageImport(made);
    const list = (change: object): Json => JSON.parse(JSON.stringify({ ...listValue(made.refs), ...change })) as Json;
    const refs = (change: object) => made.refs.map((ref, at) => (at === 1 ? { ...ref, ...change } : ref));
    expect(codeOf(makeWorld().decide(county.act(draft)))).toBe('pieceMissing');
    expect(codeOf(county.perform({ ...draft, pieces: made.pieces.slice(1) }))).toBe('pieceInvalid');
    for (const wrong of [{ rows: 499 }, { areaMilliMu: 1 }, { amountFen: 1 }]) expect(codeOf(county.perform(withArgs(draft, { list: list({ frames: refs(wrong) }) })))).toBe('totalsDiffer');
    expect(codeOf(county.perform(withArgs(draft, { list: list({ totals: { rows: 1200, areaMilliMu: 0, amountFen: 0 } }) })))).toBe('totalsDiffer');
    expect(codeOf(county.perform(withArgs(draft, { list: list({ frames: [...made.refs, made.refs[0]] }) })))).toBe('rowsOverlap');
    expect(codeOf(county.perform(withArgs(draft, { list: list({ frames: [] }) })))).toBe('actMalformed');
    expect(codeOf(county.perform(withArgs(draft, { list: list({ payee: 'x' }) })))).toBe('actMalformed');
    expect(codeOf(county.perform(withArgs(draft, { list: list({ source: { sha256: 'a'.repeat(64), sheet: '369901196001010018' } }) })))).toBe('personalText');
    expect(codeOf(county.perform(draft))).toBe('applied');
  });

  it('has room for the largest list in one act', () => {
    const refs = Array.from({ length: FRAMES_MAX }, (_, at) => ({ list: hashOf(at), person: hashOf(-at - 1), rows: 500, areaMilliMu: 99_999_999, amountFen: 999_999_999, village: 'v'.repeat(20) }));
    const largest = villageImport({ frames: [], refs, pieces: refs.flatMap((ref) => [ref.list, ref.person]) });
    expect(fitsInAct(makeWorld().act(largest))).toBe(true);
  });

  it('finds a row that lies in two frames', () => {
    const county = makeWorld();
    const one = makeFrames(3, 'same');
    const again = makeFrames(4, 'same');
    county.arrive([...one.frames, ...again.frames]);
    const both = { frames: [], refs: [...one.refs, ...again.refs], pieces: [...one.pieces, ...again.pieces] };
    expect(codeOf(county.perform(villageImport(both)))).toBe('rowsOverlap');
  });

  it('is for the clerk of the village or township it belongs to, and for programmes with a public list', () => {
    const county = arrived(made);
    const by = (name: PersonName) => codeOf(county.perform(villageImport(made, name)));
    expect(by('stoneSupervisor')).toBe('roleMissing');
    expect(by('townClerk')).toBe('actMalformed');
    expect(codeOf(county.perform(withArgs(villageImport(made), { batch: { ...BATCH, township: 'county' } })))).toBe('actMalformed');
    expect(codeOf(county.perform(withArgs(villageImport(made), { batch: { ...BATCH, programmeVersion: 2 } })))).toBe('programmeMissing');
    county.programme = { ...county.programme, publicListAllowed: false };
    expect(by('stoneClerk')).toBe('listForbidden');
  });

  it('takes only rows of villages below the importer', () => {
    const foreign = makeFrames(3, 'f', 'maple');
    expect(codeOf(arrived(foreign).perform(villageImport(foreign)))).toBe('villageUnknown');
    const nowhere = makeFrames(3, 'f', 'nowhere');
    expect(codeOf(arrived(nowhere).perform(townshipImport(nowhere)))).toBe('villageUnknown');
    const own = makeFrames(3, 'f', 'stone');
    expect(codeOf(arrived(own).perform(villageImport(own)))).toBe('applied');
  });

  it('keeps rows without a village from being split until they are set aside', () => {
    const known = makeFrames(3, 'k', 'stone');
    const homeless = makeFrames(2, 'h');
    const county = arrived({ frames: [...known.frames, ...homeless.frames], refs: [], pieces: [] });
    const both = { frames: [], refs: [...known.refs, ...homeless.refs], pieces: [...known.pieces, ...homeless.pieces] };
    expect(codeOf(county.perform(townshipImport(both)))).toBe('applied');
    expect(codeOf(county.perform(splitDraft(['stone'])))).toBe('villageUnknown');
    const frame = homeless.refs[0]?.list ?? '';
    const rows = ['h-0', 'h-1'];
    expect(codeOf(county.perform({ kind: 'rosterRow', verb: 'setAside', by: 'townClerk', touches: [...rows.map((row) => `rosterRow:${row}`), LIST], args: { rows: rows.map((row) => ({ row, frame })), reason: '不属本镇' } }))).toBe('applied');
    expect(codeOf(county.perform(splitDraft(['stone'])))).toBe('applied');
    expect(county.records.get(BATCH_ID)?.shownTo).toEqual(['stone']);
  });

  it('lets warnings be accepted with a reason, before submit', () => {
    const county = arrived(made);
    county.perform(villageImport(made));
    const accepted = [{ rule: 'idPrecisionLost', rows: 3, reason: '已与纸质材料核对' }];
    expect(codeOf(county.perform({ kind: 'subsidyList', verb: 'accept', by: 'stoneClerk', touches: [LIST, NOTICE], args: { accepted: [{ ...accepted[0], reason: '' }] } }))).toBe('actMalformed');
    expect(codeOf(county.perform({ kind: 'subsidyList', verb: 'accept', by: 'stoneClerk', touches: [LIST], args: { accepted } }))).toBe('actMalformed');
    expect(codeOf(county.perform({ kind: 'subsidyList', verb: 'accept', by: 'stoneClerk', touches: [LIST, NOTICE], args: { accepted } }))).toBe('applied');
    expect(county.record(NOTICE, 'subsidyNotice').accepted).toEqual(accepted);
    expect(county.record(LIST, 'subsidyList').accepted).toEqual(accepted);
  });
});
