/** A labelled input with its hint and its error, tied together for screen readers. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';

export interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}

export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} aria-invalid={error ? true : undefined} aria-describedby={`${id}-note`} />
      <div id={`${id}-note`} className={error ? 'field-note field-error' : 'field-note'}>{error ?? hint}</div>
    </div>
  );
}
