/** Makes pinyin initials beside the window. */
import { initialsHere, type InitialsAnswered, type InitialsAsked } from './initials.ts';

self.addEventListener('message', (event: MessageEvent<InitialsAsked>) => {
  const { ask, names } = event.data;
  void initialsHere(names).then((initials) => self.postMessage({ ask, initials } satisfies InitialsAnswered));
});
