/** What the sync pill may say: every word follows from stored receipts, and "all sent" is the narrowest case. */
import type { SyncFacts } from '#renderer/store/reader.ts';
import type { Tone } from '#renderer/ui/Mark.tsx';

export type PillWord =
  | { readonly say: 'needsPerson'; readonly count: number }
  | { readonly say: 'refused' }
  | { readonly say: 'sending'; readonly count: number }
  | { readonly say: 'queued'; readonly count: number }
  | { readonly say: 'queuedOffline'; readonly count: number }
  | { readonly say: 'waiting'; readonly count: number }
  | { readonly say: 'received'; readonly count: number }
  | { readonly say: 'receiving' }
  | { readonly say: 'neverMet' }
  | { readonly say: 'offline' }
  | { readonly say: 'allSent'; readonly at: string };

export interface Pill {
  readonly word: PillWord;
  readonly tone: Tone;
}

export function pillOf(facts: SyncFacts): Pill {
  if (facts.needsPerson > 0) return { word: { say: 'needsPerson', count: facts.needsPerson }, tone: 'bad' };
  if (facts.phase === 'refused') return { word: { say: 'refused' }, tone: 'bad' };
  if (facts.queued > 0) {
    if (facts.phase === 'offline') return { word: { say: 'queuedOffline', count: facts.queued }, tone: 'quiet' };
    return { word: { say: facts.phase === 'pushing' ? 'sending' : 'queued', count: facts.queued }, tone: 'busy' };
  }
  if (facts.waiting > 0) return { word: { say: 'waiting', count: facts.waiting }, tone: 'busy' };
  if (facts.receivedUnread > 0) return { word: { say: 'received', count: facts.receivedUnread }, tone: 'warn' };
  if (facts.phase === 'pulling') return { word: { say: 'receiving' }, tone: 'busy' };
  if (facts.lastContact === null) return { word: { say: 'neverMet' }, tone: 'quiet' };
  if (facts.phase === 'offline') return { word: { say: 'offline' }, tone: 'quiet' };
  return { word: { say: 'allSent', at: facts.lastContact }, tone: 'good' };
}
