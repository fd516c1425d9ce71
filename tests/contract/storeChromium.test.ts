/** The same contract in a real Chromium, over IndexedDB and WebCrypto as the desk has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { inBrowser, serve, type Site } from '#tests/bench/browser.ts';
import { promised } from './storeKit.ts';
import { STORE_CASES } from './storeCases.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'store-page-'));
let site: Site;
let page: Page;
const closing = promised<void>();
let browser: Promise<void>;

beforeAll(async () => {
  await build({
    configFile: false, logLevel: 'warn', root: HERE, base: './', publicDir: false,
    build: { outDir: folder, emptyOutDir: true, target: 'chrome120', rollupOptions: { input: join(HERE, 'storePage.html') } },
  });
  site = await serve(folder);
  const opened = promised<Page>();
  browser = inBrowser(`${site.address}/storePage.html`, async (one) => {
    opened.keep(one);
    await closing.promise;
  });
  browser.catch(opened.fail);
  page = await opened.promise;
  await page.waitForFunction(() => window.runStoreCase !== undefined);
});

afterAll(async () => {
  closing.keep();
  await browser;
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('store contract in Chromium', () => {
  for (const [at, one] of STORE_CASES.entries()) {
    it(one.says, async () => {
      expect(await page.evaluate((number) => window.runStoreCase?.(number), at)).toBe('kept');
    });
  }
});
