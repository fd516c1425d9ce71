/** What screens stand on besides the desk: files, ids and chance. Handed in by the composition root. */
import { createContext, useContext } from 'react';
import type { Clock, Ids, Random } from '#domain/ports.ts';

export interface PickedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Files {
  /** Open dialog; null when the person cancels. */
  open(extensions: readonly string[]): Promise<PickedFile | null>;
  /** Save dialog; false when the person cancels. */
  save(name: string, bytes: Uint8Array): Promise<boolean>;
  /** The system's print dialog. */
  print(name: string, pdf: Uint8Array): Promise<boolean>;
  /** The browser's own print dialog for a document; for windows that cannot make PDFs. */
  printDocument(html: string): Promise<void>;
  /** Undefined where this window cannot make PDFs (the desk page in a browser). */
  readonly pdfOf?: (html: string) => Promise<Uint8Array>;
}

/** A file on its way from the window to the screen that reads it; it never touches the disk on this way. */
export interface HandOver {
  put(file: PickedFile): void;
  take(): PickedFile | undefined;
}

export interface Ground {
  readonly files: Files;
  readonly handOver: HandOver;
  readonly ids: Ids;
  readonly random: Random;
  readonly clock: Clock;
  /** Where acts are kept besides the database: a folder of the system, the browser's own storage, or nowhere. */
  readonly journal: 'folder' | 'profile' | 'none';
}

const GroundContext = createContext<Ground | undefined>(undefined);
export const GroundProvider = GroundContext.Provider;

export function useGround(): Ground {
  const ground = useContext(GroundContext);
  if (!ground) throw new Error('no ground under this screen');
  return ground;
}
