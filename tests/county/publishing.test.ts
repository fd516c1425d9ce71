/** A notice goes the whole way through the exchange on PostgreSQL, and the public pages show what they may. */
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import names from '#resources/privacy/names.json' with { type: 'json' };
import type { Json } from '#domain/json.ts';
import type { RevisedRecord } from '#domain/record/record.ts';
import { MemoryPieces } from '#county/exchange/memory.ts';
import { FrameShelf } from '#county/exchange/frames.ts';
import { CountyDataCache } from '#county/exchange/world.ts';
import { countyPage, publisherOf, type PublisherWords } from '#county/exchange/publisher.ts';
import { portalRoutes } from '#county/portal/routes.ts';
import { createCounty, grantPublicRole, withheldOf } from '#county/queries/county.ts';
import { isStoreFailure, openDatabase, type Database } from '#county/queries/database.ts';
import { portalReader } from '#county/queries/portal.ts';
import { storeOn } from '#county/queries/store.ts';
import { textOf } from '#county/text.ts';
import { makeWorld, type Draft, type TestCounty } from '#tests/kit/county.ts';
import { makeFrames, NOTICE, noticeDrafts, villageImport } from '#tests/kit/lists.ts';
import { RULES } from '#tests/kit/people.ts';
import { testCluster, type TestCluster } from './cluster.ts';
import { ExchangeKit, seed, type TestDesk } from './exchangeKit.ts';

const board = textOf('board');
const words: PublisherWords = { text: (key, values) => board(key, { ...values }), numerals, names };
const pieces = new MemoryPieces();

let cluster: TestCluster;
let database: Awaited<ReturnType<TestCluster['database']>>;
let publicDatabase: Database;
let app: FastifyInstance;
let kit: ExchangeKit;

beforeAll(async () => {
  cluster = await testCluster();
  database = await cluster.database();
  await createCounty(database, RULES.county, 'e1', false);
  const store = storeOn(database, RULES.county);
  await store.write(seed);
  kit = new ExchangeKit(store, pieces, publisherOf(pieces, words), isStoreFailure);
  const data = await kit.exchange.countyData();
  await store.write((tx) => tx.publishCounty(countyPage(data)));
  const url = Object.assign(new URL(database.url), { username: 'noticeboard_public', password: 'public-password' });
  await grantPublicRole(database, { name: url.username, password: url.password, url: url.href });
  publicDatabase = openDatabase(url.href, 2);
  app = fastify();
  await portalRoutes(app, { reader: portalReader(publicDatabase, RULES.county), today: () => kit.exchange.today(), clock: { now: () => kit.now } });
}, 60_000);

afterAll(async () => {
  await app.close();
  await publicDatabase.close();
  await cluster.close();
});

/** Performs a draft in the model and at the county, which have to agree. */
async function both(desk: TestDesk, model: TestCounty, draft: Draft): Promise<void> {
  expect(model.perform(draft).outcome).toBe('applied');
  await desk.pull();
  const [receipt] = await desk.push(await desk.act(draft));
  expect(receipt?.outcome, `${draft.kind}.${draft.verb}`).toEqual({ outcome: 'applied' });
}

const page = async (url: string): Promise<string> => (await app.inject({ url })).body;

test('from import to the wall; unknown before signing, then verified by its code, the list only once it hangs, never a branded value', async () => {
  const model = makeWorld();
  const made = makeFrames(30, 'r', 'stone');
  model.arrive(made.frames);
  const stone = await kit.desk('d-stone', 'stone', ['stoneClerk']);
  const town = await kit.desk('d-town', 'township', ['reviewer', 'secrecyReviewer', 'signer']);
  await kit.put(stone.id, made.frames);
  await both(stone, model, villageImport(made));
  await both(stone, model, noticeDrafts(model).submit('stoneClerk'));
  await both(town, model, noticeDrafts(model).approve('reviewer', 'review'));
  await both(town, model, noticeDrafts(model).approve('secrecyReviewer', 'secrecyReview'));
  const signing = noticeDrafts(model).sign('signer');
  const code = (signing.args['codes'] as { readonly [notice: string]: string })[NOTICE] ?? '';
  expect(await page(`/v/${code}`)).not.toContain('S-1');
  await both(town, model, signing);
  expect(await page(`/v/${code}`)).toContain('S-1');
  expect(await page('/notice/n1')).not.toContain('样例户');
  await both(stone, model, noticeDrafts(model).paper('stoneClerk', 'villageSupervisor', 'stoneSupervisor'));
  await attach('pdf');
  await both(stone, model, noticeDrafts(model).print('stoneClerk'));
  await attach('photo');
  for (const board of ['hall', 'east']) await both(stone, model, noticeDrafts(model).post('stoneClerk', board));
  const shown = await page('/notice/n1');
  expect(shown).toContain('样某某');
  expect(shown).not.toMatch(/样例户\d|369901190001010000/);
  const rows = await publicDatabase.query<{ published: Json }>('SELECT published FROM public_notice');
  expect(JSON.stringify(rows.rows)).not.toContain('369901190001010000');
});

test('a document in which the final scan finds a number is kept back, the operator is told its kind and count, and it comes back when it is put right', async () => {
  const [notice] = (await kit.store.reads.recordsOfKinds(['subsidyNotice'])) as readonly RevisedRecord<'subsidyNotice'>[];
  if (!notice) throw new Error('the notice hangs since the test before');
  const told: string[] = [];
  const publisher = publisherOf(pieces, words, (id, found) => told.push(`${id} ${found.join()}`));
  const publish = (bodyText: string): Promise<void> =>
    kit.store.write(async (tx) => {
      const record = { ...notice, value: { ...notice.value, head: { ...notice.value.head, bodyText } } };
      await publisher(record, { tx, data: new CountyDataCache(), shelf: new FrameShelf(pieces), day: kit.exchange.today(), publisher });
    });
  await publish('有事请打 13800138000');
  expect(await page('/notice/n1')).not.toMatch(/样某某|13800138000/);
  expect(JSON.stringify((await publicDatabase.query('SELECT published FROM public_notice')).rows)).not.toContain('13800138000');
  expect(await withheldOf(database, RULES.county)).toEqual([{ notice: NOTICE, office: 'stone', since: kit.exchange.today(), found: [{ kind: 'mobile', count: 1 }] }]);
  expect(told).toEqual([`${NOTICE} mobile 1`]);
  await expect(publicDatabase.query('SELECT 1 FROM withheld')).rejects.toThrow('permission denied');
  await publish('有事请到村部');
  expect(await page('/notice/n1')).toContain('样某某');
  expect(await withheldOf(database, RULES.county)).toEqual([]);
  expect(told).toHaveLength(1);
});

/** Files of the kit's drafts have hashes of words; the county takes them as they are known to it. */
async function attach(word: 'pdf' | 'photo'): Promise<void> {
  const model = noticeDrafts(makeWorldWithNotice());
  const draft = word === 'pdf' ? model.print('stoneClerk') : model.post('stoneClerk', 'hall');
  const [hash = ''] = draft.pieces ?? [];
  await kit.store.write((tx) => tx.savePiece({ sha256: hash, class: 'attachment', bytes: 1000, desk: 'd-stone' }));
}

function makeWorldWithNotice(): TestCounty {
  const world = makeWorld();
  const made = makeFrames(1, 'q', 'stone');
  world.arrive(made.frames);
  world.perform(villageImport(made));
  return world;
}
