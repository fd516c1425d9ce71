/** A desk from its enrolment to the county's receipt, with everything that can go wrong in between. */
import { afterEach, beforeAll, describe, expect, it, onTestFinished, type MockInstance, vi } from 'vitest';
import { LIST, NOTICE, HEAD } from '#tests/kit/lists.ts';
import type { ActDraft } from '#renderer/session/desk.ts';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { fakeShell } from '#renderer/shell/fake.ts';
import { CountyUnderTest, PASSWORD } from '../kit/county.ts';
import { deskUnderTest, enrolInput, importDraft, type DeskUnderTest } from '../kit/desk.ts';

let county: CountyUnderTest;
const open: DeskUnderTest[] = [];

async function enrolled(office: 'stone' | 'township' = 'stone', login = 'stoneClerk'): Promise<DeskUnderTest> {
  const under = await deskUnderTest(county);
  open.push(under);
  expect(await under.desk.enrol(enrolInput(office, login))).toBeNull();
  return under;
}

function retitle(title: string, was: string = HEAD.title): ActDraft {
  return { kind: 'subsidyNotice', verb: 'edit', touches: [NOTICE], args: { set: { title }, was: { title: was } } };
}

/** The next writes of an act into the store fail, as on a failing disk. */
function failingWrites(times: number): MockInstance {
  const add = IDBObjectStore.prototype.add;
  let left = times;
  return vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function failing(this: IDBObjectStore, ...given) {
    if (this.name !== 'outbox' || left === 0) return add.apply(this, given);
    left -= 1;
    throw new DOMException('the disk', 'UnknownError');
  });
}

beforeAll(() => {
  expect(globalThis.indexedDB).toBeDefined();
});

afterEach(async () => {
  for (const under of open.splice(0)) await under.desk.close();
});

describe('enrolment and sign-in', { timeout: 120_000 }, () => {
  it('enrols, pulls, and shows who sits here', async () => {
    county = await CountyUnderTest.open();
    const { desk } = await enrolled();
    const state = desk.current();
    expect(state).toMatchObject({ state: 'open', person: { account: { id: 'stoneClerk' }, office: { id: 'stone' }, roles: ['villageClerk'] } });
    expect((await desk.reader.records('office')).length).toBe(5);
    expect(desk.today()).toEqual({ day: '2021-05-10', from: 'county' });
  });

  it('tells a wrong code from a county that is away', async () => {
    county = await CountyUnderTest.open();
    const under = await deskUnderTest(county);
    open.push(under);
    expect(await under.desk.enrol({ ...enrolInput('stone', 'stoneClerk'), code: 'FFFFFFFFFFFFFFFF' })).toBe('codeWrong');
    county.weather = () => 'away';
    expect(await under.desk.enrol(enrolInput('stone', 'stoneClerk'))).toBe('unreachable');
    expect(under.desk.current().state).toBe('notEnrolled');
  });

  it('goes on at sign-in, with words, when the desk is enrolled but the password was wrong', async () => {
    county = await CountyUnderTest.open();
    const under = await deskUnderTest(county);
    open.push(under);
    expect(await under.desk.enrol({ ...enrolInput('stone', 'stoneClerk'), password: 'wrong' })).toBe('passwordWrong');
    expect(under.desk.current()).toMatchObject({ state: 'locked', enrolled: { login: 'stoneClerk', fault: 'passwordWrong' } });
    expect(await under.desk.signIn('stoneClerk', PASSWORD)).toBeNull();
    expect(under.desk.current().state).toBe('open');
  });

  it('asks for a known colleague first where nothing else opens the data of a restarted desk', async () => {
    county = await CountyUnderTest.open();
    const shell = fakeShell({ keychainWrap: async () => ({ wrapped: null }), keychainUnwrap: async () => ({ secret: null }) });
    const under = await deskUnderTest(county, shell);
    open.push(under);
    expect(await under.desk.enrol(enrolInput('stone', 'stoneClerk'))).toBeNull();
    await under.restart();
    expect(await under.desk.signIn('stoneHead', PASSWORD)).toBe('colleagueFirst');
    expect(await under.desk.signIn('stoneClerk', PASSWORD)).toBeNull();
    await under.desk.lock();
    expect(await under.desk.signIn('stoneHead', PASSWORD)).toBeNull();
  });

  it('signs in without a network after a restart, counts wrong passwords and makes them wait', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    county.weather = () => 'away';
    await under.restart();
    expect(under.desk.current().state).toBe('locked');
    expect(under.desk.today()).toEqual({ day: '2021-05-10', from: 'local' });
    for (let tries = 0; tries < 5; tries += 1) expect(await under.desk.signIn('stoneClerk', 'wrong')).toBe('passwordWrong');
    expect(await under.desk.signIn('stoneClerk', PASSWORD)).toBe('tooManyTries');
    under.now += 31_000;
    expect(await under.desk.signIn('stoneClerk', PASSWORD)).toBeNull();
    expect(await under.desk.signIn('stoneHead', PASSWORD)).toBe('firstSignInNeedsCounty');
  });

  it('keeps each person\'s drafts, sealed, across a switch and a restart', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    await under.desk.saveDraft('wizard', { step: 2, name: '样例户' });
    await under.desk.lock();
    expect(await under.desk.draft('wizard')).toBeUndefined();
    expect(await under.desk.signIn('stoneHead', PASSWORD)).toBeNull();
    expect(await under.desk.draft('wizard')).toBeUndefined();
    await under.restart();
    await under.desk.signIn('stoneClerk', PASSWORD);
    expect(await under.desk.draft('wizard')).toEqual({ step: 2, name: '样例户' });
  });
});

describe('performing', { timeout: 120_000 }, () => {
  it('saves offline, survives a kill, and reaches the county once', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    county.weather = () => 'away';
    const { draft, frames } = importDraft(608);
    const performed = await under.desk.perform(draft);
    expect(performed).toMatchObject({ saved: true, decision: { outcome: 'applied' } });
    expect(await under.desk.perform(retitle('新标题'))).toMatchObject({ saved: true });
    await under.restart();
    await under.desk.signIn('stoneClerk', PASSWORD);
    const notice = await under.desk.reader.record<'subsidyNotice'>(NOTICE);
    expect(notice).toMatchObject({ pending: true, revision: 0, value: { head: { title: '新标题' } } });
    expect(await under.desk.reader.frame(frames.refs[0]?.person ?? '')).toEqual(frames.frames[1]);
    county.weather = () => 'fine';
    await under.desk.syncNow();
    expect(await under.desk.reader.syncFacts()).toMatchObject({ queued: 0, waiting: 0, accepted: 2, needsPerson: 0, phase: 'idle' });
    expect(await under.desk.reader.record(NOTICE)).toMatchObject({ pending: false, revision: 2, value: { head: { title: '新标题' } } });
    expect(await county.changesOf(NOTICE)).toBe(2);
    expect((await under.desk.reader.history(NOTICE)).map((line) => [line.verb, line.pending])).toEqual([['import', false], ['edit', false]]);
  });

  it('gives the township what the village saved, person frames included, and not to the other village', async () => {
    county = await CountyUnderTest.open();
    const stone = await enrolled();
    const { draft, frames } = importDraft(20);
    await stone.desk.perform(draft);
    await stone.desk.syncNow();
    const town = await enrolled('township', 'townClerk');
    await town.desk.syncNow();
    expect(await town.desk.reader.record(LIST)).toMatchObject({ revision: 1, pending: false });
    expect(await town.desk.reader.frame(frames.refs[0]?.list ?? '')).toEqual(frames.frames[0]);
    expect(await town.desk.searchPayees('ylh1')).toHaveLength(0);
    expect((await town.desk.searchPayees('样例户1')).map((hit) => hit.name)).toContain('样例户19');
    expect((await town.desk.searchPayees('ylh')).length).toBe(20);
  });

  it('refuses in words what decide refuses, and saves nothing', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    expect(await under.desk.perform(retitle('x'))).toMatchObject({ saved: false, decision: { fault: { code: 'recordMissing' } } });
    expect(under.shell.held.lines).toHaveLength(0);
  });

  it('says that the disk is full, saves nothing then, and goes on once there is room', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    under.shell.held.failing.set('journalAppend', new BridgeError('diskFull'));
    expect(await under.desk.perform(importDraft(5).draft)).toEqual({ saved: false, failure: 'diskFull' });
    expect(await under.desk.reader.record(LIST)).toBeUndefined();
    under.shell.held.failing.clear();
    expect(await under.desk.perform(importDraft(5).draft)).toMatchObject({ saved: true });
  });

  it('makes one act of a step that the journal took and the store did not, and says that it is saved', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    await under.desk.perform(importDraft(5).draft);
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const full = failingWrites(2);
    expect(await under.desk.perform(retitle('改过'))).toMatchObject({ saved: false });
    full.mockRestore();
    expect(await under.desk.perform(retitle('改过'))).toMatchObject({ saved: true });
    expect(under.shell.held.lines.map((line) => line.seq)).toEqual([1, 2]);
    expect(await under.desk.reader.history(NOTICE)).toHaveLength(2);
    const once = failingWrites(1);
    expect(await under.desk.perform(retitle('再改', '改过'))).toMatchObject({ saved: true });
    once.mockRestore();
    expect(under.shell.held.lines.map((line) => line.seq)).toEqual([1, 2, 3]);
    const again = failingWrites(2);
    expect(await under.desk.perform(retitle('三改', '再改'))).toMatchObject({ saved: false });
    again.mockRestore();
    expect(await under.desk.perform(retitle('四改', '再改'))).toEqual({ saved: false, failure: 'savedBefore' });
    expect((await under.desk.reader.record<'subsidyNotice'>(NOTICE))?.value.head.title).toBe('三改');
    said.mockRestore();
    await under.desk.syncNow();
    expect(await under.desk.reader.syncFacts()).toMatchObject({ queued: 0, accepted: 4, needsPerson: 0 });
  });

  it('asks for the password again after fifteen minutes before a signature', async () => {
    county = await CountyUnderTest.open();
    // Somebody is at the keys all the time: the look for an idle window, every ten seconds, would lock it.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const under = await enrolled();
    under.steady += 15 * 60_000 + 1;
    const approve: ActDraft = { kind: 'subsidyNotice', verb: 'approve', touches: [NOTICE], args: { step: 'review', contents: {} } };
    expect(await under.desk.perform(approve)).toEqual({ saved: false, failure: 'passwordNeeded' });
    expect(await under.desk.confirmPassword('wrong')).toBe('passwordWrong');
    expect(await under.desk.confirmPassword(PASSWORD)).toBeNull();
    expect(await under.desk.perform(approve)).toMatchObject({ saved: false, decision: { outcome: 'refused' } });
    await under.desk.lock();
    expect(await under.desk.perform(approve)).toEqual({ saved: false, failure: 'locked' });
  });
});

describe('loss and trouble', { timeout: 120_000 }, () => {
  it('takes an act over that stands in the journal only, after a kill between journal and store', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    county.weather = () => 'away';
    const before = await snapshot(under.name);
    await under.desk.perform(importDraft(30).draft);
    await under.desk.close();
    await putBack(under.name, before);
    await under.restart();
    await under.desk.signIn('stoneClerk', PASSWORD);
    expect(await under.desk.reader.record(NOTICE)).toMatchObject({ pending: true });
    expect(await under.desk.perform(retitle('其后'))).toMatchObject({ saved: true });
    county.weather = () => 'fine';
    await under.desk.syncNow();
    expect(await under.desk.reader.syncFacts()).toMatchObject({ queued: 0, accepted: 2 });
  });

  it('writes the journal anew when its folder was lost', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    county.weather = () => 'away';
    await under.desk.perform(importDraft(30).draft);
    under.shell.held.lines.length = 0;
    under.shell.held.pieces.clear();
    await under.restart();
    await under.desk.signIn('stoneClerk', PASSWORD);
    expect(under.shell.held.lines).toHaveLength(1);
    expect(under.shell.held.pieces.size).toBe(2);
  });

  it('brings unsent acts back from the journal when the store is gone, under a new enrolment, each once', async () => {
    county = await CountyUnderTest.open();
    const first = await enrolled();
    await first.desk.perform(importDraft(30).draft);
    await first.desk.syncNow();
    county.weather = () => 'away';
    await first.desk.perform(retitle('离线改的'));
    await first.desk.close();
    county.weather = () => 'fine';
    const second = await deskUnderTest(county, first.shell);
    open.push(second);
    expect(second.desk.current().state).toBe('notEnrolled');
    expect(await second.desk.enrol(enrolInput('stone', 'stoneClerk'))).toBeNull();
    await second.desk.syncNow();
    expect(await second.desk.reader.record(NOTICE)).toMatchObject({ revision: 2, pending: false, value: { head: { title: '离线改的' } } });
    expect(await county.changesOf(LIST)).toBe(1);
  });

  it('stops calmly when the desk was revoked; what it holds stays', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    county.weather = () => 'away';
    await under.desk.perform(importDraft(5).draft);
    county.weather = () => 'fine';
    await county.revoke('desk-000001');
    await under.desk.syncNow();
    expect(await under.desk.reader.syncFacts()).toMatchObject({ phase: 'refused', refusal: 'deskRevoked', queued: 1 });
    expect(await under.desk.reader.record(NOTICE)).toMatchObject({ pending: true });
  });

  it('seals what names people: neither store nor journal holds an ID number in clear', async () => {
    county = await CountyUnderTest.open();
    const under = await enrolled();
    await under.desk.perform(importDraft(5).draft);
    const text = JSON.stringify([...(await snapshot(under.name))], (_, value: unknown) => (value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : value));
    expect(text).toContain('payeeName');
    expect(text).not.toContain('369901190001010000');
    const journal = [...under.shell.held.lines.map((line) => line.sealed), ...under.shell.held.pieces.values()].map((bytes) => new TextDecoder('latin1').decode(bytes)).join();
    expect(journal).not.toContain('369901190001010000');
    expect(journal).not.toContain('payeeName');
  });
});

type Snapshot = Map<string, { keys: IDBValidKey[]; values: unknown[] }>;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });
}

/** What lies in a database, read beside the engine. */
async function snapshot(name: string): Promise<Snapshot> {
  const database = await done(indexedDB.open(name));
  const taken: Snapshot = new Map();
  for (const table of database.objectStoreNames) {
    const store = database.transaction(table).objectStore(table);
    taken.set(table, { keys: await done(store.getAllKeys()), values: await done(database.transaction(table).objectStore(table).getAll()) });
  }
  database.close();
  return taken;
}

/** Sets a database back to a snapshot: the crash took what was written since. */
async function putBack(name: string, taken: Snapshot): Promise<void> {
  const database = await done(indexedDB.open(name));
  for (const [table, { values }] of taken) {
    const store = database.transaction(table, 'readwrite').objectStore(table);
    await done(store.clear());
    for (const value of values) await done(store.put(value));
  }
  database.close();
}

