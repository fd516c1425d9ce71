/** The desk: store, keys and sync put together behind the one interface that screens know. */
import type { Json } from '#domain/json.ts';
import { askToPersist, openStore } from '#renderer/store/store.ts';
import { putMeta, getMeta } from '#renderer/store/meta.ts';
import { putAside } from '#renderer/store/outbox.ts';
import { readerOver } from '#renderer/store/reading.ts';
import { DeskDay } from '#renderer/store/deskDay.ts';
import { initialsHere } from '#renderer/store/initials.ts';
import { initialsInWorker } from '#renderer/store/initialsClient.ts';
import { payeeSearch } from '#renderer/store/payeeSearch.ts';
import type { Desk } from './desk.ts';
import { readDraft, writeDraft } from './drafts.ts';
import { watchForIdle } from './idle.ts';
import { perform } from './perform.ts';
import type { DeskPorts } from './ports.ts';
import { Session } from './session.ts';

const LATER_ASKED_MS = 15 * 60_000;
/** Verbs that ask for the password again. */
const GRAVE_VERBS = new Set(['approve', 'sign', 'erase', 'settle']);

/** Opens the desk. Throws NewerDatabase (`code: 'newerDatabase'`) when a newer program wrote its store. */
export async function createDesk(ports: DeskPorts): Promise<Desk> {
  const steady = ports.steady ?? { now: () => performance.now() };
  const day = new DeskDay(ports.clock, steady);
  const store = await openStore(ports.name ?? 'noticeboard', { day: () => day.today().day });
  await askToPersist(globalThis.navigator?.storage);
  const remembered = await getMeta(store.database, 'countyDay');
  if (remembered !== undefined) day.remembered(remembered);
  await putMeta(store.database, 'phase', 'offline');
  const session = await Session.start({ ...ports, steady, store, day });
  const search = payeeSearch(store, typeof Worker === 'undefined' ? initialsHere : initialsInWorker());
  const unwatch = watchForIdle(steady, () => session.isOpen(), () => session.lock());
  return {
    reader: readerOver(store, () => session.openSealer()),
    current: () => session.current(),
    subscribe: (listener) => session.subscribe(listener),
    enrol: (input) => session.enrol(input),
    signIn: (account, password) => session.signIn(account, password),
    lock: () => session.lock(),
    confirmPassword: (password) => session.confirmPassword(password),
    async perform(draft) {
      const by = session.performer();
      if (by === undefined) return { saved: false, failure: 'locked' };
      if (GRAVE_VERBS.has(draft.verb) && session.sincePassword() > LATER_ASKED_MS) return { saved: false, failure: 'passwordNeeded' };
      const performed = await perform(by, draft);
      if (performed.saved) session.wakeSync();
      return performed;
    },
    today: () => day.today(),
    async draft<T extends Json>(key: string) {
      const sitting = session.sitting();
      return sitting && ((await readDraft(store, sitting.sealer, sitting.account, key)) as T | undefined);
    },
    async saveDraft(key, value) {
      const sitting = session.sitting();
      if (sitting) await writeDraft(store, sitting.sealer, { account: sitting.account, key }, value);
    },
    syncNow: () => session.syncNow(),
    putAside: (act) => putAside(store, act),
    markReceived: () => putMeta(store.database, 'unread', []),
    searchPayees: (query, limit) => (session.isOpen() ? search.find(query, limit) : Promise.resolve([])),
    enrolForm: () => getMeta(store.database, 'enrolForm'),
    async close() {
      unwatch();
      session.stop();
      store.close();
    },
  };
}
