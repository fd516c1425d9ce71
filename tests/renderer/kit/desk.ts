/** Desks under test: the real engine over fake IndexedDB, with a shell whose journal outlives it. */
import 'fake-indexeddb/auto';
import { canonicalJson, type Json } from '#domain/json.ts';
import { utf8Bytes } from '#domain/hash.ts';
import { createDesk } from '#renderer/session/create.ts';
import type { ActDraft, Desk, NewPiece } from '#renderer/session/desk.ts';
import type { DeskPorts } from '#renderer/session/ports.ts';
import { fakeShell, type FakeShell } from '#renderer/shell/fake.ts';
import type { Draft } from '#tests/kit/county.ts';
import { makeFrames, villageImport, type MadeFrames } from '#tests/kit/lists.ts';
import { ADDRESS, CODES, PASSWORD, type CountyUnderTest } from './county.ts';
import { testIds, testRandom } from './chance.ts';

let made = 0;

export interface DeskUnderTest {
  desk: Desk;
  readonly shell: FakeShell;
  readonly name: string;
  now: number;
  steady: number;
  /** As after a killed program: a new engine over what is on disk. */
  restart(): Promise<void>;
}

export async function deskUnderTest(county: CountyUnderTest, shell: FakeShell = fakeShell()): Promise<DeskUnderTest> {
  made += 1;
  const name = `desk-${made}`;
  const seed = made;
  let starts = 0;
  const open = (under: { now: number; steady: number }): Promise<Desk> => {
    starts += 1;
    const ports: DeskPorts = {
      shell, name,
      clock: { now: () => under.now },
      steady: { now: () => under.steady },
      ids: testIds(`${name}-${starts}`),
      random: testRandom(seed * 1000 + starts),
      fetch: county.fetch,
    };
    return createDesk(ports);
  };
  const times = { now: county.now, steady: 0 };
  const under: DeskUnderTest = {
    desk: await open(times), shell, name,
    get now() { return times.now; },
    set now(value) { times.now = value; },
    get steady() { return times.steady; },
    set steady(value) { times.steady = value; },
    async restart() {
      await under.desk.close();
      under.desk = await open(times);
    },
  };
  return under;
}

export function enrolInput(office: keyof typeof CODES, login: string): Parameters<Desk['enrol']>[0] {
  return { address: ADDRESS, code: CODES[office], login, password: PASSWORD, deskName: `desk of ${office}` };
}

/** The bytes of made frames as new pieces. */
export function piecesOf(frames: MadeFrames): NewPiece[] {
  return frames.frames.map((frame) => {
    const at = frames.pieces[frames.frames.indexOf(frame)] ?? '';
    return { sha256: at, class: frame.class, bytes: utf8Bytes(canonicalJson(frame as unknown as Json)) };
  });
}

export function asDraft(draft: Draft, pieces: readonly NewPiece[] = []): ActDraft {
  return { kind: draft.kind, verb: draft.verb, touches: draft.touches, args: draft.args, pieces };
}

/** The village clerk's import of a list of that many payees. */
export function importDraft(rows: number): { readonly draft: ActDraft; readonly frames: MadeFrames } {
  const frames = makeFrames(rows, 'row-stone', 'stone');
  return { draft: asDraft(villageImport(frames), piecesOf(frames)), frames };
}
