/** Following the store outside of React. */
import { liveQuery } from 'dexie';

/** Calls back with the query's answer now and whenever something it read changes; returns how to stop. */
export function follow<T>(query: () => Promise<T>, take: (answer: T) => void): () => void {
  const subscription = liveQuery(query).subscribe({ next: take, error: (error: unknown) => console.error(error) });
  return () => subscription.unsubscribe();
}
