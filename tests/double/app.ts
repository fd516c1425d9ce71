/** `app`: life cycle, paths, and the single instance. */
import { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from 'electron';
import { decode, encode } from './codec.ts';
import { appPackage, appRoot, switches } from './settings.ts';
import { KnownEvents, makeEvent, NotDoubled, strict } from './strict.ts';
import { openWindows } from './windows.ts';

const EVENTS = ['ready', 'window-all-closed', 'before-quit', 'will-quit', 'quit', 'activate', 'second-instance', 'web-contents-created', 'browser-window-created'];
type Doubled =
  | 'whenReady' | 'isReady' | 'quit' | 'exit' | 'getPath' | 'setPath' | 'getName' | 'setName' | 'getVersion' | 'getAppPath' | 'isPackaged' | 'getLocale'
  | 'requestSingleInstanceLock' | 'hasSingleInstanceLock' | 'releaseSingleInstanceLock' | 'enableSandbox' | 'setAppUserModelId';

export class AppDouble extends KnownEvents implements Pick<App, Doubled> {
  isPackaged = false;
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = ''): void => void switches.set(name, value),
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? '',
  });
  private readonly stopBrowser: () => Promise<void>;
  private readonly paths = new Map<string, string>();
  private name = appPackage.productName ?? appPackage.name;
  private ready = false;
  private quitting = false;
  private lock: FSWatcher | undefined;
  private becameReady: () => void = () => undefined;
  private readonly readiness = new Promise<void>((resolve) => {
    this.becameReady = resolve;
  });

  constructor(stopBrowser: () => Promise<void>) {
    super('app', EVENTS);
    this.stopBrowser = stopBrowser;
    setImmediate(() => {
      this.ready = true;
      this.emit('ready', makeEvent({}), {});
      this.becameReady();
    });
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  isReady(): boolean {
    return this.ready;
  }

  getName(): string {
    return this.name;
  }

  setName(name: string): void {
    this.name = name;
  }

  getVersion(): string {
    return appPackage.version;
  }

  getAppPath(): string {
    return appRoot;
  }

  getLocale(): string {
    return switches.get('lang') ?? 'zh-CN';
  }

  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }

  setAppUserModelId(): void {}

  getPath(name: string): string {
    const set = this.paths.get(name);
    if (set !== undefined) return set;
    const home = os.homedir();
    const appData = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
    const userData = this.paths.get('userData') ?? (switches.get('user-data-dir') || path.join(appData, this.name));
    const known: { readonly [name: string]: string } = {
      home, appData, userData, sessionData: userData, temp: os.tmpdir(), logs: path.join(userData, 'logs'), exe: process.execPath,
      documents: path.join(home, 'Documents'), downloads: path.join(home, 'Downloads'), desktop: path.join(home, 'Desktop'),
    };
    const found = known[name];
    if (!found) throw new NotDoubled(`app.getPath('${name}')`);
    return found;
  }

  setPath(name: string, value: string): void {
    if (this.ready && (name === 'userData' || name === 'sessionData')) throw new NotDoubled(`app.setPath('${name}') after ready`);
    this.paths.set(name, value);
  }

  /** Synchronous, as Electron's: the later process hands its arguments to the first and gets false. */
  requestSingleInstanceLock(data: Record<string, unknown> = {}): boolean {
    const folder = this.getPath('userData');
    const lock = path.join(folder, 'DoubleLock');
    mkdirSync(folder, { recursive: true });
    if (!takeLock(lock)) {
      const handed = path.join(folder, `second-${process.pid}`);
      writeFileSync(`${handed}.part`, encode([process.argv, process.cwd(), data]));
      renameSync(`${handed}.part`, `${handed}.json`);
      return false;
    }
    this.lock = watch(folder, (_type, file) => {
      if (file && /^second-\d+\.json$/.test(file)) this.takeSecond(path.join(folder, file));
    });
    this.lock.unref();
    process.on('exit', () => rmSync(lock, { force: true }));
    return true;
  }

  private takeSecond(file: string): void {
    let handed: string;
    try {
      handed = readFileSync(file, 'utf8');
    } catch {
      // The watcher tells of the same file more than once.
      return;
    }
    rmSync(file, { force: true });
    const [argv, folder, data] = decode(handed) as [string[], string, unknown];
    this.emit('second-instance', makeEvent({}), argv, folder, data);
  }

  hasSingleInstanceLock(): boolean {
    return this.lock !== undefined;
  }

  releaseSingleInstanceLock(): void {
    this.lock?.close();
    this.lock = undefined;
    rmSync(path.join(this.getPath('userData'), 'DoubleLock'), { force: true });
  }

  quit(): void {
    void this.leave();
  }

  private async leave(): Promise<void> {
    if (this.quitting) return;
    const before = makeEvent({});
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.quitting = true;
    for (const window of openWindows()) await window.tryClose();
    const will = makeEvent({});
    if (openWindows().length === 0) this.emit('will-quit', will);
    if (openWindows().length > 0 || will.defaultPrevented) {
      this.quitting = false;
      return;
    }
    this.emit('quit', makeEvent({}), 0);
    this.exit(0);
  }

  exit(code = 0): void {
    void this.stopBrowser().then(() => process.exit(code));
  }

  /** A window has closed; with the last one, as Electron: the app's listener decides, without one the app quits. */
  windowClosed(): void {
    if (openWindows().length > 0 || this.quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

/** Takes the lock file, also one whose process has gone. */
function takeLock(lock: string): boolean {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch {
      const owner = Number(readFileSync(lock, 'utf8'));
      if (isAlive(owner)) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    // ESRCH: no such process.
    return false;
  }
}
