/** The main process: composition only. `docs/electron.md` says what each part promises. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import { bridgeHandlers } from './bridge/handlers.ts';
import { registerBridge } from './bridge/register.ts';
import { countyAddress } from './county.ts';
import { openJournal } from './journal/journal.ts';
import { setMenu } from './menu.ts';
import { endsWithLastWindow } from './platform/system.ts';
import { openPrinting } from './print/printing.ts';
import { guardWindows } from './window/guards.ts';
import { serveBundle } from './window/protocol.ts';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
app.enableSandbox();

let desk: BrowserWindow | undefined;

function openDesk(): void {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    minWidth: 1000,
    minHeight: 640,
    show: false,
    webPreferences: { preload: path.join(app.getAppPath(), 'out/electron/preload.cjs'), sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  desk = window;
  window.once('ready-to-show', () => window.show());
  window.on('closed', () => {
    desk = undefined;
  });
  window.loadURL('app://bundle/index.html').catch((error: unknown) => console.error('the desk did not load', error));
}

async function start(): Promise<void> {
  const data = app.getPath('userData');
  const county = countyAddress(data, app.commandLine.getSwitchValue('county'));
  const journalFolder = path.resolve(app.commandLine.getSwitchValue('journal-dir') || path.join(data, 'journal'));
  const journal = openJournal(journalFolder);
  journal.catch((error: unknown) => console.error('the journal did not open', error));

  app.on('second-instance', () => {
    if (desk?.isMinimized()) desk.restore();
    desk?.show();
    desk?.focus();
  });
  app.on('window-all-closed', () => {
    if (endsWithLastWindow()) app.quit();
  });
  app.on('activate', () => {
    if (!desk) openDesk();
  });
  await app.whenReady();

  const printing = await openPrinting({ makeWindow: (options) => new BrowserWindow(options), shell, folder: path.join(data, 'printing'), newId: randomUUID });
  const root = path.join(app.getAppPath(), 'out/renderer');
  protocol.handle('app', (request) => serveBundle(request, { root, county: county.current, printed: printing.waiting }));
  guardWindows({ app, session: session.defaultSession, shell, county: county.current });
  const handlers = bridgeHandlers({ app, dialog, shell, safeStorage, county, journal, journalFolder, printing, window: () => desk });
  registerBridge(ipcMain, handlers, (method, error) => console.error(`bridge ${method}`, error));
  setMenu(Menu);
  openDesk();
}

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    console.error('the program did not start', error);
    app.exit(1);
  });
} else {
  app.quit();
}
