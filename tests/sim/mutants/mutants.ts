/** All mutants. `npm run sim -- --mutant NAME` runs with one of them. */
import type { ExchangeTx } from '#county/exchange/store.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { RevisedRecord } from '#domain/record/record.ts';
import type { Mutant } from './mutant.ts';

/** A transaction with some methods replaced; the rest stays bound to the true one. */
function bent(tx: ExchangeTx, how: Partial<ExchangeTx>): ExchangeTx {
  return new Proxy(tx, {
    get(target, name) {
      const replaced = Reflect.get(how, name);
      if (replaced !== undefined) return replaced;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function withNotices(tx: ExchangeTx, change: (notice: SubsidyNotice) => SubsidyNotice): ExchangeTx {
  return bent(tx, {
    records: async (ids) =>
      new Map([...(await tx.records(ids))].map(([id, record]) => [id, record.kind === 'subsidyNotice' ? ({ ...record, value: change(record.value as SubsidyNotice) } as RevisedRecord) : record])),
  });
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'county-forgets-acts',
    breaks: 'an act id is decided once',
    breakTx: (tx) => bent(tx, { act: async () => undefined, line: async () => undefined }),
  },
  {
    name: 'county-drops-clashes',
    breaks: 'the loser of a clash is never dropped',
    breakTx: (tx) => bent(tx, { saveChange: async (change) => (change.record.kind === 'clash' ? undefined : tx.saveChange(change)) }),
  },
  {
    name: 'county-lets-drafter-sign',
    breaks: 'the drafter is not the last signer',
    breakTx: (tx) => withNotices(tx, (notice) => ({ ...notice, drafter: 'nobody' })),
  },
  {
    name: 'county-takes-late-edits',
    breaks: 'a row edit after submit is refused',
    breakTx: (tx) => withNotices(tx, (notice) => (notice.state === 'reviewing' ? { ...notice, state: 'draft' } : notice)),
  },
  {
    name: 'desk-drops-outbox-when-cut',
    breaks: 'an outbox line goes only by its receipt',
    desk: { onCut: async (store) => store.database.outbox.clear() },
  },
  {
    name: 'desk-reads-past-a-cut',
    breaks: 'the cursor moves only with the changes it stands for',
    desk: {
      onCut: async (store) => {
        const cursor = await store.database.meta.get('cursor');
        await store.database.meta.put({ key: 'cursor', value: Number(cursor?.value ?? 0) + 5 });
      },
    },
  },
  { name: 'journal-forgets-lines', breaks: 'an act is in the journal before it is shown as saved', desk: { journal: { forgetsLines: true } } },
  { name: 'journal-forgets-pieces', breaks: 'the pieces of an act are in the journal before it', desk: { journal: { forgetsPieces: true } } },
  {
    name: 'county-shows-everything',
    breaks: 'a desk sees its own scope only',
    desk: { link: { bendScope: (scope) => ({ ...scope, within: [...scope.within, 'stone', 'maple', 'town'] }) } },
  },
  {
    name: 'stream-skips-a-line',
    breaks: 'a reader never skips a change',
    desk: { link: { bendLines: (lines) => lines.filter((line, at) => at !== 3 || line.line === 'end') } },
  },
];
