/** Where the window stands: the hash of its address, so that back, forward and a reload after a crash keep the place. */
import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function hash(): string {
  return window.location.hash;
}

/** The parts of the path: `#/notice/abc/board` is `['notice', 'abc', 'board']`. */
export function usePath(): readonly string[] {
  return pathParts(useSyncExternalStore(subscribe, hash));
}

export function pathParts(text: string): readonly string[] {
  return text.replace(/^#?\/?/, '').split('/').filter((part) => part !== '').map(decodeURIComponent);
}

export function pathTo(...parts: readonly string[]): string {
  return `#/${parts.map(encodeURIComponent).join('/')}`;
}

export function go(...parts: readonly string[]): void {
  window.location.hash = pathTo(...parts);
}

/** Changes the place without a step in the history. */
export function goInstead(...parts: readonly string[]): void {
  window.location.replace(pathTo(...parts));
}
