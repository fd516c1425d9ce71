/** Blocks that speak: an empty list says what to do first, a callout says what happened and what comes next. */
import type { ReactNode } from 'react';
import { Mark, type Tone } from './Mark.tsx';

export function Empty({ title, hint, children }: { readonly title: string; readonly hint: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <p>{hint}</p>
      {children}
    </div>
  );
}

export interface CalloutProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function Callout({ tone, title, children, action }: CalloutProps) {
  return (
    <section className={`callout callout-${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <div>
        <Mark tone={tone}>{title}</Mark>
        {children}
      </div>
      {action === undefined ? null : <div className="callout-action">{action}</div>}
    </section>
  );
}

export function Loading({ label }: { readonly label: string }) {
  return <p className="loading" role="status">{label}</p>;
}
