/** What a window may do: where it may go, what it may load, what it may ask for. Pure, so that each line is tested. */

/** Our own documents. `location.origin` differs between runtimes, so protocol and host are compared. */
export function isOurs(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return protocol === 'app:' && host === 'bundle';
}

/** Only https leaves the program; no file:, no http:, no scheme of another program. */
export function mayOpenOutside(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

/** The content security policy of the desk; the county is the one place it may talk to. */
export function deskPolicy(county: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // Ant Design writes its rules into style elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "manifest-src 'self'",
    `connect-src 'self'${county ? ` ${county}` : ''}`,
    "frame-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of a document that is only printed: no script, no connection. */
export const PRINT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const LOCAL_NETWORK = new Set(['local-network-access', 'local-network', 'loopback-network']);
const HARMLESS = new Set(['clipboard-sanitized-write', 'persistent-storage']);

/** Everything is denied but copying, keeping the store, and reaching the configured county on the local network. */
export function mayUse(permission: string, asker: string, county: string): boolean {
  if (!isOurs(asker)) return false;
  return HARMLESS.has(permission) || (LOCAL_NETWORK.has(permission) && county !== '');
}
