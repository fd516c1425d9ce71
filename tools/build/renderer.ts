/** The renderer: page and workers, fonts, then the service worker that knows all of them. */
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { copyFonts } from './fonts.ts';
import { filesUnder } from './inputs.ts';

/** Never precached: sources are not needed offline. */
const LEFT_OUT = /\.map$/;

export async function buildRenderer(root: string, out: string): Promise<void> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  await build({
    configFile: false,
    logLevel: 'warn',
    root: path.join(root, 'renderer'),
    base: './',
    publicDir: false,
    plugins: [react()],
    define: { __APP_VERSION__: JSON.stringify(version) },
    worker: { format: 'es' },
    build: { outDir: out, emptyOutDir: true, target: 'chrome109', chunkSizeWarningLimit: 4000, assetsInlineLimit: 0 },
  });
  await copyFonts(root, out);
  await copyFile(path.join(root, 'resources/icons/icon.svg'), path.join(out, 'icon.svg'));
  await buildServiceWorker(root, out);
}

/** The worker over what lies in `out` now; any later file would be missing offline. */
export async function buildServiceWorker(root: string, out: string): Promise<void> {
  const files: string[] = [];
  const hash = createHash('sha256');
  for (const file of await filesUnder(out)) {
    if (LEFT_OUT.test(file)) continue;
    files.push(path.relative(out, file).split(path.sep).join('/'));
    hash.update(`${file}\0`).update(await readFile(file));
  }
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { __PRECACHE_FILES__: JSON.stringify(files), __PRECACHE_VERSION__: JSON.stringify(hash.digest('hex').slice(0, 16)) },
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'chrome109',
      lib: { entry: path.join(root, 'renderer/shell/serviceWorker.ts'), formats: ['iife'], name: 'deskPage', fileName: () => 'service-worker.js' },
    },
  });
}
