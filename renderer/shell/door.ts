/**
 * Runs before the desk. In a browser without a secure context there is no storage and no key to trust, so the page
 * says one sentence and stops; with one, it is kept for opening offline. The desktop needs neither.
 */
import zh from '#resources/text/zh-CN/desk.json' with { type: 'json' };
import en from '#resources/text/en/desk.json' with { type: 'json' };
import { keepOffline } from './offline.ts';

if (!window.isSecureContext) {
  const door = document.createElement('main');
  door.setAttribute('role', 'alert');
  door.style.cssText = 'max-width:36rem;margin:20vh auto;padding:0 1.5rem;font:18px/1.8 sans-serif';
  for (const words of [zh, en]) {
    const line = document.createElement('p');
    line.textContent = words.start.insecure;
    door.append(line);
  }
  // Without #root the desk has nowhere to draw and does not start.
  document.body.replaceChildren(door);
} else if (!window.desk) {
  window.addEventListener('load', () => void keepOffline(), { once: true });
}
