/** What the double does not do throws, instead of being quietly undefined. */
import { EventEmitter } from 'node:events';

export class NotDoubled extends Error {
  override readonly name = 'NotDoubled';

  constructor(what: string) {
    super(`electron double: ${what} is not doubled`);
  }
}

/** Names that the language and Node ask for on any object. */
const ASKED_BY_ALL = new Set(['then', 'toJSON']);

/** Reading or writing a property that `target` lacks throws. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object || typeof key === 'symbol' || ASKED_BY_ALL.has(key)) return Reflect.get(object, key, receiver) as unknown;
      throw new NotDoubled(`${name}.${key}`);
    },
    set(object, key, value, receiver) {
      if (key in object || typeof key === 'symbol') return Reflect.set(object, key, value, receiver);
      throw new NotDoubled(`${name}.${key} =`);
    },
  });
}

type Listener = Parameters<EventEmitter['on']>[1];

/** An emitter that refuses listeners for events the double never sends. */
export class KnownEvents extends EventEmitter {
  private readonly label: string;
  private readonly known: ReadonlySet<string>;

  constructor(label: string, known: readonly string[]) {
    super();
    this.label = label;
    this.known = new Set([...known, 'newListener', 'removeListener']);
  }

  override on(name: string | symbol, listener: Listener): this {
    if (typeof name === 'string' && !this.known.has(name)) throw new NotDoubled(`${this.label}.on('${name}')`);
    return super.on(name, listener);
  }

  override addListener(name: string | symbol, listener: Listener): this {
    return this.on(name, listener);
  }

  override once(name: string | symbol, listener: Listener): this {
    if (typeof name === 'string' && !this.known.has(name)) throw new NotDoubled(`${this.label}.once('${name}')`);
    return super.once(name, listener);
  }
}

export interface DoubleEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** A preventable event as Electron gives it to listeners. */
export function makeEvent<T extends object>(extra: T): DoubleEvent & T {
  const event = {
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
    ...extra,
  };
  return event;
}
