/** The exchange store on PostgreSQL. Writers of one county queue on its row, so numbers are given in the order of commits. */
import type { ExchangeStore } from '../exchange/store.ts';
import type { Database } from './database.ts';
import { readsOf } from './reads.ts';
import { txOf } from './writes.ts';

export function storeOn(database: Database, county: string): ExchangeStore {
  return {
    reads: readsOf(database, county),
    write: (work) =>
      database.transaction(async (sql) => {
        await sql.query('SELECT n FROM county WHERE county = $1 FOR UPDATE', [county]);
        return work(txOf(sql, county));
      }),
    access: (work) => database.transaction((sql) => work(txOf(sql, county))),
  };
}
