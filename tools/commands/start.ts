/**
 * `npm start [-- --port N]`: sets up, builds, starts a county with the demo data in `data/demo`, and opens the app; with
 * no Electron and no display it leaves the addresses on the screen. Ctrl-C, or closing the app, ends all of it. Where a
 * demo county already runs on the port, it says so and opens the app on that one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { chromiumPath, NEEDS, setup } from './setup.ts';
import { ROOT, run } from './steps.ts';

const PORT = 36990;
const DATA = join('data', 'demo');
/** The window's own origin, in Electron and on the double. */
const DESK_ORIGINS = ['app://bundle', 'https://bundle.app.electron-double.test'];
/** A county that is asked to stop finishes what it holds; one that hangs is not waited for. */
const STOP_MS = 20_000;
/** How `app.ts` ends where no window can be opened. */
const NO_WINDOW = 3;

export interface StartOptions {
  readonly port: number;
}

/** The options, or the sentence that says what is wrong with them. */
export function startOptions(args: readonly string[]): StartOptions | string {
  if (args.length === 0) return { port: PORT };
  const port = Number(args[1]);
  if (args[0] !== '--port' || args.length !== 2 || !Number.isInteger(port) || port < 1024 || port > 65_000) {
    return 'usage: npm start [-- --port N], N from 1024 to 65000';
  }
  return { port };
}

/** Whether a county answers on the port: `county`, something else, or nothing. */
export async function whoAnswers(port: number): Promise<'county' | 'stranger' | 'nobody'> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/exchange/changes?after=0`, { signal: AbortSignal.timeout(5000) });
    const type = answer.headers.get('content-type') ?? '';
    return answer.status === 401 && type.includes('json') ? 'county' : 'stranger';
  } catch (fault) {
    if (fault instanceof TypeError && fault.cause instanceof Error && 'code' in fault.cause && fault.cause.code === 'ECONNREFUSED') return 'nobody';
    return 'stranger';
  }
}

/** Starts the county in a process of its own; resolves when it listens. What it says to people is passed on. */
function startCounty(port: number): Promise<ChildProcess> {
  const origins = DESK_ORIGINS.flatMap((origin) => ['--desk-origin', origin]);
  const args = ['county/main.ts', '--data', DATA, '--port', String(port), '--demo', ...origins];
  const county = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  return new Promise((resolve, reject) => {
    createInterface({ input: county.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) console.log(line);
      if (line.startsWith('county listening on ')) resolve(county);
    });
    county.once('error', reject);
    county.once('exit', (status) => reject(new Error(`the county ended with ${status} before it listened`)));
  });
}

function startApp(port: number): ChildProcess {
  return spawn(process.execPath, ['tools/commands/app.ts', '--county', `http://127.0.0.1:${port}`], { cwd: ROOT, stdio: 'inherit', detached: true });
}

/** Asks a process and all its children to end, waits, and then insists. */
async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const insist = setTimeout(() => process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(insist);
}

async function main(port: number): Promise<number> {
  setup(NEEDS.start, console.log);
  const chromium = chromiumPath();
  if (chromium !== undefined) process.env['CHROMIUM_PATH'] = chromium;
  const built = await run({ name: 'build', node: ['tools/build/build.ts'], minutes: 5 }, false);
  if (!built.ok) {
    console.error(built.output.trimEnd());
    console.error('The app could not be built (see above); nothing was started.');
    return 1;
  }
  const there = await whoAnswers(port);
  if (there === 'stranger') {
    console.error(`Port ${port} is taken by another program; choose another one: npm start -- --port ${port + 10}`);
    return 1;
  }
  if (there === 'county') {
    console.log('A demo county is running already; this one is used.');
    console.log(`topic page  http://127.0.0.1:${port}/`);
    console.log(`desk page   http://127.0.0.1:${port + 1}/desk/`);
  }
  const children: ChildProcess[] = there === 'county' ? [] : [await startCounty(port)];
  console.log('Ctrl-C ends everything.');
  const app = startApp(port);
  children.push(app);
  await ending(app, children[0] === app ? undefined : children[0], port);
  console.log('ending');
  await Promise.all(children.map(stop));
  return 0;
}

/**
 * Resolves at Ctrl-C, when the county ends, or when an opened app is closed. An app that could not be opened (no
 * Electron, no display) says so itself and ends with 3; then the county goes on alone.
 */
function ending(app: ChildProcess, county: ChildProcess | undefined, port: number): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    county?.once('exit', () => resolve());
    app.once('exit', (status) => {
      if (status === NO_WINDOW) console.log(`Use the desk page in a browser: http://127.0.0.1:${port + 1}/desk/`);
      if (status !== NO_WINDOW || county === undefined) resolve();
    });
  });
}

if (import.meta.main) {
  const options = startOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    console.error(options);
    process.exit(2);
  }
  process.exit(await main(options.port));
}
