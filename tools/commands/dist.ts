/**
 * `npm run dist [-- --dir]`: packages the desk with electron-builder. First an unpacked Linux package, for which nothing is
 * fetched: around the real Electron where it is here, else around a stand-in that only carries what the builder edits (it
 * cannot run). Contents and fuses are read back; every arch of electron-builder.yml is checked against Electron's own
 * list, which the builder does not do. Then, without `--dir` and where the real Electron is here, the installers; the
 * builder fetches what they need.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build } from '../build/build.ts';
import { archesAsked, archesMissing, contentFaults, fusesAsked } from '../build/packaging.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'out/dist/linux-unpacked');
const PROGRAM = 'noticeboard';
/** Marks the fuses in a binary; version 1, nine of them, all enabled. */
const FUSES = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))]);
/** Electron's own names, by the builder's. */
const FUSE_NAMES: { readonly [name: string]: FuseV1Options } = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Runs a command of node_modules/.bin and gives what it printed. */
function run(command: string, args: readonly string[]): string {
  return execFileSync(path.join(ROOT, 'node_modules/.bin', command), args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

function standIn(version: string): string {
  const folder = path.join(ROOT, 'out/stand-in');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), FUSES]));
  chmodSync(path.join(folder, 'electron'), 0o755);
  writeFileSync(path.join(folder, 'version'), version);
  writeFileSync(path.join(folder, 'LICENSE'), 'stand-in');
  for (const locale of ['zh-CN', 'en-US', 'de']) writeFileSync(path.join(folder, 'locales', `${locale}.pak`), locale);
  return folder;
}

async function fuseFaults(yml: string): Promise<string[]> {
  const wire = await getCurrentFuseWire(path.join(OUT, PROGRAM));
  return [...fusesAsked(yml)].flatMap(([name, wanted]) => {
    const fuse = FUSE_NAMES[name];
    const state = fuse === undefined ? undefined : wire[fuse];
    return state === (wanted ? FuseState.ENABLE : FuseState.DISABLE) ? [] : [`fuse ${name} is ${String(state)}`];
  });
}

/** The real Electron's folder, or undefined where its binary was never fetched. */
function realElectron(): string | undefined {
  const folder = path.join(ROOT, 'node_modules/electron/dist');
  return existsSync(path.join(folder, 'electron')) || existsSync(path.join(folder, 'electron.exe')) || existsSync(path.join(folder, 'Electron.app')) ? folder : undefined;
}

/** Deb, AppImage, nsis and dmg, as far as this system can make them; what the builder says goes to the screen. */
function makeInstallers(): string[] {
  const builder = path.join(ROOT, 'node_modules/electron-builder/cli.js');
  const { status } = spawnSync(process.execPath, [builder, '--publish', 'never'], { cwd: ROOT, stdio: 'inherit' });
  return status === 0 ? [] : ['the installers could not be made, see above; the unpacked package before them is whole'];
}

async function packFolder(yml: string, version: string): Promise<string[]> {
  rmSync(OUT, { recursive: true, force: true });
  const runtime = (process.platform === 'linux' ? realElectron() : undefined) ?? standIn(version);
  run('electron-builder', ['--linux', 'dir', '--x64', `-c.electronDist=${runtime}`, '--publish', 'never']);
  const paths = run('asar', ['list', path.join(OUT, 'resources/app.asar')]).split('\n').filter((line) => line !== '').map((line) => line.replaceAll('\\', '/'));
  const needed = ['/package.json', '/out/electron/main.cjs', '/out/electron/preload.cjs', '/out/renderer/index.html'];
  return [...contentFaults(paths, needed), ...(await fuseFaults(yml))];
}

const version = (JSON.parse(read('node_modules/electron/package.json')) as { version: string }).version;
const checksums = JSON.parse(read('node_modules/electron/checksums.json')) as Record<string, string>;
const yml = read('electron-builder.yml');
const faults = archesMissing(archesAsked(yml), checksums, version).map((arch) => `Electron ${version} has no ${arch}`);
if (faults.length === 0) {
  await build(ROOT);
  faults.push(...(await packFolder(yml, version)));
  console.log(`unpacked package: ${path.relative(ROOT, OUT)}`);
}
if (faults.length === 0 && !process.argv.includes('--dir')) {
  if (realElectron() !== undefined) faults.push(...makeInstallers());
  else console.log('No installers: Electron itself is not here. Fetch it with `node node_modules/electron/install.js` and run this again.');
}
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'dist: ok' : `dist: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
