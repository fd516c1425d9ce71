/** What runs outside the page: main and preload, and the double with its worlds. CommonJS, as a sandboxed preload needs. */
import { chmod, copyFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { bridgeContract } from '#wire/bridge/contract.ts';
import { bridgeChannel } from '#wire/bridge/envelope.ts';

const OUTSIDE = [...builtinModules, /^node:/, 'electron', 'playwright-core'];

interface Bundle {
  readonly root: string;
  readonly entry: string;
  readonly out: string;
  readonly format: 'cjs' | 'iife';
  readonly define?: Record<string, string>;
  readonly external?: readonly (string | RegExp)[];
}

async function bundle({ root, entry, out, format, define = {}, external = OUTSIDE }: Bundle): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    resolve: { conditions: ['node'] },
    build: {
      target: 'node24',
      outDir: path.dirname(out),
      emptyOutDir: false,
      minify: false,
      lib: { entry: path.join(root, entry), formats: [format], name: 'noticeboard', fileName: () => path.basename(out) },
      rolldownOptions: { external: [...external] },
    },
  });
}

export async function buildElectron(root: string, out: string): Promise<void> {
  const channels = Object.keys(bridgeContract).map((method) => [method, bridgeChannel(method)]);
  await bundle({ root, entry: 'electron/main.ts', out: path.join(out, 'main.cjs'), format: 'cjs' });
  await bundle({ root, entry: 'electron/preload.ts', out: path.join(out, 'preload.cjs'), format: 'cjs', define: { __BRIDGE_CHANNELS__: JSON.stringify(channels) } });
}

export async function buildDouble(root: string, out: string): Promise<void> {
  await bundle({ root, entry: 'tests/double/boot.ts', out: path.join(out, 'boot.cjs'), format: 'cjs', external: [...OUTSIDE, './electron.cjs'] });
  await bundle({ root, entry: 'tests/double/electron.ts', out: path.join(out, 'electron.cjs'), format: 'cjs' });
  await bundle({ root, entry: 'tests/double/worldMain.ts', out: path.join(out, 'worldMain.js'), format: 'iife', external: [] });
  await bundle({ root, entry: 'tests/double/worldPreload.ts', out: path.join(out, 'worldPreload.js'), format: 'iife', external: [] });
  await copyFile(path.join(root, 'tests/double/electron.sh'), path.join(out, 'electron'));
  await chmod(path.join(out, 'electron'), 0o755);
}
