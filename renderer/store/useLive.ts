/** Reads that follow the store: the query runs again whenever a record it has read changes, in this window or another. */
import { liveQuery } from 'dexie';
import { useEffect, useState, type DependencyList } from 'react';

/** The query's latest answer, undefined before the first; an error is thrown into the nearest error boundary. */
export function useLive<T>(query: () => Promise<T>, dependencies: DependencyList): T | undefined {
  const [answer, setAnswer] = useState<{ readonly value: T } | { readonly error: unknown }>();
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => setAnswer({ value }),
      error: (error: unknown) => setAnswer({ error }),
    });
    return () => subscription.unsubscribe();
    // The caller names what the query depends on, as with useEffect itself.
  }, dependencies);
  if (answer === undefined) return undefined;
  if ('error' in answer) throw answer.error;
  return answer.value;
}
