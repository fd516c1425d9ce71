/**
 * Shapes of what an act carries, checked without any library: a check is a function that says whether a JSON value has the
 * shape. Objects are exact, because an unknown field of an act could carry what nobody looked at.
 */
import { isDay, type Day } from './calendar/day.ts';
import type { Sha256 } from './hash.ts';

export type Check<T> = (value: unknown) => value is T;

/** The type a check proves. */
export type Checked<C> = C extends Check<infer T> ? T : never;

interface Fields {
  readonly [name: string]: Check<unknown>;
}

type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends Checked<F[K]> ? K : never }[keyof F];

/** An object with these fields, optional where the check takes undefined. */
export type Shaped<F extends Fields> = {
  readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Checked<F[K]>;
} & { readonly [K in OptionalKeys<F>]?: Checked<F[K]> };

/** A text of `min` to `max` UTF-16 units without control characters other than line breaks. */
export function text(max: number, min = 0): Check<string> {
  return (value): value is string =>
    typeof value === 'string' && value.length <= max && value.trim().length >= min && !/[\u0000-\u0009\u000b-\u001f\u007f]/.test(value);
}

/** A whole number in a range, both ends included. */
export function whole(min: number, max: number): Check<number> {
  return (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
}

/** True or false. */
export const flag: Check<boolean> = (value): value is boolean => typeof value === 'boolean';

/** One of a closed list of texts or numbers. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some((allowed) => allowed === value);
}

/** The shape, or null. */
export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value): value is T | null => value === null || check(value);
}

/** The shape, or not there. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value): value is T | undefined => value === undefined || check(value);
}

/** Either of two shapes. */
export function either<A, B>(one: Check<A>, other: Check<B>): Check<A | B> {
  return (value): value is A | B => one(value) || other(value);
}

/** A list of at most `max` and at least `min` members of a shape. */
export function list<T>(check: Check<T>, max: number, min = 0): Check<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.length <= max && value.length >= min && value.every((member) => check(member));
}

/** An object whose names and values have shapes, at most `max` of them. */
export function dictionary<K extends string, T>(name: Check<K>, check: Check<T>, max: number): Check<{ readonly [key in K]?: T }> {
  return (value): value is { readonly [key in K]?: T } => {
    if (!isPlainObject(value)) return false;
    const keys = Object.keys(value);
    return keys.length <= max && keys.every((key) => name(key) && check(value[key]));
  };
}

/** An object with exactly these fields. */
export function object<F extends Fields>(fields: F): Check<Shaped<F>> {
  const names = Object.keys(fields);
  return (value): value is Shaped<F> => {
    if (!isPlainObject(value)) return false;
    if (!Object.keys(value).every((key) => Object.hasOwn(fields, key))) return false;
    return names.every((name) => fields[name]?.(Object.hasOwn(value, name) ? value[name] : undefined) ?? false);
  };
}

/** A civil day of the years 1900 to 2999. */
export const day: Check<Day> = (value): value is Day => typeof value === 'string' && isDay(value) && value >= '1900-01-01' && value < '3000-01-01';

/** 64 lower-case hex digits. */
export const sha256: Check<Sha256> = (value): value is Sha256 => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** The rest of a record id: letters, digits, dot, dash, underscore. */
export const id: Check<string> = (value): value is string => typeof value === 'string' && /^[A-Za-z0-9._-]{1,80}$/.test(value);

/** A whole record id, `kind:rest`. */
export const recordId: Check<string> = (value): value is string => typeof value === 'string' && /^[A-Za-z]{1,40}:[A-Za-z0-9._-]{1,150}$/.test(value);

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
