/** The small modules: dialogs that a test scripts, a keychain that says it is none, menus that can be clicked. */
import type { Dialog, MenuItemConstructorOptions, SafeStorage, Shell } from 'electron';
import { NotDoubled, strict } from './strict.ts';

function unscripted(what: string): () => Promise<never> {
  return () => Promise.reject(new Error(`electron double: ${what} was called and the test has not scripted it`));
}

export const dialog = strict('dialog', {
  showSaveDialog: unscripted('dialog.showSaveDialog'),
  showOpenDialog: unscripted('dialog.showOpenDialog'),
  showMessageBox: unscripted('dialog.showMessageBox'),
  showErrorBox: (title: string, content: string): void => console.error('showErrorBox', title, content),
}) satisfies Pick<Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>;

const MARK = 'INSECURE-ELECTRON-DOUBLE:';

/** Says `basic_text`, which protects nothing; a test that needs a keychain scripts the backend's name. */
export const safeStorage = strict('safeStorage', {
  isEncryptionAvailable: (): boolean => true,
  getSelectedStorageBackend: (): ReturnType<SafeStorage['getSelectedStorageBackend']> => 'basic_text',
  encryptString: (text: string): Buffer => Buffer.from(MARK + Buffer.from(text).toString('base64')),
  decryptString: (wrapped: Buffer): string => {
    const text = wrapped.toString();
    if (!text.startsWith(MARK)) throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    return Buffer.from(text.slice(MARK.length), 'base64').toString();
  },
}) satisfies Pick<SafeStorage, 'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'>;

/** Nothing opens; tests replace these to see what would have. */
export const shell = strict('shell', {
  openExternal: unscripted('shell.openExternal'),
  openPath: unscripted('shell.openPath'),
}) satisfies Pick<Shell, 'openExternal' | 'openPath'>;

interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly click: () => void;
  readonly submenu: MenuDouble | undefined;
}

export class MenuDouble {
  private static current: MenuDouble | null = null;
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(this: void, template: readonly MenuItemConstructorOptions[]): MenuDouble {
    const items = template.map((item) =>
      strict('MenuItem', {
        id: item.id ?? '',
        label: item.label ?? '',
        role: item.role ?? '',
        click: (): void => {
          if (!item.click) throw new NotDoubled(`a click on the role ${item.role ?? ''}`);
          (item.click as () => void)();
        },
        submenu: Array.isArray(item.submenu) ? MenuDouble.buildFromTemplate(item.submenu) : undefined,
      }),
    );
    return strict('Menu', new MenuDouble(items));
  }

  static setApplicationMenu(this: void, menu: MenuDouble | null): void {
    MenuDouble.current = menu;
  }

  static getApplicationMenu(this: void): MenuDouble | null {
    return MenuDouble.current;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
