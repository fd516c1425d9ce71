/** The window's side of the initials worker. */
import type { InitialsAnswered, InitialsAsked, InitialsOf } from './initials.ts';

/** In a worker that is started with the first question and lives as long as the window. */
export function initialsInWorker(): InitialsOf {
  const waiting = new Map<number, { readonly keep: (initials: readonly string[]) => void; readonly fail: (error: unknown) => void }>();
  let worker: Worker | undefined;
  let count = 0;
  const start = (): Worker => {
    const started = new Worker(new URL('./initialsWorker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', (event: MessageEvent<InitialsAnswered>) => {
      waiting.get(event.data.ask)?.keep(event.data.initials);
      waiting.delete(event.data.ask);
    });
    started.addEventListener('error', (event) => {
      for (const { fail } of waiting.values()) fail(new Error(event.message));
      waiting.clear();
      worker = undefined;
    });
    return started;
  };
  return (names) =>
    new Promise((keep, fail) => {
      worker ??= start();
      count += 1;
      waiting.set(count, { keep, fail });
      worker.postMessage({ ask: count, names } satisfies InitialsAsked);
    });
}
