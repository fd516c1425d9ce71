/** Wrong passwords in a row: after five, each further one makes the person wait longer. Kept across restarts. */
import type { Clock } from '#domain/ports.ts';
import { getMeta, putMeta } from '#renderer/store/meta.ts';
import type { Store } from '#renderer/store/store.ts';

const FREE_TRIES = 5;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Whether the person has to wait before another try. */
export async function mustWait(store: Store, clock: Clock, account: string): Promise<boolean> {
  const tried = (await getMeta(store.database, 'tries'))?.[account];
  if (tried === undefined || tried.count < FREE_TRIES) return false;
  const passed = clock.now() - tried.at;
  // A clock that was set back must not lock anybody out for years.
  return passed >= 0 && passed < waitAfter(tried.count);
}

export async function countWrong(store: Store, clock: Clock, account: string): Promise<void> {
  const tries = (await getMeta(store.database, 'tries')) ?? {};
  await putMeta(store.database, 'tries', { ...tries, [account]: { count: (tries[account]?.count ?? 0) + 1, at: clock.now() } });
}

export async function forgetTries(store: Store, account: string): Promise<void> {
  const { [account]: _, ...others } = (await getMeta(store.database, 'tries')) ?? {};
  await putMeta(store.database, 'tries', others);
}

function waitAfter(count: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_TRIES), LONGEST_WAIT_MS);
}
