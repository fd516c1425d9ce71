/** Which card a notice puts on today's desk: one per notice, the most telling, and nothing for what is over. */
import { describe, expect, it } from 'vitest';
import type { NextAction, NoticeStatus } from '#domain/notice/status.ts';
import { cardOf, inColumn, type CardInput } from '#renderer/features/today/cards.ts';
import { syntheticNotice, syntheticRows } from '../../boards/kit.ts';

const rows = syntheticRows(3);

function input(change: { readonly notice?: Parameters<typeof syntheticNotice>[1]; readonly status?: Partial<NoticeStatus>; readonly next?: Partial<NextAction> | null; readonly pending?: boolean } = {}): CardInput {
  const next: NextAction | null = change.next === null || change.next === undefined ? null : { action: 'approve', yours: true, roles: ['reviewer'], office: 't1', ...change.next };
  const status = { missing: [], boards: [], boardsNeeded: 2, wall: 'notHung', ...change.status } as unknown as NoticeStatus;
  return { id: 'subsidyNotice:n', notice: syntheticNotice(rows, change.notice), status, next, pending: change.pending ?? false };
}

describe('the card of a notice', () => {
  it.each([
    ['settle', 'waiting', 'settle'], ['approve', 'waiting', 'approve'], ['sign', 'waiting', 'sign'], ['confirm', 'waiting', 'confirm'],
    ['recordPaperSignature', 'today', 'recordPaperSignature'], ['print', 'today', 'print'], ['post', 'today', 'post'], ['submit', 'today', 'submit'],
  ] as const)('asks this person for %s', (action, column, sentence) => {
    expect(cardOf(input({ next: { action } }))).toMatchObject({ column, sentence });
  });

  it('says what is left to hang and that a draft came back', () => {
    const postings = [{ board: 'b1', place: '村部', start: '2021-11-22', by: 'a1' }];
    expect(cardOf(input({ next: { action: 'post' }, notice: { postings } }))).toMatchObject({ sentence: 'postMore', values: { left: 1 } });
    const returns = [{ by: 'a2', day: '2021-11-20', reason: '请核对', step: 'review' as const, round: 1 }] as unknown as NonNullable<Parameters<typeof syntheticNotice>[1]>['returns'];
    expect(cardOf(input({ next: { action: 'submit' }, notice: { state: 'draft', returns } }))).toMatchObject({ column: 'waiting', sentence: 'resubmit', tone: 'warn' });
  });

  it('counts the days of what hangs, and says when a board has no photo', () => {
    const posting = { notice: { state: 'posting' as const } };
    expect(cardOf(input({ ...posting, status: { wall: 'posting', daysLeft: 4 } }))).toMatchObject({ column: 'underWay', sentence: 'posting', values: { days: 4 } });
    expect(cardOf(input({ ...posting, status: { wall: 'posting', daysLeft: 4, missing: ['photo'] } }))).toMatchObject({ column: 'underWay', sentence: 'photo', tone: 'warn', tab: 'wall' });
    expect(cardOf(input({ ...posting, status: { wall: 'objections', daysLeft: -1 } }))).toMatchObject({ sentence: 'objections', values: { days: 0 } });
    expect(cardOf(input({ ...posting, status: { wall: 'closable' } }))).toMatchObject({ column: 'today', sentence: 'closable' });
  });

  it('is quiet about what others do, and silent about what is withdrawn', () => {
    expect(cardOf(input({ notice: { state: 'reviewing' }, next: { yours: false } }))).toMatchObject({ column: 'underWay', sentence: 'elsewhere' });
    expect(cardOf(input({ notice: { state: 'reviewing' }, next: { yours: false }, pending: true }))).toMatchObject({ sentence: 'unsent' });
    expect(cardOf(input({ notice: { state: 'withdrawn' }, next: {} }))).toBeUndefined();
  });

  it('puts the most urgent first', () => {
    const cards = [cardOf(input({ next: { action: 'approve' } })), cardOf(input({ next: { action: 'settle' } }))].flatMap((card) => (card ? [card] : []));
    expect(inColumn(cards, 'waiting').map((card) => card.sentence)).toEqual(['settle', 'approve']);
  });
});
