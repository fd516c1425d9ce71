/** What window and sync worker tell each other. Keys travel as CryptoKey, which cannot be taken out on the way. */
import type { Day } from '#domain/calendar/day.ts';

export interface OpenSync {
  readonly tell: 'open';
  /** Database name. */
  readonly name: string;
  readonly address: string;
  readonly desk: string;
  readonly deskKey: CryptoKey;
  readonly dataKey: CryptoKey;
  readonly dataKeyId: string;
  /** The PC's clock at this moment, in milliseconds; the worker counts on from there. */
  readonly now: number;
  /** The desk's day, until the county says its own. */
  readonly day: Day;
}

export type ToSyncWorker =
  | OpenSync
  | { readonly tell: 'wake' }
  /** Answered by `settled` with the same number once no round is under way. */
  | { readonly tell: 'settled?'; readonly ask: number }
  | { readonly tell: 'stop' };

export type FromSyncWorker =
  | { readonly tell: 'settled'; readonly ask: number }
  | { readonly tell: 'heardDay'; readonly day: Day }
  | { readonly tell: 'report'; readonly text: string };
