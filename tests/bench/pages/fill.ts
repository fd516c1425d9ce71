/** Fills the desk's store for the home measure: a synthetic county, and notices with their payees as the county would give them. */
import { recordId } from '#domain/record/record.ts';
import { frameBytes, frameHash } from '#domain/roster/frame.ts';
import { putPieces, type StoredPiece } from '#renderer/store/outbox.ts';
import { openStore } from '#renderer/store/store.ts';
import { makeWorld } from '#tests/kit/county.ts';
import { makeFrames, villageImport } from '#tests/kit/lists.ts';
import { countyRecords } from './countyRecords.ts';

const PAYEES_PER_NOTICE = 2500;

/** Makes the store `desk` with so many payees in notices of 2,500; gives how many notices that were. */
async function fill(count: number): Promise<number> {
  const county = makeWorld();
  const pieces: StoredPiece[] = [];
  const names = new Map<string, string>();
  for (let from = 0; from < count; from += PAYEES_PER_NOTICE) {
    const made = makeFrames(Math.min(PAYEES_PER_NOTICE, count - from), `p${from}`, 'stone');
    county.arrive(made.frames.filter((frame) => frame.class === 'list'));
    const ids = { list: recordId('subsidyList', `l${from}`), notice: recordId('subsidyNotice', `n${from}`) };
    const decision = county.perform(villageImport(made, 'stoneClerk', ids));
    if (decision.outcome !== 'applied') throw new Error(JSON.stringify(decision));
    for (const frame of made.frames) {
      const sha256 = frameHash(frame);
      pieces.push({ sha256, class: frame.class, bytes: frameBytes(frame) });
      if (frame.class === 'list') names.set(sha256, (frame.columns.payeeName ?? []).join('\n'));
    }
  }
  for (const record of countyRecords(county)) county.put(record);
  const store = await openStore('desk', { day: () => county.day });
  await store.database.transaction('rw', store.database.actTables(), async () => {
    await putPieces(store, pieces, 0);
    await store.database.records.bulkPut([...county.records.values()].map((record) => ({ ...record, pending: false })));
    await store.database.search.bulkPut([...names].map(([frame, text]) => ({ frame, names: text, initials: text })));
  });
  store.close();
  return [...county.records.keys()].filter((id) => id.startsWith('subsidyNotice:')).length;
}

Object.assign(window, { fill });
