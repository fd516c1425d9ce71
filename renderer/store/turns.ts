/** Long work in the window, cut into turns: between them the window draws and answers. */

/** Well under the 50 ms after which people feel a delay, for the turn's last step may be a long one. */
const TURN_MS = 10;

/**
 * Made where long work begins and awaited between its steps: waits for the event loop once a turn is used up, else for
 * nothing. Never inside a transaction of the database, which would be over when the wait is.
 */
export function inTurns(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < TURN_MS) return undefined;
    return eventLoop().then(() => {
      began = performance.now();
    });
  };
}

/** A message to oneself comes back after whatever waits already; timers would add four milliseconds each time. */
function eventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
