/** What a sandboxed preload finds: `require('electron')` with contextBridge and ipcRenderer, and a small `process`. */
import { decode, encode } from './codec.ts';
import { strict } from './strictPage.ts';
import { WorldBridge } from './worldBridge.ts';

declare const __DOUBLE_TOKEN__: string;
declare const __DOUBLE_PROCESS__: object;
/** Binding that exists in this world only. */
declare const __doubleIpc: (payload: string) => void;

type Listener = (event: object, ...args: unknown[]) => void;

if (window === window.top) open();

function open(): void {
  const bridge = new WorldBridge('preload', __DOUBLE_TOKEN__, () => undefined);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Listener[]>();
  const exposed = new Set<string>();
  let last = 0;

  const pack = (args: readonly unknown[]): string => {
    try {
      return encode(args);
    } catch (cause) {
      throw new Error('An object could not be cloned.', { cause });
    }
  };
  const ipcRenderer = strict('ipcRenderer', {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const packed = pack(args);
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        __doubleIpc(JSON.stringify({ type: 'invoke', id, channel, args: packed }));
      });
    },
    send: (channel: string, ...args: unknown[]): void => __doubleIpc(JSON.stringify({ type: 'send', id: 0, channel, args: pack(args) })),
    on: (channel: string, listener: Listener): void => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    off: (channel: string, listener: Listener): void => void listeners.set(channel, (listeners.get(channel) ?? []).filter((each) => each !== listener)),
  });
  const contextBridge = strict('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown): void => {
      if (exposed.has(key)) throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.add(key);
      bridge.expose(key, api);
    },
  });
  const deliver = (text: string): void => {
    const message = JSON.parse(text) as { type: 'reply' | 'event'; id: number; ok: boolean; channel: string; data: string };
    if (message.type === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener(strict('IpcRendererEvent', { sender: ipcRenderer }), ...(decode(message.data) as unknown[]));
      return;
    }
    const each = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) each?.resolve(decode(message.data));
    else each?.reject(new Error(message.data));
  };
  const require = (name: string): object => {
    if (/^electron(\/renderer|\/common)?$/.test(name)) return strict('electron', { contextBridge, ipcRenderer });
    throw new Error(`module not found: ${name} (sandboxed preload, electron double)`);
  };
  Object.assign(globalThis, { __electronDouble: { require, process: strict('process', __DOUBLE_PROCESS__), deliver } });
}
