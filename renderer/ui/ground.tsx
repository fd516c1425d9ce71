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
  pdfOf(html: string): Promise<Uint8Array>;
}

export interface Ground {
  readonly files: Files;
  readonly ids: Ids;
  readonly random: Random;
  readonly clock: Clock;
}

const GroundContext = createContext<Ground | undefined>(undefined);
export const GroundProvider = GroundContext.Provider;

export function useGround(): Ground {
  const ground = useContext(GroundContext);
  if (!ground) throw new Error('no ground under this screen');
  return ground;
}
