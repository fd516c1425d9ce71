/** The acts that screens perform, and what they carry. */
import { describe, expect, it } from 'vitest';
import { headEditAct } from '#renderer/features/notices/acts.ts';
import { loadSync } from '#renderer/features/sync/facts.ts';
import type { DeskReader } from '#renderer/store/reader.ts';
import { syntheticNotice, syntheticRows } from '../../boards/kit.ts';

const notice = syntheticNotice(syntheticRows(2), { state: 'draft' });
const facts = { id: 'subsidyNotice:n', notice };

describe('editing the head', () => {
  it('says what was seen of the whole period when one of its days changes', () => {
    const act = headEditAct(facts, { ...notice.head, periodEnd: '2021-11-30' });
    expect(act?.args).toEqual({
      set: { periodEnd: '2021-11-30' },
      was: { periodMode: 'printed', periodStart: '2021-11-22', periodEnd: '2021-11-29', objectionDeadline: '2021-12-06' },
    });
  });

  it('is no act when nothing changed', () => {
    expect(headEditAct(facts, { ...notice.head })).toBeUndefined();
  });
});

describe('a clash in a row', () => {
  const clash = { of: 'rosterRow:r1', act: 'a', group: null, fields: [], standingBy: 'x', losingBy: 'y', losingAt: '2021-05-10T08:00:00Z' };
  const list = { id: 'subsidyList:l', value: { frames: [{ list: 'f1' }], notices: [] } };
  const reader = (notices: readonly object[]): DeskReader => ({
    syncFacts: async () => ({}), needsPerson: async () => [],
    records: async (kind: string) => (kind === 'clash' ? [{ id: 'clash:a', revision: 4, value: clash }] : kind === 'subsidyNotice' ? notices : kind === 'subsidyList' ? [list] : []),
    record: async () => ({ value: { frame: 'f1' } }),
  }) as unknown as DeskReader;

  it('is settled through the notice that holds the row, or the list while there is none', async () => {
    const held = { id: 'subsidyNotice:n', value: { ...notice, frames: [{ list: 'f1' }] } };
    expect((await loadSync(reader([held]))).clashes[0]).toMatchObject({ holder: 'subsidyNotice:n', title: notice.head.title });
    expect((await loadSync(reader([]))).clashes[0]).toMatchObject({ holder: 'subsidyList:l', title: '' });
  });
});
