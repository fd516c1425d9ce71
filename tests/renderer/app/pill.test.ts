/** The pill never lies: "all sent" only when nothing is left, and the worst news first. */
import { describe, expect, it } from 'vitest';
import { pillOf } from '#renderer/app/pill.ts';
import type { SyncFacts } from '#renderer/store/reader.ts';

const CALM: SyncFacts = { queued: 0, waiting: 0, accepted: 7, needsPerson: 0, receivedUnread: 0, lastNumber: 9, lastContact: '2021-05-10T09:00:00+08:00', phase: 'idle', later: 0 };

describe('the pill', () => {
  it.each([
    ['allSent', {}],
    ['needsPerson', { needsPerson: 1, queued: 3, phase: 'refused' }],
    ['refused', { phase: 'refused', queued: 2 }],
    ['sending', { queued: 2, phase: 'pushing' }],
    ['queued', { queued: 2 }],
    ['queuedOffline', { queued: 2, phase: 'offline' }],
    ['waiting', { waiting: 1 }],
    ['received', { receivedUnread: 3 }],
    ['receiving', { phase: 'pulling' }],
    ['neverMet', { lastContact: null, phase: 'offline' }],
    ['offline', { phase: 'offline' }],
  ] as const)('says %s', (say, change) => {
    expect(pillOf({ ...CALM, ...change }).word.say).toBe(say);
  });

  it('says that all is sent only when nothing whatever is left', () => {
    const changes: readonly Partial<SyncFacts>[] = [{ queued: 1 }, { waiting: 1 }, { needsPerson: 1 }, { receivedUnread: 1 }, { lastContact: null }, { phase: 'offline' }, { phase: 'pulling' }, { phase: 'refused' }];
    for (const change of changes) expect(pillOf({ ...CALM, ...change }).word.say).not.toBe('allSent');
  });
});
