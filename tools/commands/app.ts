/**
 * Opens the built app: `node tools/commands/app.ts [--county ADDRESS] [--profile DIR]`. Real Electron where its binary
 * is here, else the double with a window, else it says so and ends with 3. Never `require('electron')`: that downloads.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');
const NO_WINDOW = 3;

export interface Runtime {
  readonly name: 'electron' | 'double' | 'none';
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What can open a window here. `environment` is process.env. */
export function runtimeHere(root: string, environment: NodeJS.ProcessEnv): Runtime {
  const forced = environment['APP_RUNTIME'];
  const hasDisplay = process.platform !== 'linux' || Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY']);
  const real = realElectron(root);
  if (real && forced !== 'double' && hasDisplay) return { name: 'electron', program: real, env: {} };
  const double = path.join(root, 'out/double/electron');
  const chromium = environment['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (forced !== 'electron' && hasDisplay && existsSync(double) && existsSync(chromium)) {
    return { name: 'double', program: double, env: { ELECTRON_DOUBLE_HEADED: '1', ELECTRON_DOUBLE_NODE: process.execPath } };
  }
  return { name: 'none', program: '', env: {} };
}

function realElectron(root: string): string | undefined {
  const folder = path.join(root, 'node_modules/electron');
  const told = path.join(folder, 'path.txt');
  if (!existsSync(told)) return undefined;
  const program = path.join(folder, 'dist', readFileSync(told, 'utf8').trim());
  return existsSync(program) ? program : undefined;
}

function open(): void {
  const { values } = parseArgs({ options: { county: { type: 'string' }, profile: { type: 'string' } } });
  const runtime = runtimeHere(ROOT, process.env);
  if (runtime.name === 'none') {
    console.log('No window can be opened here (no Electron, or no display).');
    process.exitCode = NO_WINDOW;
    return;
  }
  const profile = path.resolve(ROOT, values.profile ?? 'data/desk');
  const args = [ROOT, `--user-data-dir=${profile}`, ...(values.county ? [`--county=${values.county}`] : [])];
  console.log(`app: ${runtime.name}`);
  const app = spawn(runtime.program, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...runtime.env } });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
  app.once('error', (error) => {
    console.error(error.message);
    process.exitCode = NO_WINDOW;
  });
  app.once('exit', (code) => {
    process.exitCode = code ?? 0;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) open();
