/** What the window must refuse, asked of the real main, preload and protocol. */
import { expect, test } from '@playwright/test';
import { appFolder, callDesk, launchFixture } from './fixture.ts';
import { runtime, type LaunchedApp } from './launch.ts';
import { foreignDocumentIsServed, inlineScriptRuns, navigatesAway, opensHttps, opensUnsafeByBridge, opensUnsafeByWindow, reaches } from './probes.ts';

let launched: LaunchedApp;
test.beforeAll(async () => {
  console.log(`runtime: ${runtime}`);
  launched = await launchFixture(appFolder());
});
test.afterAll(() => launched.close());

test('the page sees the contract, frozen, and nothing else of preload or Node', async () => {
  const seen = await launched.page.evaluate(() => {
    const desk = (window as unknown as { desk: object }).desk;
    try {
      (window as unknown as { desk: unknown }).desk = 1;
    } catch {
      // A frozen property refuses; what matters is read below.
    }
    return {
      keys: Object.keys(desk),
      frozen: Object.isFrozen(desk),
      same: (window as unknown as { desk: object }).desk === desk,
      leaked: ['require', 'process', 'module', 'ipcRenderer', '__doubleIpc', '__electronDouble', 'Buffer'].filter((name) => name in window),
      secure: isSecureContext,
    };
  });
  const { bridgeContract } = await import('#wire/bridge/contract.ts');
  expect(seen).toEqual({ keys: Object.keys(bridgeContract), frozen: true, same: true, leaked: [], secure: true });
});

test('only https opens outside, and never in a window of ours', async () => {
  expect(await opensUnsafeByBridge(launched)).toEqual([]);
  expect(await opensUnsafeByWindow(launched)).toEqual([]);
  expect(await opensHttps(launched)).toEqual({ opened: ['https://help.example/a', 'https://help.example/b', 'https://help.example/c'], windows: 1 });
});

test('the window stays with our own pages', async () => {
  expect(await navigatesAway(launched)).toBe(false);
});

test('another host under our scheme gets no page and no answer over the bridge', async () => {
  expect(await foreignDocumentIsServed(launched)).toBe(false);
});

test('no inline script, no eval, no frame of ours, no unconfigured network', async () => {
  expect(await inlineScriptRuns(launched)).toBe(false);
  expect(await reaches(launched, 'https://example.com/')).toBe(false);
  expect(await reaches(launched, 'http://127.0.0.1:9/')).toBe(false);
  const policy = await launched.page.evaluate(() => fetch('/index.html').then((answer) => answer.headers.get('content-security-policy')));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).toContain("frame-ancestors 'none'");
});

test('paths outside the page are not served', async () => {
  const status = (path: string): Promise<number> => launched.page.evaluate((to) => fetch(to).then((answer) => answer.status), path);
  expect(await status('/index.html')).toBe(200);
  for (const path of ['/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/%00']) expect(await status(path)).toBeGreaterThanOrEqual(400);
  expect(await status('/%zz')).toBeGreaterThanOrEqual(400);
  expect(await status('/nothing.js')).toBe(404);
  expect(await status('/print-anything')).toBe(404);
});

test('input that the contract does not allow is refused before any handler', async () => {
  const { page } = launched;
  expect(await callDesk(page, 'saveFile', { name: '../escape.txt', bytes: new Uint8Array([1]) })).toMatchObject({ ok: false, code: 'invalidInput' });
  expect(await callDesk(page, 'saveFile', { name: 'a.txt', bytes: 'text' })).toMatchObject({ ok: false, code: 'invalidInput' });
  expect(await callDesk(page, 'journalPiece', { sha256: '../../keys' })).toMatchObject({ ok: false, code: 'invalidInput' });
  expect(await callDesk(page, 'setCounty', { address: 'http://county.example/' })).toMatchObject({ ok: false, code: 'invalidInput' });
  expect(await callDesk(page, 'appInfo', null)).toMatchObject({ ok: false, code: 'invalidInput' });
});

test('an error arrives as a code, never as a stack', async () => {
  const answer = await callDesk(launched.page, 'saveFile', { name: 'a.txt', bytes: new Uint8Array([1]) });
  expect(answer).toEqual({ ok: false, code: 'failed', detail: 'Error' });
});
