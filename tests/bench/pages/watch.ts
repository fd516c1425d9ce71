/** How long the window of a page is ever blocked while work goes on. */

export interface Watched<T> {
  readonly milliseconds: number;
  /** Longest time between two turns of the window's event loop. */
  readonly longestBlock: number;
  readonly result: T;
}

/** Runs work with a heart beating beside it, a turn of the event loop about every millisecond. */
export async function watched<T>(work: () => Promise<T>): Promise<Watched<T>> {
  let longestBlock = 0;
  let running = true;
  let last = performance.now();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longestBlock = Math.max(longestBlock, now - last);
    last = now;
    if (running) setTimeout(() => channel.port2.postMessage(0), 1);
  };
  channel.port2.postMessage(0);
  const started = performance.now();
  const result = await work();
  const milliseconds = performance.now() - started;
  // The turn that ended the work counts as well.
  await new Promise((resolve) => setTimeout(resolve, 10));
  running = false;
  channel.port1.close();
  return { milliseconds, longestBlock, result };
}
