/** The window of the bench: runs one contender at a time and watches how long the window is ever blocked. */
import { openList } from '#renderer/import/importList.ts';
import programme from '#resources/programmes/farmland-fertility.json';
import type { Programme } from '#domain/programme/programme.ts';

interface Run {
  readonly milliseconds: number;
  /** Longest time between two turns of the window's event loop. */
  readonly longestBlock: number;
  readonly rows: number;
  readonly problems: number;
  readonly frames: number;
}

async function watched(work: () => Promise<Omit<Run, 'milliseconds' | 'longestBlock'>>): Promise<Run> {
  let longestBlock = 0;
  let running = true;
  let last = performance.now();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longestBlock = Math.max(longestBlock, now - last);
    last = now;
    if (running) setTimeout(() => channel.port2.postMessage(0), 1);
  };
  channel.port2.postMessage(0);
  const started = performance.now();
  const result = await work();
  const milliseconds = performance.now() - started;
  running = false;
  return { milliseconds, longestBlock, ...result };
}

async function bytesOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetch(file)).arrayBuffer());
}

async function ours(file: string): Promise<Run> {
  const bytes = await bytesOf(file);
  return watched(async () => {
    const session = await openList({ name: file, bytes }, { programmes: [programme as unknown as Programme], villages: [] });
    const { summary, problems } = await session.check({ programme: 'farmland-fertility', rateExact: 1_086_200 });
    const { frames } = await session.pack();
    session.close();
    return { rows: summary.payees, problems: problems.length, frames: frames.length };
  });
}

async function sheetjs(file: string): Promise<Run> {
  const bytes = await bytesOf(file);
  return watched(async () => {
    const worker = new Worker(new URL('./xlsxLibrary.ts', import.meta.url), { type: 'module' });
    const rows = await new Promise<number>((resolve) => {
      worker.addEventListener('message', (event: MessageEvent<number>) => resolve(event.data));
      worker.postMessage(bytes, [bytes.buffer]);
    });
    worker.terminate();
    return { rows, problems: 0, frames: 0 };
  });
}

Object.assign(globalThis, { bench: (contender: 'ours' | 'sheetjs', file: string) => (contender === 'ours' ? ours(file) : sheetjs(file)) });
