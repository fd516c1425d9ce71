/** Short messages that come and go at the top of the window, read out by screen readers. Errors stay until closed. */
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Mark, type Tone } from './Mark.tsx';
import { useText } from './text.ts';

export interface Told {
  readonly tone: Extract<Tone, 'good' | 'warn' | 'bad'>;
  readonly title: string;
  readonly body?: string;
}

const GOOD_STAYS_MS = 6000;
const TellingContext = createContext<(told: Told) => void>(() => undefined);

export function useTell(): (told: Told) => void {
  return useContext(TellingContext);
}

export function TellingProvider({ children }: { readonly children: ReactNode }) {
  const [lines, setLines] = useState<readonly (Told & { readonly key: number })[]>([]);
  const next = useRef(1);
  const close = useCallback((key: number) => setLines((all) => all.filter((line) => line.key !== key)), []);
  const tell = useCallback((told: Told) => {
    const key = next.current;
    next.current += 1;
    // Of good news the latest is enough; what went wrong stays until it is closed.
    setLines((all) => [...all.filter((line) => line.tone !== 'good').slice(-2), { ...told, key }]);
    if (told.tone === 'good') window.setTimeout(() => close(key), GOOD_STAYS_MS);
  }, [close]);
  return (
    <TellingContext.Provider value={tell}>
      {children}
      <div className="told" role="status" aria-live="polite">
        {useMemo(() => lines.map((line) => <ToldLine key={line.key} told={line} close={() => close(line.key)} />), [lines, close])}
      </div>
    </TellingContext.Provider>
  );
}

function ToldLine({ told, close }: { readonly told: Told; readonly close: () => void }) {
  const t = useText();
  return (
    <div className={`told-line told-${told.tone}`} role={told.tone === 'bad' ? 'alert' : undefined}>
      <Mark tone={told.tone}>{told.title}</Mark>
      {told.body === undefined ? null : <p>{told.body}</p>}
      <Button kind="quiet" onClick={close}>{t('common.close')}</Button>
    </div>
  );
}
