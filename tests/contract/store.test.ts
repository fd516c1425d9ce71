/** The store's contract on fake IndexedDB, in Node. */
import 'fake-indexeddb/auto';
import { describe, it } from 'vitest';
import { STORE_CASES } from './storeCases.ts';

describe('store contract on fake IndexedDB', () => {
  for (const [at, one] of STORE_CASES.entries()) it(one.says, () => one.run(`contract-${at}`));
});
