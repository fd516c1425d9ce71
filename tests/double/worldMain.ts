/** Runs first in every document's own world: receives what the preload exposes. */
import { WorldBridge } from './worldBridge.ts';

/** Filled in per window, unknown to the page. */
declare const __DOUBLE_TOKEN__: string;

if (window === window.top) {
  new WorldBridge('main', __DOUBLE_TOKEN__, (key, api) => {
    Object.defineProperty(window, key, { value: api, writable: false, configurable: false, enumerable: true });
  });
}
