/** Structured-clone values to text and back, for Node and for the page: what Electron's IPC carries, and nothing else. */

type Cell = readonly [kind: string, ...rest: readonly unknown[]];

const SPECIAL: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['NaN', Number.NaN],
  ['+Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
];
const VIEWS = {
  Uint8Array, Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array,
};

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

/** Throws, as Electron does, on functions, symbols and DOM nodes. Cycles and shared references survive. */
export function encode(value: unknown): string {
  const cells: Cell[] = [];
  const seen = new Map<unknown, number>();
  const put = (each: unknown): number => {
    const known = typeof each === 'object' && each !== null ? seen.get(each) : undefined;
    if (known !== undefined) return known;
    const at = cells.push(['reserved']) - 1;
    seen.set(each, at);
    cells[at] = cellOf(each, put);
    return at;
  };
  put(structuredClone(value));
  return JSON.stringify(cells);
}

function cellOf(value: unknown, put: (value: unknown) => number): Cell {
  const special = SPECIAL.find(([, each]) => Object.is(each, value));
  if (special) return ['special', special[0]];
  if (typeof value === 'bigint') return ['bigint', String(value)];
  if (value === null || typeof value !== 'object') return ['plain', value];
  if (value instanceof Date) return ['date', value.getTime()];
  if (value instanceof RegExp) return ['regexp', value.source, value.flags];
  if (value instanceof Map) return ['map', ...[...value].map(([key, each]) => [put(key), put(each)])];
  if (value instanceof Set) return ['set', ...[...value].map(put)];
  if (value instanceof ArrayBuffer) return ['bytes', 'ArrayBuffer', toBase64(new Uint8Array(value))];
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (ArrayBuffer.isView(value) && tag in VIEWS) return ['bytes', tag, toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
  if (value instanceof Error) return ['error', value.name, value.message, value.stack ?? ''];
  if (Array.isArray(value)) return ['array', ...Array.from(value, put)];
  if (tag === 'Object') return ['object', ...Object.entries(value).map(([key, each]) => [key, put(each)])];
  throw new Error(`An object could not be cloned. (${tag} is not carried by the double)`);
}

export function decode(text: string): unknown {
  const cells = JSON.parse(text) as Cell[];
  const done = new Map<number, unknown>();
  const get = (at: number): unknown => {
    if (!done.has(at)) fill(at);
    return done.get(at);
  };
  const fill = (at: number): void => {
    const [kind, ...rest] = cells[at] ?? ['special', 'undefined'];
    if (kind === 'array') {
      const array: unknown[] = [];
      done.set(at, array);
      for (const each of rest) array.push(get(each as number));
    } else if (kind === 'object') {
      const object = {};
      done.set(at, object);
      for (const [key, each] of rest as [string, number][]) Object.defineProperty(object, key, { value: get(each), writable: true, enumerable: true, configurable: true });
    } else if (kind === 'map') {
      const map = new Map<unknown, unknown>();
      done.set(at, map);
      for (const [key, each] of rest as [number, number][]) map.set(get(key), get(each));
    } else if (kind === 'set') {
      const set = new Set<unknown>();
      done.set(at, set);
      for (const each of rest) set.add(get(each as number));
    } else {
      done.set(at, leafOf(kind, rest));
    }
  };
  return get(0);
}

function leafOf(kind: string, rest: readonly unknown[]): unknown {
  const [first, second, third] = rest as readonly [never, never, never];
  switch (kind) {
    case 'special':
      return SPECIAL.find(([name]) => name === first)?.[1];
    case 'bigint':
      return BigInt(first);
    case 'date':
      return new Date(first);
    case 'regexp':
      return new RegExp(first, second);
    case 'bytes': {
      const bytes = fromBase64(second);
      const view: string = first;
      return view === 'ArrayBuffer' ? bytes.buffer : new VIEWS[view as keyof typeof VIEWS](bytes.buffer);
    }
    case 'error': {
      const error = new Error(second);
      error.name = first;
      error.stack = third;
      return error;
    }
    default:
      return first;
  }
}
