/** The longest task of a page's window in processor time: what the page itself takes, whatever else the machine does. */
import type { CDPSession, Page } from 'playwright-core';

/** The parts of Chromium's trace events that are read here. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export interface Traced<T> {
  readonly result: T;
  readonly longestTaskMs: number;
}

/** Runs work while the window's tasks are traced. */
export async function traced<T>(page: Page, work: () => Promise<T>): Promise<Traced<T>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', '__metadata'] } });
  const result = await work();
  await ended(session);
  return { result, longestTaskMs: longestTask(events) };
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
}

/** Over the main threads of all renderers: a page has one, and the others do nothing. */
function longestTask(events: readonly TraceEvent[]): number {
  const windows = new Set(events.filter((event) => event.name === 'thread_name' && event.args.name === 'CrRendererMain').map(threadOf));
  const tasks = events.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && windows.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('the trace holds no task of the window');
  return tasks.reduce((longest, task) => Math.max(longest, task.tdur ?? 0), 0) / 1000;
}

function threadOf(event: TraceEvent): string {
  return `${event.pid} ${event.tid}`;
}
