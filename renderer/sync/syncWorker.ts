/** Sync beside the window: link, runner and their own connection to the store, so that no round makes the window wait. */
import { DeskDay } from '#renderer/store/deskDay.ts';
import { sealerOver } from '#renderer/store/seal.ts';
import { openStore, type Store } from '#renderer/store/store.ts';
import { httpLink } from './httpLink.ts';
import { startRunner, type Runner } from './runner.ts';
import { es256 } from './sign.ts';
import type { FromSyncWorker, OpenSync, ToSyncWorker } from './syncMessages.ts';

interface Running {
  readonly runner: Runner;
  readonly store: Store;
}

let running: Promise<Running> | undefined;

const answer = (message: FromSyncWorker): void => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<ToSyncWorker>) => {
  take(event.data).catch((error: unknown) => answer({ tell: 'report', text: String(error) }));
});

async function take(message: ToSyncWorker): Promise<void> {
  if (message.tell === 'open') {
    running = start(message);
    await running;
    return;
  }
  const { runner, store } = (await running) ?? {};
  if (message.tell === 'wake') runner?.wake();
  if (message.tell === 'settled?') {
    await runner?.settled();
    answer({ tell: 'settled', ask: message.ask });
  }
  if (message.tell === 'stop') {
    runner?.stop();
    store?.close();
    self.close();
  }
}

async function start(open: OpenSync): Promise<Running> {
  const opened = performance.now();
  const steady = { now: () => performance.now() };
  const clock = { now: () => open.now + performance.now() - opened };
  const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
  const day = new DeskDay(clock, steady);
  day.remembered(open.day);
  const store = await openStore(open.name, { day: () => day.today().day });
  const runner = startRunner({
    store,
    sealer: sealerOver(open.dataKey, open.dataKeyId, random),
    link: httpLink({ address: open.address, desk: open.desk, fetch: (input, init) => fetch(input, init), sign: (bytes) => es256(open.deskKey, bytes) }),
    chance: () => (random.bytes(1)[0] ?? 0) / 256,
    nowText: () => new Date(clock.now()).toISOString(),
    after: (ms, call) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    heardDay: (heard) => {
      day.heard(heard);
      answer({ tell: 'heardDay', day: heard });
    },
    report: (error) => answer({ tell: 'report', text: String(error) }),
  });
  return { runner, store };
}
