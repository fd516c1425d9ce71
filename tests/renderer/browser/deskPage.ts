/** A whole desk in a real browser, its sync in a worker; the journal is the fake shell's. */
import { canonicalJson, type Json } from '#domain/json.ts';
import { utf8Bytes } from '#domain/hash.ts';
import { createDesk } from '#renderer/session/create.ts';
import type { Desk, NewPiece } from '#renderer/session/desk.ts';
import { fakeShell } from '#renderer/shell/fake.ts';
import { makeFrames, NOTICE, villageImport } from '#tests/kit/lists.ts';

export interface DeskPage {
  enrol(address: string, code: string, password: string): Promise<string | null>;
  importList(rows: number): Promise<boolean>;
  sync(): Promise<unknown>;
  notice(): Promise<{ readonly revision: number; readonly pending: boolean } | undefined>;
  search(query: string): Promise<number>;
}

declare global {
  interface Window {
    deskPage?: DeskPage;
  }
}

let count = 0;
const desk: Desk = await createDesk({
  shell: fakeShell(),
  clock: { now: () => Date.now() },
  ids: {
    next: () => {
      count += 1;
      return `act-${count}-${crypto.randomUUID()}`;
    },
  },
  random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
  fetch: (input, init) => fetch(input, init),
  syncIn: 'worker',
});

async function importList(rows: number): Promise<boolean> {
  const frames = makeFrames(rows, 'row-stone', 'stone');
  const draft = villageImport(frames);
  const pieces = frames.frames.map((frame, at): NewPiece => ({ sha256: frames.pieces[at] ?? '', class: frame.class, bytes: utf8Bytes(canonicalJson(frame as unknown as Json)) }));
  return (await desk.perform({ ...draft, pieces })).saved;
}

async function sync(): Promise<unknown> {
  await desk.syncNow();
  return desk.reader.syncFacts();
}

window.deskPage = {
  enrol: (address, code, password) => desk.enrol({ address, code, password, login: 'stoneClerk', deskName: 'browser' }),
  importList,
  sync,
  async notice() {
    const found = await desk.reader.record(NOTICE);
    return found && { revision: found.revision, pending: found.pending };
  },
  search: async (query) => (await desk.searchPayees(query)).length,
};
