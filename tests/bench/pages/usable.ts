/** When a page is usable: what was waited for is drawn, and the frame after it has reached the screen. */

/** Resolves with milliseconds since navigation, once `there` says that the content stands and it has been painted. */
export function whenUsable(there: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!there()) return;
      watching.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
    };
    const watching = new MutationObserver(look);
    watching.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** Leaves the time where the measure reads it. */
export function publish(ms: number): void {
  Object.assign(window, { usableAt: ms });
}
