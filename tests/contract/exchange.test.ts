/** The contract of the exchange, on memory and on a real PostgreSQL. */
import { afterAll, beforeAll, describe } from 'vitest';
import { MemoryPieces, MemoryStore } from '#county/exchange/memory.ts';
import { createCounty } from '#county/queries/county.ts';
import { isStoreFailure, type Database } from '#county/queries/database.ts';
import { storeOn } from '#county/queries/store.ts';
import { testCluster, type TestCluster } from '#tests/county/cluster.ts';
import { ExchangeKit, seed } from '#tests/county/exchangeKit.ts';
import { RULES } from '#tests/kit/people.ts';
import { exchangeCases } from './exchangeCases.ts';

describe('in memory', () => {
  let store: MemoryStore;
  exchangeCases({
    async kit(publisher) {
      store = new MemoryStore(RULES.county, 'e1');
      await store.write(seed);
      return new ExchangeKit(store, new MemoryPieces(), publisher);
    },
    forked: async () => store.forkedTexts.length,
    audits: async () => store.audits.length,
  });
});

describe('on PostgreSQL', () => {
  let cluster: TestCluster;
  let database: Database;
  beforeAll(async () => {
    cluster = await testCluster();
  }, 60_000);
  afterAll(() => cluster.close());
  const count = async (table: string): Promise<number> => (await database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n ?? -1;
  exchangeCases({
    async kit(publisher) {
      database = await cluster.database();
      await createCounty(database, RULES.county, 'e1', false);
      const store = storeOn(database, RULES.county);
      await store.write(seed);
      return new ExchangeKit(store, new MemoryPieces(), publisher, isStoreFailure);
    },
    forked: () => count('act_forked'),
    audits: () => count('person_piece_audit'),
  });
});
