/**
 * A value that describes a natural person. It cannot be printed, joined or serialised by accident: every way of turning
 * it into text gives an empty one, and only `reveal` opens it. Screens that show it to somebody who may see it call that.
 */
declare const brand: unique symbol;

export interface Personal<T> {
  readonly [brand]: T;
}

const values = new WeakMap<object, unknown>();

class Sealed {
  toString(): string {
    return '';
  }
  toJSON(): null {
    return null;
  }
}

/** Brands a value. */
export function personal<T>(value: T): Personal<T> {
  const sealed = Object.freeze(new Sealed());
  values.set(sealed, value);
  return sealed as unknown as Personal<T>;
}

/** Opens a branded value, for a screen whose reader has the right to see it. Never for an exit: exits take public views. */
export function reveal<T>(sealed: Personal<T>): T {
  return values.get(sealed as unknown as object) as T;
}
