import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countyAddress, countyOrigin } from '#electron/county.ts';
import { deskPolicy, isOurs, mayOpenOutside, mayUse } from '#electron/window/policy.ts';
import { fileUnder, serveBundle } from '#electron/window/protocol.ts';

describe('what a window may do', () => {
  test.each(['app://bundle/', 'app://bundle/index.html?x#y'])('%s is ours', (address) => expect(isOurs(address)).toBe(true));
  test.each(['app://other/', 'https://bundle/', 'app://bundle.evil/', 'about:blank', 'data:text/html,x', '', 'app:bundle'])('%s is not ours', (address) =>
    expect(isOurs(address)).toBe(false),
  );

  test('only https leaves, whatever the address looks like', () => {
    expect(mayOpenOutside('https://help.example/')).toBe(true);
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ validSchemes: ['http', 'ftp', 'file', 'ms-settings', 'smb'] }), fc.string()), (address) => {
        expect(mayOpenOutside(address)).toBe(URL.canParse(address) && new URL(address).protocol === 'https:');
      }),
    );
    for (const unsafe of ['http://a/', 'file:///etc/passwd', 'javascript:alert(1)', 'ms-settings:x', 'HTTP://A/']) expect(mayOpenOutside(unsafe)).toBe(false);
  });

  test('permissions: the local network for a configured county, for our pages alone', () => {
    const county = 'https://10.0.0.2:8443';
    expect(mayUse('local-network-access', 'app://bundle/', county)).toBe(true);
    expect(mayUse('local-network-access', 'app://bundle/', '')).toBe(false);
    expect(mayUse('local-network-access', 'https://evil.example/', county)).toBe(false);
    for (const denied of ['geolocation', 'media', 'notifications', 'openExternal', 'clipboard-read', 'hid', 'serial', 'usb', 'fullscreen', 'unknown']) {
      expect(mayUse(denied, 'app://bundle/', county)).toBe(false);
    }
  });

  test('the policy names the configured county and no other place', () => {
    expect(deskPolicy('https://county.example')).toContain("connect-src 'self' https://county.example;");
    expect(deskPolicy('')).toContain("connect-src 'self';");
    expect(deskPolicy('https://county.example')).not.toMatch(/unsafe-eval|\*|script-src[^;]*unsafe-inline/);
  });
});

describe('paths of app://bundle/', () => {
  const root = path.join(os.tmpdir(), 'bundle-root');

  test('no path whatever leads out of the root', () => {
    const part = fc.oneof(fc.constantFrom('..', '%2e%2e', '.', '%2f', '%5c', '\\', '//', '%00', 'a', '~'), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const file = fileUnder(root, `/${parts.join('/')}`);
        if (file !== null) expect(path.relative(root, file)).not.toMatch(/^\.\.|^\//);
      }),
      { numRuns: 500 },
    );
    expect(fileUnder(root, '/..%2f..%2fetc/passwd')).toBeNull();
    expect(fileUnder(root, '/%2e%2e/bundle-root-other/x')).toBeNull();
    expect(fileUnder(root, '/%zz')).toBeNull();
    expect(fileUnder(root, '/')).toBe(path.join(root, 'index.html'));
  });

  test('documents being printed have a policy without script; everything else 404s or is refused', async () => {
    const sources = { root, county: () => 'https://county.example', printed: (id: string) => (id === 'one' ? '<p>' : undefined) };
    const ask = (address: string, method = 'GET'): Promise<Response> => serveBundle(new Request(address, { method }), sources);
    const printed = await ask('app://bundle/print-one');
    expect(await printed.text()).toBe('<p>');
    expect(printed.headers.get('content-security-policy')).not.toContain('script-src');
    expect((await ask('app://bundle/print-two')).status).toBe(404);
    expect((await ask('app://other/index.html')).status).toBe(404);
    expect((await ask('app://bundle/index.html', 'POST')).status).toBe(405);
    expect((await ask('app://bundle/missing.js')).status).toBe(404);
  });
});

describe('the county address', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'county-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const free = (): Promise<boolean> => Promise.resolve(false);
  const bound = (): Promise<boolean> => Promise.resolve(true);

  test.each([
    ['https://county.example/', 'https://county.example'],
    ['https://10.0.0.2:8443', 'https://10.0.0.2:8443'],
    ['http://127.0.0.1:36990', 'http://127.0.0.1:36990'],
    ['http://localhost:1/', 'http://localhost:1'],
  ])('%s is one', (address, origin) => expect(countyOrigin(address)).toBe(origin));
  test.each(['http://county.example', 'https://u:p@county.example', 'https://county.example/path', 'https://county.example/?x', 'ftp://a', 'county', ''])('%s is none', (address) =>
    expect(countyOrigin(address)).toBeNull(),
  );

  test('it is kept over restarts, and bound once keys are there', async () => {
    const first = countyAddress(folder, '');
    expect(first.current()).toBe('');
    expect(await first.set('https://one.example/', bound)).toBe(true);
    expect(await first.set('https://one.example', bound)).toBe(false);
    expect(await first.set('https://two.example', free)).toBe(true);
    const again = countyAddress(folder, '');
    expect(again.current()).toBe('https://two.example');
    await expect(again.set('https://three.example', bound)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(again.set('http://three.example', free)).rejects.toMatchObject({ code: 'invalidInput' });
    expect(countyAddress(folder, 'https://given.example').current()).toBe('https://given.example');
  });

  test('a damaged or foreign file is asked for again', async () => {
    for (const text of ['{', '{"county":"http://county.example"}', '[]']) {
      await writeFile(path.join(folder, 'config.json'), text);
      expect(countyAddress(folder, '').current()).toBe('');
    }
  });
});
