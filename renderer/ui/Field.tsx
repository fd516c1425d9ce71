/** A labelled input with its hint and its error, tied together for screen readers. A day is written out beside its input, whatever the system's way of writing days. */
import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import { writtenDay } from './shapes.ts';

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
      {input.type === 'date' ? (
        <div className="field-day">
          <input id={id} {...input} aria-invalid={error ? true : undefined} aria-describedby={`${id}-day ${id}-note`} />
          <output id={`${id}-day`} htmlFor={id}>{typeof input.value === 'string' && input.value !== '' ? writtenDay(input.value) : ''}</output>
        </div>
      ) : <input id={id} {...input} aria-invalid={error ? true : undefined} aria-describedby={`${id}-note`} />}
      <div id={`${id}-note`} className={error ? 'field-note field-error' : 'field-note'}>{error ?? hint}</div>
    </div>
  );
}
