/**
 * One end of the double's contextBridge. The ends live in the page's main world and in the preload's isolated world of
 * the same document. Chromium itself clones `CustomEvent.detail` between worlds, so no object is ever shared.
 */
type Anything = (...args: unknown[]) => unknown;
type Parcel =
  | readonly ['value', unknown]
  | readonly ['function', number]
  | readonly ['promise', number]
  | readonly ['error', string, string]
  | readonly ['array', readonly Parcel[]]
  | readonly ['object', readonly (readonly [string, Parcel])[]];

type Message =
  | { readonly type: 'expose'; readonly key: string; readonly parcel: Parcel }
  | { readonly type: 'call'; readonly call: number; readonly target: number; readonly args: readonly Parcel[] }
  | Answer
  | { readonly type: 'settle'; readonly promise: number; readonly good: boolean; readonly parcel: Parcel };
interface Answer {
  readonly type: 'answer';
  readonly call: number;
  readonly good: boolean;
  readonly parcel: Parcel;
}

type World = 'main' | 'preload';
const DEEPEST = 1000;

export class WorldBridge {
  private readonly me: World;
  private readonly token: string;
  private readonly onExpose: (key: string, api: unknown) => void;
  private readonly functions: Anything[] = [];
  private readonly numbers = new Map<Anything, number>();
  private readonly returns = new Map<number, Answer>();
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  private last = 0;

  constructor(me: World, token: string, onExpose: (key: string, api: unknown) => void) {
    this.me = me;
    this.token = token;
    this.onExpose = onExpose;
    window.addEventListener(token, (event) => {
      const { to, message } = (event as CustomEvent<{ to: World; message: Message }>).detail;
      if (to === me) this.take(message);
    });
  }

  expose(key: string, api: unknown): void {
    this.post({ type: 'expose', key, parcel: this.pack(api, 0) });
  }

  private post(message: Message): void {
    const to: World = this.me === 'main' ? 'preload' : 'main';
    window.dispatchEvent(new CustomEvent(this.token, { detail: { to, message } }));
  }

  private take(message: Message): void {
    if (message.type === 'expose') this.onExpose(message.key, this.unpack(message.parcel, true));
    else if (message.type === 'answer') this.returns.set(message.call, message);
    else if (message.type === 'call') this.answer(message.call, message.target, message.args);
    else {
      const waiting = this.waiting.get(message.promise);
      this.waiting.delete(message.promise);
      const settle = message.good ? waiting?.resolve : waiting?.reject;
      settle?.(this.unpack(message.parcel, false));
    }
  }

  private answer(call: number, target: number, args: readonly Parcel[]): void {
    try {
      const result = this.functions[target]?.(...args.map((each) => this.unpack(each, false)));
      this.post({ type: 'answer', call, good: true, parcel: this.pack(result, 0) });
    } catch (error) {
      this.post({ type: 'answer', call, good: false, parcel: this.pack(error, 0) });
    }
  }

  /** Dispatching is synchronous: the answer has come back when `post` returns. */
  private call(target: number, args: readonly unknown[]): unknown {
    this.last += 1;
    const call = this.last;
    this.post({ type: 'call', call, target, args: args.map((each) => this.pack(each, 0)) });
    const answer = this.returns.get(call);
    this.returns.delete(call);
    if (!answer) throw new Error('contextBridge double: the other world did not answer');
    const value = this.unpack(answer.parcel, false);
    if (!answer.good) throw value;
    return value;
  }

  private pack(value: unknown, depth: number): Parcel {
    if (depth > DEEPEST) throw new Error(`Electron contextBridge recursion depth exceeded.  Nested objects deeper than ${DEEPEST} are not supported.`);
    if (typeof value === 'function') return ['function', this.numberOf(value as Anything)];
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (value === null || typeof value !== 'object') return ['value', value];
    if (value instanceof Promise) return this.packPromise(value);
    if (value instanceof Error) return ['error', value.name, value.message];
    if (Array.isArray(value)) return ['array', value.map((each) => this.pack(each, depth + 1))];
    // Prototypes are dropped, as by Electron.
    if (Object.prototype.toString.call(value) === '[object Object]') return ['object', Object.entries(value).map(([key, each]) => [key, this.pack(each, depth + 1)] as const)];
    return ['value', structuredClone(value)];
  }

  private numberOf(target: Anything): number {
    const known = this.numbers.get(target);
    if (known !== undefined) return known;
    const number = this.functions.push(target) - 1;
    this.numbers.set(target, number);
    return number;
  }

  private packPromise(value: Promise<unknown>): Parcel {
    this.last += 1;
    const promise = this.last;
    const settle = (good: boolean) => (result: unknown) => {
      try {
        this.post({ type: 'settle', promise, good, parcel: this.pack(result, 0) });
      } catch (error) {
        this.post({ type: 'settle', promise, good: false, parcel: this.pack(error, 0) });
      }
    };
    value.then(settle(true), settle(false));
    return ['promise', promise];
  }

  /** What is exposed arrives frozen all the way down; answers do not. */
  private unpack(parcel: Parcel, frozen: boolean): unknown {
    const kept = <T>(value: T): T => (frozen ? Object.freeze(value) : value);
    switch (parcel[0]) {
      case 'value':
        return parcel[1];
      case 'function': {
        const target = parcel[1];
        return kept((...args: unknown[]) => this.call(target, args));
      }
      case 'promise':
        return new Promise((resolve, reject) => this.waiting.set(parcel[1], { resolve, reject }));
      case 'error':
        return Object.assign(new Error(parcel[2]), { name: parcel[1] });
      case 'array':
        return kept(parcel[1].map((each) => this.unpack(each, frozen)));
      case 'object':
        return kept(Object.fromEntries(parcel[1].map(([key, each]) => [key, this.unpack(each, frozen)])));
    }
  }
}
