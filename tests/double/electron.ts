/** What `require('electron')` gives the built main bundle: the parts of the double, put together. */
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Page } from 'playwright-core';
import { AppDouble } from './app.ts';
import { ChromiumDouble } from './chromium.ts';
import type { ContentsDouble } from './contents.ts';
import { ipcMain } from './ipc.ts';
import { dialog, MenuDouble, safeStorage, shell } from './modules.ts';
import { defaultSession } from './permissions.ts';
import { makeProtocol } from './schemes.ts';
import { makeEvent, strict } from './strict.ts';
import { openWindows, WindowDouble, type WindowHost } from './windows.ts';

function contentsOf(page: Page): ContentsDouble | undefined {
  return openWindows().find((window) => window.webContents.page === page)?.webContents;
}

const chromium = new ChromiumDouble({
  profile: () => app.getPath('sessionData'),
  language: () => app.getLocale(),
  mayNavigate: (page, address) => contentsOf(page)?.mayNavigate(address) ?? false,
});
const app = strict('app', new AppDouble(() => chromium.stop()));

const host: WindowHost = {
  chromium,
  isReady: () => app.isReady(),
  onOpened: (window) => {
    app.emit('web-contents-created', makeEvent({}), window.webContents);
    app.emit('browser-window-created', makeEvent({}), window);
  },
  onClosed: () => app.windowClosed(),
};

class BrowserWindow extends WindowDouble {
  constructor(options: BrowserWindowConstructorOptions = {}) {
    super(host, options);
  }

  static getAllWindows(this: void): readonly WindowDouble[] {
    return openWindows();
  }

  static getFocusedWindow(this: void): WindowDouble | null {
    return openWindows().find((window) => window.isFocused()) ?? null;
  }

  static fromWebContents(this: void, contents: ContentsDouble): WindowDouble | null {
    return openWindows().find((window) => window.webContents.id === contents.id) ?? null;
  }

  static fromId(this: void, id: number): WindowDouble | null {
    return openWindows().find((window) => window.id === id) ?? null;
  }
}

const all = (): ContentsDouble[] => openWindows().map((window) => window.webContents);

export const electron = strict('electron', {
  app,
  BrowserWindow: strict('BrowserWindow', BrowserWindow),
  ipcMain,
  protocol: makeProtocol(() => app.isReady()),
  session: strict('session', { defaultSession }),
  dialog,
  safeStorage,
  shell,
  Menu: strict('Menu', MenuDouble),
  webContents: strict('webContents', {
    getAllWebContents: all,
    fromId: (id: number) => all().find((contents) => contents.id === id),
    fromDevToolsTargetId: (target: string) => all().find((contents) => contents.targetId === target),
  }),
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
// Playwright waits for the browser's line before it lets the app become ready.
setTimeout(() => void chromium.context(), 0).unref();
