/** A notice goes the whole way through the exchange on PostgreSQL, and the public pages show what they may. */
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import numerals from '#resources/vocabulary/numerals.json' with { type: 'json' };
import names from '#resources/privacy/names.json' with { type: 'json' };
import type { Json } from '#domain/json.ts';
import { MemoryPieces } from '#county/exchange/memory.ts';
import { countyPage, publisherOf } from '#county/exchange/publisher.ts';
import { portalRoutes } from '#county/portal/routes.ts';
import { createCounty, grantPublicRole } from '#county/queries/county.ts';
import { isStoreFailure, openDatabase, type Database } from '#county/queries/database.ts';
import { portalReader } from '#county/queries/portal.ts';
import { storeOn } from '#county/queries/store.ts';
import { textOf } from '#county/text.ts';
import { makeWorld, type Draft, type TestCounty } from '#tests/kit/county.ts';
import { makeFrames, NOTICE, noticeDrafts, villageImport } from '#tests/kit/lists.ts';
import { RULES } from '#tests/kit/people.ts';
import { testCluster, type TestCluster } from './cluster.ts';
import { ExchangeKit, seed, type TestDesk } from './exchangeKit.ts';

let cluster: TestCluster;
let publicDatabase: Database;
let app: FastifyInstance;
let kit: ExchangeKit;

beforeAll(async () => {
  cluster = await testCluster();
  const database = await cluster.database();
  await createCounty(database, RULES.county, 'e1', false);
  const store = storeOn(database, RULES.county);
  await store.write(seed);
  const pieces = new MemoryPieces();
  const board = textOf('board');
  kit = new ExchangeKit(store, pieces, publisherOf(pieces, { text: (key, values) => board(key, { ...values }), numerals, names }), isStoreFailure);
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
