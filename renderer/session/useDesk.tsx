/** The desk in React: provided once by the app, read by every screen. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';
import type { Desk, DeskState } from './desk.ts';

const DeskContext = createContext<Desk | undefined>(undefined);

export function DeskProvider({ desk, children }: { readonly desk: Desk; readonly children: ReactNode }): ReactNode {
  return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>;
}

/** Throws outside of `DeskProvider`: a screen without a desk is a mistake in the program. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('useDesk outside of DeskProvider');
  return desk;
}

/** Who sits at the desk, followed live. */
export function useDeskState(): DeskState {
  const desk = useDesk();
  return useSyncExternalStore((listener) => desk.subscribe(listener), () => desk.current());
}
