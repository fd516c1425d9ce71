/** The bodies behind the bridge. Each is a few lines over the room's own parts; nothing here knows about disclosure. */
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { App, BrowserWindow, Dialog, SafeStorage, Shell } from 'electron';
import { BridgeError } from '#wire/bridge/envelope.ts';
import type { CountyAddress } from '../county.ts';
import type { Journal } from '../journal/journal.ts';
import { systemName } from '../platform/system.ts';
import type { Printing } from '../print/printing.ts';
import { mayOpenOutside } from '../window/policy.ts';
import { readChosen, writeChosen } from './chosenFiles.ts';
import { unwrapSecret, wrapSecret } from './keychain.ts';
import type { BridgeHandlers } from './register.ts';

export interface HandlerParts {
  readonly app: App;
  readonly dialog: Dialog;
  readonly shell: Shell;
  readonly safeStorage: SafeStorage;
  readonly county: CountyAddress;
  /** Opened at start; calls wait for its repair. */
  readonly journal: Promise<Journal>;
  readonly journalFolder: string;
  readonly printing: Printing;
  readonly window: () => BrowserWindow | undefined;
}

export function bridgeHandlers(parts: HandlerParts): BridgeHandlers {
  const { app, dialog, shell, safeStorage, county, journal, printing } = parts;
  const owner = (): BrowserWindow => {
    const window = parts.window();
    if (!window) throw new BridgeError('failed', 'no window');
    return window;
  };
  return {
    appInfo: async () => ({ version: app.getVersion(), runtime: `electron ${process.versions['electron'] ?? ''}`, county: county.current(), platform: systemName() }),
    setCounty: async ({ address }, sender) => {
      const bound = async (): Promise<boolean> => (await (await journal).readKeys()) !== null;
      const reloads = await county.set(address, bound);
      // The policy comes with the document, so the document is fetched again; after this answer has left.
      if (reloads) setImmediate(() => sender.reload());
      return { reloads };
    },
    journalAppend: async ({ pieces, lines }) => (await journal).append(pieces, lines),
    journalRead: async () => (await journal).read(),
    journalPiece: async ({ sha256 }) => ({ sealed: await (await journal).piece(sha256) }),
    journalKeysRead: async () => ({ text: await (await journal).readKeys() }),
    journalKeysWrite: async ({ text }) => {
      await (await journal).writeKeys(text);
      return {};
    },
    keychainWrap: async ({ secret }) => ({ wrapped: wrapSecret(safeStorage, secret) }),
    keychainUnwrap: async ({ wrapped }) => ({ secret: unwrapSecret(safeStorage, wrapped) }),
    printToPdf: async ({ html, tagged }) => ({ pdf: await printing.toPdf(html, tagged) }),
    printPdf: async ({ pdf, name }) => ({ sent: await printing.hand(pdf, name) }),
    saveFile: async ({ name, bytes }) => {
      const defaultPath = path.join(app.getPath('documents'), name);
      const { canceled, filePath } = await dialog.showSaveDialog(owner(), { defaultPath, filters: filterOf(path.extname(name).slice(1)) });
      if (canceled || !filePath) return { path: null };
      await writeChosen(filePath, bytes);
      return { path: filePath };
    },
    openFile: async ({ extensions }) => {
      const filters = extensions.length > 0 ? [{ name: extensions.join(', '), extensions: [...extensions] }] : [];
      const { canceled, filePaths } = await dialog.showOpenDialog(owner(), { properties: ['openFile'], filters });
      const chosen = filePaths[0];
      return { file: canceled || !chosen ? null : await readChosen(chosen) };
    },
    openOutside: async ({ address }) => {
      if (!mayOpenOutside(address)) throw new BridgeError('notAllowed', 'only https opens outside');
      await shell.openExternal(address);
      return { opened: true };
    },
    diskFree: async () => {
      const { bavail, bsize } = await statfs(path.dirname(parts.journalFolder));
      return { bytes: bavail * bsize };
    },
  };
}

function filterOf(extension: string): { name: string; extensions: string[] }[] {
  return extension ? [{ name: extension, extensions: [extension] }] : [];
}
