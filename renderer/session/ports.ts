/** What a desk is built from; the composition root hands in the real ones. */
import type { Clock, Ids, Random } from '#domain/ports.ts';
import type { Bridge } from '#wire/bridge/contract.ts';

export interface DeskPorts {
  readonly shell: Pick<Bridge, 'appInfo' | 'setCounty' | 'journalAppend' | 'journalRead' | 'journalPiece' | 'journalKeysRead' | 'journalKeysWrite' | 'keychainWrap' | 'keychainUnwrap'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly fetch: typeof fetch;
  /** Steady time in milliseconds, unmoved by the PC's clock; the engine's own when absent. */
  readonly steady?: Clock;
  /** Where sync runs; in a worker its rounds never make the window wait. The window when absent. */
  readonly syncIn?: 'worker' | 'window';
  /** Database name, for two desks in one place. */
  readonly name?: string;
}
