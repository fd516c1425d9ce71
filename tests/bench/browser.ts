/** Pages for measures: built by Vite, served from a folder on the loopback, opened in a fresh profile each time. */
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TYPES: { readonly [ending: string]: string } = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };
/** No network beyond the loopback, and flags that make times comparable between rounds. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions', '--enable-precise-memory-info', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'];
/** Chromium is moving IndexedDB from LevelDB to SQLite; `BENCH_SQLITE=1` measures there. */
const SQLITE = '--enable-features=IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores';

/** Builds `tests/bench/pages/<page>.html` as production code; gives the folder they lie in, `out/bench/<name>`. */
export async function buildPages(name: string, pages: readonly string[]): Promise<string> {
  const out = join(ROOT, 'out', 'bench', name);
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(ROOT, 'tests', 'bench', 'pages'),
    base: './',
    publicDir: false,
    plugins: [react()],
    worker: { format: 'es' },
    define: { __APP_VERSION__: JSON.stringify('bench') },
    build: { outDir: out, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 5000, rollupOptions: { input: pages.map((page) => join(ROOT, 'tests', 'bench', 'pages', `${page}.html`)) } },
  });
  return out;
}

export interface Site {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a folder; nothing outside it. */
export async function serve(folder: string): Promise<Site> {
  const server = createServer((request, response) => {
    const file = join(folder, normalize(new URL(request.url ?? '/', 'http://local').pathname));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    // As the county serves the desk page: what has a hash in its name never changes, so that compiled code is kept too.
    const cache = /-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': cache });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Opens a page in the given profile (a fresh one when absent), hands it over, and clears up. */
export async function inBrowser<T>(url: string, look: (page: Page) => Promise<T>, profile?: string): Promise<T> {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'bench-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: process.env['BENCH_SQLITE'] === '1' ? [...FLAGS, SQLITE] : FLAGS,
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(fault.message));
    page.setDefaultTimeout(300_000);
    await page.goto(url);
    const result = await look(page);
    if (faults.length > 0) throw new Error(`the page failed: ${faults.join('; ')}`);
    return result;
  } finally {
    await context.close();
    if (profile === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
