/** `session.defaultSession`: its permission handlers are asked at each navigation, and Chromium is granted what they grant. */
import type { Session } from 'electron';
import type { BrowserContext } from 'playwright-core';
import { strict } from './strict.ts';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];

/** Electron's name and Chromium's name of what is mapped. Everything else stays denied by Chromium's own default. */
const MAPPED = [['local-network-access', 'local-network-access']] as const;

const held: { request: RequestHandler; check: CheckHandler } = { request: null, check: null };

export const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: (handler: RequestHandler): void => {
    held.request = handler;
  },
  setPermissionCheckHandler: (handler: CheckHandler): void => {
    held.check = handler;
  },
});

/** Without handlers Electron grants everything; the double grants nothing, so that forgetting them is seen. */
function allows(permission: (typeof MAPPED)[number][0], address: string): boolean {
  if (!held.check || !held.request) return false;
  const origin = `${new URL(address).protocol}//${new URL(address).host}/`;
  return held.check(null, permission, origin, { requestingUrl: address, isMainFrame: true });
}

/** Before a document of `address` loads under `pageOrigin`: its grants, and only these. */
export async function grantFor(context: BrowserContext, address: string, pageOrigin: string): Promise<void> {
  const granted = MAPPED.filter(([name]) => allows(name, address)).map(([, name]) => name);
  await context.clearPermissions();
  if (granted.length > 0) await context.grantPermissions([...granted], { origin: pageOrigin });
}
