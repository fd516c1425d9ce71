/** Which sentence a notice puts on today's desk, and how urgent it is. Pure; the words are `today.card.*`. */
import type { NextAction, NoticeStatus } from '#domain/notice/status.ts';
import type { SubsidyNotice } from '#domain/notice/notice.ts';
import type { RecordId } from '#domain/record/record.ts';
import type { Tone } from '#renderer/ui/Mark.tsx';

export type CardColumn = 'today' | 'waiting' | 'underWay';

export type CardSentence =
  | 'submit' | 'resubmit' | 'settle' | 'approve' | 'sign' | 'confirm' | 'recordPaperSignature' | 'print' | 'post' | 'postMore' | 'photo'
  | 'closable' | 'posting' | 'objections' | 'elsewhere' | 'unsent';

export interface Card {
  readonly key: RecordId;
  readonly column: CardColumn;
  readonly sentence: CardSentence;
  readonly tone: Tone;
  readonly values: { readonly title: string; readonly days?: number; readonly left?: number };
  /** 0 is most urgent. */
  readonly order: number;
  readonly tab: string;
}

export interface CardInput {
  readonly id: RecordId;
  readonly notice: SubsidyNotice;
  readonly status: NoticeStatus;
  readonly next: NextAction | null;
  readonly pending: boolean;
}

/** The card of a notice; undefined when it asks for nothing and moves nowhere. */
export function cardOf(input: CardInput): Card | undefined {
  const { id, notice, next, status } = input;
  if (notice.state === 'withdrawn') return undefined;
  const title = notice.head.title;
  const card = (column: CardColumn, sentence: CardSentence, more: Partial<Card> = {}): Card =>
    ({ key: id, column, sentence, tone: 'busy', values: { title }, order: 5, tab: 'list', ...more });
  if (next?.yours === true) return ownCard(input, card);
  if (notice.state === 'posting' || notice.state === 'printed') {
    if (status.wall === 'closable') return card('today', 'closable', { order: 3, tone: 'warn', tab: 'wall' });
    const left = Math.max(0, status.daysLeft ?? 0);
    if (status.wall === 'objections') return card('underWay', 'objections', { values: { title, days: left }, tab: 'wall', tone: 'good' });
    if (status.wall === 'posting' && status.missing.includes('photo')) return card('underWay', 'photo', { values: { title, days: left }, tab: 'wall', tone: 'warn', order: left });
    if (status.wall === 'posting') return card('underWay', 'posting', { values: { title, days: left }, tab: 'wall', tone: 'good', order: left });
  }
  if (input.pending) return card('underWay', 'unsent', { tone: 'quiet', order: 8, tab: 'history' });
  return next ? card('underWay', 'elsewhere', { tone: 'quiet', order: 9, tab: 'history' }) : undefined;
}

type MakeCard = (column: CardColumn, sentence: CardSentence, more?: Partial<Card>) => Card;

function ownCard({ notice, next, status }: CardInput, card: MakeCard): Card {
  const title = notice.head.title;
  switch (next?.action) {
    case 'settle':
      return card('waiting', 'settle', { tone: 'bad', order: 0 });
    case 'approve':
      return card('waiting', 'approve', { order: 1 });
    case 'sign':
      return card('waiting', 'sign', { order: 1 });
    case 'confirm':
      return card('waiting', 'confirm', { order: 2, tone: 'warn' });
    case 'recordPaperSignature':
      return card('today', 'recordPaperSignature', { order: 2, tone: 'warn', tab: 'wall' });
    case 'print':
      return card('today', 'print', { order: 1, tab: 'wall' });
    case 'post': {
      const left = status.boardsNeeded - notice.postings.length;
      return card('today', notice.postings.length > 0 ? 'postMore' : 'post', { order: 1, tab: 'wall', values: { title, left } });
    }
    default:
      return notice.returns.length > 0 ? card('waiting', 'resubmit', { tone: 'warn', order: 1 }) : card('today', 'submit', { order: 4 });
  }
}

/** Cards of one column, most urgent first. */
export function inColumn(cards: readonly Card[], column: CardColumn): readonly Card[] {
  return cards.filter((card) => card.column === column).sort((one, other) => one.order - other.order);
}
