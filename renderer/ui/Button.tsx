/** The house's light button; screens before the heavy ones are drawn need no component library. */
import type { ButtonHTMLAttributes } from 'react';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

export function Button({ kind = 'plain', busy = false, className, disabled, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { readonly kind?: ButtonKind; readonly busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={`button button-${kind}${className === undefined ? '' : ` ${className}`}`}
    />
  );
}
