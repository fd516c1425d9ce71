/** The desk page without a desktop around it: opens offline, keeps a journal, stops where it is not safe. Plain Chromium. */
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { build } from 'vite';
import type { Shell } from '#renderer/shell/shell.ts';
import { buildServiceWorker } from '../../tools/build/renderer.ts';
import { freshFolder } from './fixture.ts';
import { projectRoot } from './launch.ts';

const TYPES: { readonly [extension: string]: string } = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };
const out = freshFolder();
let server: Server;
let port = 0;

async function serve(): Promise<void> {
  server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.replace(/^\/desk\//, '') || 'index.html';
    try {
      const body = name === 'county.json' ? JSON.stringify({ address: 'https://county.example' }) : readFileSync(path.join(out, name));
      response.writeHead(200, { 'content-type': TYPES[path.extname(name)] ?? 'application/json' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = server.address();
  if (typeof bound === 'object' && bound) port = bound.port;
}

async function open(profile: string, host = '127.0.0.1'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP desk.example 127.0.0.1'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`http://${host}:${port}/desk/`);
  return { context, page };
}

test.beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path.join(import.meta.dirname, 'deskPage'),
    base: './',
    publicDir: false,
    define: { __APP_VERSION__: '"9.9.9"' },
    build: { outDir: out, emptyOutDir: true, target: 'chrome109' },
  });
  await buildServiceWorker(projectRoot, out);
  await serve();
});
test.afterAll(() => server.close());

/** What the specs find in the page. */
interface Here {
  shellUnderTest: Shell;
}

test('opens again with the server gone, with county and journal as they were', async () => {
  const profile = freshFolder();
  const first = await open(profile);
  await first.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    const { shellUnderTest: shell } = window as unknown as Here;
    const line = { desk: 'd', seq: 1, act: 'a', prev: '0'.repeat(64), hash: '1'.repeat(64), sealed: new Uint8Array([1, 10, 255]) };
    await shell.journalAppend({ pieces: [{ sha256: '2'.repeat(64), sealed: new Uint8Array([5, 6]) }], lines: [line, { ...line, seq: 2 }] });
    await shell.journalAppend({ pieces: [], lines: [line] });
    await shell.journalKeysWrite({ text: '{"wraps":1}' });
  });
  const conflict = await first.page.evaluate(async () => {
    const { shellUnderTest: shell } = window as unknown as Here;
    const line = { desk: 'd', seq: 1, act: 'a', prev: '0'.repeat(64), hash: '9'.repeat(64), sealed: new Uint8Array() };
    return shell.journalAppend({ pieces: [], lines: [line] }).then(() => 'taken', (error: { code: string }) => error.code);
  });
  expect(conflict).toBe('journalConflict');
  // Under the worker's control from the second opening on.
  await first.page.reload();
  await expect.poll(() => first.page.evaluate(async () => (await (window as unknown as Here).shellUnderTest.appInfo({})).county)).toBe('https://county.example');
  await first.context.close();
  await new Promise((resolve) => server.close(resolve));
  const again = await open(profile);
  await expect(again.page.locator('#root')).toHaveText('desk');
  const held = await again.page.evaluate(async () => {
    const { shellUnderTest: shell } = window as unknown as Here;
    const { lines, pieces, damaged } = await shell.journalRead({});
    return {
      lines: lines.map((line) => [line.seq, ...line.sealed]),
      pieces,
      damaged,
      piece: [...((await shell.journalPiece({ sha256: '2'.repeat(64) })).sealed ?? [])],
      keys: (await shell.journalKeysRead({})).text,
      county: (await shell.appInfo({})).county,
      can: shell.can,
    };
  });
  expect(held).toEqual({
    lines: [[1, 1, 10, 255], [2, 1, 10, 255]],
    pieces: ['2'.repeat(64)],
    damaged: 0,
    piece: [5, 6],
    keys: '{"wraps":1}',
    county: 'https://county.example',
    can: { journal: 'profile', pdf: false, printer: false, keychain: false },
  });
  await again.context.close();
  await serve();
});

test('without a secure context it says one sentence and stops', async () => {
  const { context, page } = await open(freshFolder(), 'desk.example');
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await expect(page.getByRole('alert')).toContainText('HTTPS');
  await expect(page.locator('#root')).toHaveCount(0);
  await context.close();
});

test('files are saved by download; what a browser cannot do is refused', async () => {
  const { context, page } = await open(freshFolder());
  const download = page.waitForEvent('download');
  await page.evaluate(() => (window as unknown as Here).shellUnderTest.saveFile({ name: 'list.csv', bytes: new Uint8Array([97, 98]) }));
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('list.csv');
  expect(readFileSync(await saved.path(), 'utf8')).toBe('ab');
  const codes = await page.evaluate(async () => {
    const { shellUnderTest: shell } = window as unknown as Here;
    const codeOf = (error: { code: string }): string => error.code;
    return [
      await shell.printToPdf({ html: '<p>', tagged: true }).then(() => 'done', codeOf),
      await shell.openOutside({ address: 'http://help.example/' }).then(() => 'done', codeOf),
      (await shell.keychainWrap({ secret: new Uint8Array([1]) })).wrapped,
    ];
  });
  expect(codes).toEqual(['notAllowed', 'notAllowed', null]);
  await context.close();
});

test('printing opens the dialog over the finished document and leaves nothing behind', async () => {
  const { context, page } = await open(freshFolder());
  const printed = await page.evaluate(async () => {
    const seen: string[] = [];
    // The dialog belongs to the frame's own window, which exists once the frame is in the document.
    new MutationObserver(() => {
      const inner = document.querySelector('iframe')?.contentWindow;
      document.querySelector('iframe')?.addEventListener('load', () => {
        if (inner) inner.print = () => void seen.push(inner.document.body.textContent ?? '');
      });
    }).observe(document.body, { childList: true });
    await (window as unknown as Here).shellUnderTest.printHtml('<!doctype html><html><head></head><body>board</body></html>');
    return { seen, frames: document.querySelectorAll('iframe').length };
  });
  expect(printed).toEqual({ seen: ['board'], frames: 0 });
  await context.close();
});
