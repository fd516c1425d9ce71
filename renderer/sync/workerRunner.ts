/** A runner that lives in a worker; the window only wakes it and hears of it. */
import type { Day } from '#domain/calendar/day.ts';
import type { Runner } from './runner.ts';
import type { FromSyncWorker, OpenSync, ToSyncWorker } from './syncMessages.ts';

export interface WorkerRunnerPorts {
  readonly open: Omit<OpenSync, 'tell'>;
  readonly heardDay: (day: Day) => void;
  readonly report: (error: unknown) => void;
}

export function startWorkerRunner(ports: WorkerRunnerPorts): Runner {
  const worker = new Worker(new URL('./syncWorker.ts', import.meta.url), { type: 'module' });
  const asked = new Map<number, () => void>();
  let count = 0;
  const tell = (message: ToSyncWorker): void => worker.postMessage(message);
  worker.addEventListener('message', (event: MessageEvent<FromSyncWorker>) => {
    const message = event.data;
    if (message.tell === 'heardDay') ports.heardDay(message.day);
    if (message.tell === 'report') ports.report(message.text);
    if (message.tell === 'settled') {
      asked.get(message.ask)?.();
      asked.delete(message.ask);
    }
  });
  worker.addEventListener('error', (event) => {
    ports.report(event.message);
    // Whoever waits for a worker that could not start must not wait for ever; the sync screen shows that nothing went out.
    for (const call of asked.values()) call();
    asked.clear();
  });
  tell({ tell: 'open', ...ports.open });
  return {
    wake: () => tell({ tell: 'wake' }),
    settled: () =>
      new Promise((resolve) => {
        count += 1;
        asked.set(count, resolve);
        tell({ tell: 'settled?', ask: count });
      }),
    stop: () => {
      tell({ tell: 'stop' });
      for (const call of asked.values()) call();
      asked.clear();
    },
  };
}
