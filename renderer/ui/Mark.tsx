/** A state by word and shape, so that it reads without colour. */
import type { ReactNode } from 'react';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

const SHAPES: { readonly [tone in Tone]: string } = {
  good: 'M3 8.5l3.2 3.2L13 4.8',
  busy: 'M8 3v5l3 2',
  warn: 'M8 4v5M8 11.6v.4',
  bad: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  quiet: 'M4 8h8',
};

export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`mark mark-${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d={SHAPES[tone]} /></svg>
      <span>{children}</span>
    </span>
  );
}
