/**
 * `protocol`, and the names under which Chromium sees its schemes: it knows no way to add one from outside, so
 * `app://bundle/x` is the page `https://bundle.app.electron-double.test/x`, answered by the app's own handler.
 */
import type { Protocol, CustomScheme, Privileges } from 'electron';
import { NotDoubled, strict } from './strict.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const SUFFIX = '.electron-double.test';
const privileged = new Map<string, Privileges>();
const handlers = new Map<string, Handler>();

/** The handler of an address's scheme, if the app has registered one. */
export function handlerOf(address: string): Handler | undefined {
  return handlers.get(address.slice(0, address.indexOf(':')));
}

/** The address that the page sees. */
export function toPage(address: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/i.exec(address);
  if (!parts?.[1] || !handlers.has(parts[1])) return address;
  return `https://${parts[2]}.${parts[1]}${SUFFIX}${parts[3] || '/'}`;
}

/** The address that the app sees. */
export function fromPage(address: string): string {
  const parts = /^https:\/\/([^/?#]+)\.([^./?#]+)\.electron-double\.test(.*)$/.exec(address);
  return parts ? `${parts[2]}://${parts[1]}${parts[3]}` : address;
}

/** `isReady` tells whether the app has started: schemes are registered before. */
export function makeProtocol(isReady: () => boolean): Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'> {
  return strict('protocol', {
    registerSchemesAsPrivileged: (list: CustomScheme[]): void => {
      if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme, privileges } of list) privileged.set(scheme, privileges ?? {});
    },
    handle: (scheme: string, handler: Handler): void => {
      const rights = privileged.get(scheme);
      if (!rights?.standard || !rights.secure) throw new NotDoubled(`protocol.handle('${scheme}') for a scheme that is not registered standard and secure`);
      if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
      handlers.set(scheme, handler);
    },
    unhandle: (scheme: string): void => void handlers.delete(scheme),
    isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
  });
}
