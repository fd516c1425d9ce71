/**
 * What surrounds the desk: the main process on the desktop, the browser for the desk page. The only folder that
 * touches `window.desk`.
 */
import type { Bridge } from '#wire/bridge/contract.ts';
import type { DeskWindowApi } from '#wire/bridge/envelope.ts';
import { browserBridge } from './browser.ts';
import { bridgeOver } from './client.ts';
import { printInFrame } from './frame.ts';

export interface ShellAbilities {
  /** `folder`: fsynced files outside the browser profile. `profile`: files inside it, lost with it. `none`: no journal at all. */
  readonly journal: 'folder' | 'profile' | 'none';
  /** `printToPdf` gives PDF bytes; where false, printing goes through `printHtml` and the browser's own dialog. */
  readonly pdf: boolean;
  /** `printPdf` reaches the system's print dialog. */
  readonly printer: boolean;
  readonly keychain: boolean;
}

export interface Shell extends Bridge {
  readonly kind: 'desktop' | 'browser';
  readonly can: ShellAbilities;
  /** Opens the browser's print dialog for a board document; resolves when the dialog has closed. */
  printHtml(html: string): Promise<void>;
}

declare global {
  interface Window {
    readonly desk?: DeskWindowApi;
  }
}

/** The shell of this window. Cheap; call once in the composition root. */
export function shell(): Shell {
  if (window.desk) {
    const can = { journal: 'folder', pdf: true, printer: true, keychain: true } as const;
    return { ...bridgeOver(window.desk), kind: 'desktop', can, printHtml: printInFrame };
  }
  const journal = 'storage' in navigator && 'getDirectory' in navigator.storage ? 'profile' : 'none';
  return { ...browserBridge(journal), kind: 'browser', can: { journal, pdf: false, printer: false, keychain: false }, printHtml: printInFrame };
}
