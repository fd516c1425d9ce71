/**
 * Carrying out what a button asks for: the answer is told in words, a stale password is asked for and the work tried
 * again. Knows nothing about what is done.
 */
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import type { Fault } from '#domain/fault.ts';
import { PasswordDialog } from './PasswordDialog.tsx';
import { useTell } from './telling.tsx';
import { faultText, useText } from './text.ts';

export type Failure = 'locked' | 'passwordNeeded' | 'diskFull' | 'storageFailed' | 'savedBefore';
export type Outcome =
  | { readonly saved: true; readonly decision: { readonly outcome: 'applied' | 'clashed' } }
  | { readonly saved: false; readonly decision: { readonly fault: Fault } }
  | { readonly saved: false; readonly failure: Failure };

/** Runs the work; true once it is saved. `told` is said on success. */
export type Performing = (work: () => Promise<Outcome>, told?: string) => Promise<boolean>;

const PerformingContext = createContext<Performing>(() => Promise.resolve(false));

export function usePerforming(): Performing {
  return useContext(PerformingContext);
}

export interface PerformingProps {
  /** Checks the password; null when it is right, else the sentence to show. */
  readonly confirm: (password: string) => Promise<string | null>;
  readonly children: ReactNode;
}

export function PerformingProvider({ confirm, children }: PerformingProps) {
  const t = useText();
  const tell = useTell();
  const [asking, setAsking] = useState(false);
  const answer = useRef<(confirmed: boolean) => void>(() => undefined);
  const ask = useCallback(() => new Promise<boolean>((resolve) => {
    answer.current = resolve;
    setAsking(true);
  }), []);
  const performing = useCallback<Performing>(async (work, told) => {
    let outcome = await work();
    if ('failure' in outcome && outcome.failure === 'passwordNeeded') {
      if (!(await ask())) return false;
      outcome = await work();
    }
    if (outcome.saved) {
      if (outcome.decision.outcome === 'clashed') tell({ tone: 'warn', title: t('perform.clashed'), body: t('perform.clashedHint') });
      else if (told !== undefined) tell({ tone: 'good', title: told });
      return true;
    }
    if ('failure' in outcome) tell({ tone: 'bad', title: t(`perform.failure.${outcome.failure}`) });
    else tell({ tone: 'bad', title: t('perform.refused'), body: faultText(outcome.decision.fault) });
    return false;
  }, [ask, t, tell]);
  const settle = (confirmed: boolean): void => {
    setAsking(false);
    answer.current(confirmed);
  };
  return (
    <PerformingContext.Provider value={performing}>
      {children}
      {asking ? <PasswordDialog confirm={confirm} onDone={settle} /> : null}
    </PerformingContext.Provider>
  );
}
