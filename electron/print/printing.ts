/** Printing: a document becomes PDF bytes in a hidden window; finished PDF bytes go to the system. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserWindow, BrowserWindowConstructorOptions, Shell } from 'electron';

export interface Printing {
  /** The document waiting as `/print-<id>`, for the protocol. */
  waiting(id: string): string | undefined;
  toPdf(html: string, tagged: boolean): Promise<Uint8Array>;
  /** Opens the PDF in the system's own program, whose print dialog knows the printer's trays; false when none opens. */
  hand(pdf: Uint8Array, name: string): Promise<boolean>;
}

export interface PrintingParts {
  readonly makeWindow: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly shell: Pick<Shell, 'openPath'>;
  /** For PDFs on their way to the printer; emptied at start, since a board is kept as a piece anyway. */
  readonly folder: string;
  readonly newId: () => string;
}

/** One document at a time: two hidden windows at once only slow an old PC down. */
export async function openPrinting({ makeWindow, shell, folder, newId }: PrintingParts): Promise<Printing> {
  const documents = new Map<string, string>();
  await rm(folder, { recursive: true, force: true });
  let last: Promise<unknown> = Promise.resolve();

  const print = async (html: string, tagged: boolean): Promise<Uint8Array> => {
    const id = newId();
    documents.set(id, html);
    const window = makeWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } });
    try {
      await window.loadURL(`app://bundle/print-${id}`);
      // The document runs no script of its own; this one comes from outside and waits for every face it uses.
      await window.webContents.executeJavaScript('document.fonts.ready.then(() => document.fonts.size)');
      const pdf = await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: tagged });
      return new Uint8Array(pdf);
    } finally {
      documents.delete(id);
      window.destroy();
    }
  };

  return {
    waiting: (id) => documents.get(id),
    toPdf: (html, tagged) => {
      const turn = last.then(() => print(html, tagged));
      last = turn.catch(() => undefined);
      return turn;
    },
    hand: async (pdf, name) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, name.toLowerCase().endsWith('.pdf') ? name : `${name}.pdf`);
      await writeFile(file, pdf);
      return (await shell.openPath(file)) === '';
    },
  };
}
