/**
 * The desk's own app over its own store, from an unlocked session: everything but the password's key (argon2id), which
 * is slow on purpose. The session is what `DeskState` says of an open one; nothing here can write.
 */
import { createRoot } from 'react-dom/client';
import { App } from '#renderer/app/App.tsx';
import type { Desk, DeskState } from '#renderer/session/desk.ts';
import { DeskProvider } from '#renderer/session/useDesk.tsx';
import { readerOver } from '#renderer/store/reading.ts';
import { openStore } from '#renderer/store/store.ts';
import { GroundProvider } from '#renderer/ui/ground.tsx';
import { publish, whenUsable } from './usable.ts';

const store = await openStore('desk', { day: () => '2021-05-10' });
const office = (await store.database.records.get('office:stone'))?.value;
const account = (await store.database.records.get('account:stoneClerk'))?.value;
if (!office || !account || !('level' in office) || !('login' in account)) throw new Error('the store was not filled');

const state: DeskState = { state: 'open', person: { account, office, roles: ['villageClerk'] } };
const never = (): never => {
  throw new Error('the bench only reads');
};
/** All that drawing the home screen asks of a desk; anything else would fail, and the page with it. */
const reading: Pick<Desk, 'reader' | 'current' | 'subscribe' | 'today' | 'draft'> = {
  reader: readerOver(store, () => undefined),
  current: () => state,
  subscribe: () => () => undefined,
  today: () => ({ day: '2021-05-10', from: 'county' }),
  draft: () => Promise.resolve(undefined),
};
const desk = reading as Desk;

const root = document.getElementById('root');
if (!root) throw new Error('no root');
createRoot(root).render(
  <GroundProvider value={{ files: { open: never, save: never, print: never, printDocument: never }, handOver: { put: never, take: () => undefined }, ids: { next: never }, random: { bytes: never }, clock: { now: () => 0 }, journal: 'folder' }}>
    <DeskProvider desk={desk}>
      <App />
    </DeskProvider>
  </GroundProvider>,
);
/** The cards, or the sentence that there are none, and the pill with its facts. */
publish(await whenUsable(() => document.querySelector('#screen h1') !== null && document.querySelector('#screen .today, #screen .card') !== null && document.querySelector('a.pill') !== null));
