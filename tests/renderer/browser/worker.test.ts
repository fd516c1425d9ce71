/** The desk in a real Chromium with sync in its worker, over HTTP, against the real exchange. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { inBrowser, serve, type Site } from '#tests/bench/browser.ts';
import { CODES, CountyUnderTest, PASSWORD } from '../kit/county.ts';
import type { DeskPage } from './deskPage.ts';
import { serveCounty } from '../kit/serve.ts';

declare global {
  interface Window {
    deskPage?: DeskPage;
  }
}

const HERE = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'desk-page-'));
let site: Site;

beforeAll(async () => {
  await build({
    configFile: false, logLevel: 'warn', root: HERE, base: './', publicDir: false, worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome130', rollupOptions: { input: join(HERE, 'deskPage.html') } },
  });
  site = await serve(folder);
});

afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a desk in Chromium', () => {
  it('enrols, imports, pushes from its worker, and searches by initials made in another', async () => {
    const county = await CountyUnderTest.open();
    const served = await serveCounty(county);
    await inBrowser(`${site.address}/deskPage.html`, async (page) => {
      await page.waitForFunction(() => window.deskPage !== undefined);
      const enrolment = [served.address, CODES.stone, PASSWORD] as const;
      expect(await page.evaluate(([address, code, password]) => window.deskPage?.enrol(address, code, password), enrolment)).toBeNull();
      expect(await page.evaluate(() => window.deskPage?.importList(5000))).toBe(true);
      expect(await page.evaluate(() => window.deskPage?.sync())).toMatchObject({ phase: 'idle', queued: 0, accepted: 1 });
      expect(await page.evaluate(() => window.deskPage?.notice())).toEqual({ revision: 1, pending: false });
      expect(await page.evaluate(() => window.deskPage?.search('ylh'))).toBe(50);
    });
    served.close();
    expect(county.seen.filter((one) => one.startsWith('PUT'))).toHaveLength(20);
  }, 120_000);
});
