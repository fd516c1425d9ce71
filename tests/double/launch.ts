/**
 * Launching the built app in tests with Playwright's own `_electron.launch`: on the real Electron where its binary is
 * here, else on the double. `APP_RUNTIME=electron|double` decides it by hand; reports print which one ran.
 */
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** Origin of the desk's page as a county sees it: on the double, schemes of our own look like https hosts. */
export const DOUBLE_ORIGIN = 'https://bundle.app.electron-double.test';
export const ELECTRON_ORIGIN = 'app://bundle';

/** Never `require('electron')` to find out: that starts a download. */
export function realElectron(): boolean {
  const folder = path.join(projectRoot, 'node_modules/electron');
  const told = path.join(folder, 'path.txt');
  return existsSync(told) && existsSync(path.join(folder, 'dist', readFileSync(told, 'utf8').trim()));
}

export const runtime: 'electron' | 'double' =
  process.env['APP_RUNTIME'] === 'double' || process.env['APP_RUNTIME'] === 'electron' ? process.env['APP_RUNTIME'] : realElectron() ? 'electron' : 'double';
export const deskOrigin = runtime === 'double' ? DOUBLE_ORIGIN : ELECTRON_ORIGIN;

export interface Launch {
  /** Folder of this desk's data; the same folder again is the same desk. */
  readonly profile: string;
  /** Address of the county, as if set at enrolment. */
  readonly countyOrigin?: string;
  readonly args?: readonly string[];
  /** Folder of the app; this project when absent. */
  readonly root?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** SIGKILL, as a power cut: nothing is closed, nothing is flushed. Resolves when the profile can be opened again. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function launchApp({ profile, countyOrigin, args = [], root = projectRoot, env = {} }: Launch): Promise<LaunchedApp> {
  if (runtime === 'double') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = path.join(projectRoot, 'out/double');
  const county = countyOrigin === undefined ? [] : [`--county=${countyOrigin}`];
  const app = await _electron.launch({
    cwd: root,
    args: [root, `--user-data-dir=${profile}`, ...county, ...args],
    env: { ...definedOnly(process.env), ELECTRON_DOUBLE_NODE: process.execPath, ...env },
    timeout: 60_000,
  });
  const page = await app.firstWindow();
  return { app, page, kill: () => kill(app, profile), close: () => app.close() };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

async function kill(app: ElectronApplication, profile: string): Promise<void> {
  const main = app.process();
  const gone = new Promise((resolve) => main.once('exit', resolve));
  const browser = browserOf(profile);
  main.kill('SIGKILL');
  await gone;
  // The double's browser notices its pipe closing and goes by itself; until then it holds the profile.
  for (let tries = 0; tries < 100 && browser !== undefined && isAlive(browser); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Process of the browser that holds the profile, from the link that Chromium keeps there. */
function browserOf(profile: string): number | undefined {
  try {
    return Number(/-(\d+)$/.exec(readlinkSync(path.join(profile, 'chromium-double/SingletonLock')))?.[1]);
  } catch {
    // Real Electron has no such process: the browser is the main process itself.
    return undefined;
  }
}

/** Whether a process still runs; one that has ended and only waits to be counted does not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`).length > 0;
  } catch {
    // ESRCH or ENOENT: no such process.
    return false;
  }
}
