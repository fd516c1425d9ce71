/** Runs the parts of a command one after another: each with a time limit, its own process group and its own log. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where logs, reports, pictures and PDFs of a run go. */
export const RESULTS = join(ROOT, 'test-results');

export interface Step {
  readonly name: string;
  /** Arguments for this very Node. */
  readonly node: readonly string[];
  readonly minutes: number;
  readonly env?: { readonly [name: string]: string };
}

export interface Outcome {
  readonly ok: boolean;
  readonly seconds: number;
  /** Standard output and errors as they came. */
  readonly output: string;
  /** Why it did not end well, in words. */
  readonly why?: string;
}

const running = new Set<number>();

/** How long parts have to end what they started (apps, counties, databases) before they are killed. */
const CALM_MS = 15_000;
let ending = false;

/** At Ctrl-C: asks every process group of this command to end, insists after a while, and ends with 130. */
export function endAtSignals(): void {
  const end = (): void => {
    if (ending) return;
    ending = true;
    endAll('SIGINT');
    setTimeout(() => {
      endAll('SIGKILL');
      process.exit(130);
    }, CALM_MS);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
}

function endAll(signal: NodeJS.Signals): void {
  for (const group of running) endGroup(group, signal);
}

function endGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? group : -group, signal);
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH')) throw fault;
  }
}

/** Path of a tool's script inside node_modules, run by this Node and not by whatever `node` PATH finds. */
export function tool(path: string): string {
  return join(ROOT, 'node_modules', path);
}

/** Runs a step; its output goes to `test-results/logs/<name>.log`, and to the screen when `show` is set. */
export async function run(step: Step, show: boolean): Promise<Outcome> {
  mkdirSync(join(RESULTS, 'logs'), { recursive: true });
  const log = createWriteStream(join(RESULTS, 'logs', `${step.name.replaceAll(/\W+/g, '-')}.log`));
  const started = performance.now();
  const child = spawn(process.execPath, step.node, {
    cwd: ROOT,
    env: { ...process.env, ...step.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  if (child.pid !== undefined) running.add(child.pid);
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      parts.push(text);
      log.write(text);
      if (show) process.stdout.write(text);
    });
  }
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    if (child.pid !== undefined) endGroup(child.pid, 'SIGKILL');
  }, step.minutes * 60_000);
  // Output ends only with the last process that holds it; one that was left behind may not hold us.
  child.once('exit', () => setTimeout(() => child.pid !== undefined && running.has(child.pid) && endGroup(child.pid, 'SIGKILL'), 3000).unref());
  const code = await new Promise<number | string>((resolve) => {
    child.on('error', (fault) => resolve(fault.message));
    child.on('close', (status, signal) => resolve(status ?? signal ?? 'no status'));
  });
  clearTimeout(limit);
  if (child.pid !== undefined) {
    endGroup(child.pid, 'SIGKILL');
    running.delete(child.pid);
  }
  log.end();
  if (ending) process.exit(130);
  const seconds = (performance.now() - started) / 1000;
  const ended = { ok: code === 0 && !late, seconds, output: parts.join('') };
  if (ended.ok) return ended;
  return { ...ended, why: late ? `stopped after ${step.minutes} minutes` : `ended with ${code}` };
}
