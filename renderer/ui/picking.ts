/** Files that people choose, drop or paste, with words for those that cannot be taken. */
import { useCallback } from 'react';
import { BridgeError } from '#wire/bridge/envelope.ts';
import { useGround, type PickedFile } from './ground.tsx';
import { useTell } from './telling.tsx';
import { useText } from './text.ts';

/** As the main process has it: no list is near this, and reading more would only fill the memory. */
const LARGEST_BYTES = 300 * 1024 * 1024;

export interface Picking {
  /** The open dialog; null when nothing was chosen or it could not be read, which is told. */
  open(extensions: readonly string[]): Promise<PickedFile | null>;
  /** A file that was dropped or pasted; null when it could not be read, which is told. */
  take(file: File): Promise<PickedFile | null>;
}

export function usePicking(): Picking {
  const t = useText();
  const tell = useTell();
  const { files } = useGround();
  const reading = useCallback(async (read: () => Promise<PickedFile | null>): Promise<PickedFile | null> => {
    try {
      return await read();
    } catch (error) {
      console.error(error);
      const tooLarge = error instanceof BridgeError && error.code === 'invalidInput';
      tell({ tone: 'bad', title: t(tooLarge ? 'pick.tooLarge' : 'pick.unreadable'), body: t(tooLarge ? 'pick.tooLargeHint' : 'pick.unreadableHint') });
      return null;
    }
  }, [t, tell]);
  const open = useCallback((extensions: readonly string[]) => reading(() => files.open(extensions)), [files, reading]);
  const take = useCallback((file: File) => reading(async () => {
    if (file.size > LARGEST_BYTES) throw new BridgeError('invalidInput', 'file too large');
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  }), [reading]);
  return { open, take };
}
