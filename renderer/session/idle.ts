/** Auto-lock: ten minutes without a key or a pointer lock the screen. */
import type { Clock } from '#domain/ports.ts';

const IDLE_MS = 10 * 60_000;
const LOOK_EVERY_MS = 10_000;
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel'];

/** Starts watching; returns how to stop. Without a window (tests, commands) only time counts. */
export function watchForIdle(steady: Clock, isOpen: () => boolean, lock: () => Promise<void>): () => void {
  let lastSign = steady.now();
  const alive = (): void => {
    lastSign = steady.now();
  };
  const look = (): void => {
    if (!isOpen()) alive();
    else if (steady.now() - lastSign >= IDLE_MS) void lock();
  };
  const target = typeof window === 'undefined' ? undefined : window;
  for (const sign of SIGNS_OF_LIFE) target?.addEventListener(sign, alive, { passive: true });
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS_OF_LIFE) target?.removeEventListener(sign, alive);
  };
}
