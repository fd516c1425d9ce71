/**
 * The window of the import measure: the desk's own path from a file's bytes to an act that is saved, its pieces in journal
 * and store; SheetJS alone parsing the same bytes; and the same window at rest, so that what the machine does is known.
 */
import { EMPTY_DRAFT } from '#renderer/features/notices/wizard/draft.ts';
import { importAct } from '#renderer/features/notices/wizard/importing.ts';
import { openList } from '#renderer/import/importList.ts';
import type { Person } from '#renderer/session/desk.ts';
import { perform, type Performer } from '#renderer/session/perform.ts';
import { browserBridge } from '#renderer/shell/browser.ts';
import { sealerOver } from '#renderer/store/seal.ts';
import { openStore, type Store } from '#renderer/store/store.ts';
import { textOf } from '#renderer/ui/text.ts';
import { makeWorld } from '#tests/kit/county.ts';
import { countyRecords } from './countyRecords.ts';
import { watched, type Watched } from './watch.ts';

export interface Outcome {
  readonly rows: number;
  readonly problems: number;
  /** Pieces in the store afterwards. */
  readonly pieces: number;
}

const NOTHING: Outcome = { rows: 0, problems: 0, pieces: 0 };
const AT_REST_MS = 1500;
const county = makeWorld();

async function filledStore(): Promise<Store> {
  const store = await openStore('desk', { day: () => county.day });
  await store.database.records.bulkPut(countyRecords(county).map((record) => ({ ...record, revision: 1, pending: false })));
  return store;
}

/** Everything a person needs to act; the journal is the desk page's own, or none. */
async function performer(store: Store, journal: 'profile' | 'none'): Promise<Performer> {
  const dataKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const sealer = sealerOver(dataKey, '00'.repeat(8), { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) });
  let made = 0;
  const ids = { next: () => `act${String((made += 1))}` };
  return { store, journal: browserBridge(journal), clock: { now: () => Date.now() }, ids, sealer, signingKey: pair.privateKey, actor: 'stoneClerk', office: 'stone', desk: 'desk' };
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(file)).arrayBuffer());
}

function clerk(): Person {
  const account = county.accounts.get('stoneClerk');
  const office = county.offices.get('stone');
  if (!account || !office) throw new Error('the county has no clerk');
  return { account, office, roles: ['villageClerk'] };
}

async function ours(file: string, journal: 'profile' | 'none'): Promise<Watched<Outcome>> {
  const bytes = await bytesOf(file);
  const store = await filledStore();
  const by = await performer(store, journal);
  const person = clerk();
  const own = { id: person.office.id, names: [person.office.name] };
  const { programme, rules } = county;
  return watched(async () => {
    const session = await openList({ name: file, bytes }, { programmes: [programme], villages: [own], ownVillage: own });
    const { summary, problems } = await session.check({ programme: programme.code });
    const packed = await session.pack();
    session.close();
    const act = importAct({ key: 'big', draft: EMPTY_DRAFT, programme, year: 2021, person, rules, summary, packed, listsBefore: 0 }, textOf('desk'));
    const performed = await perform(by, act);
    if (!performed.saved) throw new Error(`not saved: ${JSON.stringify(performed)}`);
    return { rows: summary.payees, problems: problems.length, pieces: await store.database.pieces.count() };
  });
}

async function sheetjs(file: string): Promise<Watched<Outcome>> {
  const bytes = await bytesOf(file);
  return watched(async () => {
    const worker = new Worker(new URL('./xlsxLibrary.ts', import.meta.url), { type: 'module' });
    await new Promise<void>((resolve) => {
      worker.addEventListener('message', () => resolve());
      worker.postMessage(bytes, [bytes.buffer]);
    });
    worker.terminate();
    return NOTHING;
  });
}

const contenders: { readonly [name: string]: (file: string) => Promise<Watched<Outcome>> } = {
  journal: (file) => ours(file, 'profile'),
  store: (file) => ours(file, 'none'),
  sheetjs,
  rest: () => watched(() => new Promise((resolve) => setTimeout(() => resolve(NOTHING), AT_REST_MS))),
};

Object.assign(globalThis, {
  bench: (contender: string, file: string): Promise<Watched<Outcome>> => {
    const run = contenders[contender];
    if (!run) throw new Error(`no contender ${contender}`);
    return run(file);
  },
});
