import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { icnsOf, icoOf } from '../../tools/build/icons.ts';
import { archesAsked, archesMissing, contentFaults, fusesAsked } from '../../tools/build/packaging.ts';
import { runtimeHere } from '../../tools/commands/app.ts';

const root = path.resolve(import.meta.dirname, '../..');
const yml = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
const electron = (file: string): unknown => JSON.parse(readFileSync(path.join(root, 'node_modules/electron', file), 'utf8'));

test('every arch that is packaged exists in Electron, and one that does not is found', () => {
  const { version } = electron('package.json') as { version: string };
  const checksums = electron('checksums.json') as Record<string, string>;
  const asked = archesAsked(yml);
  expect([...asked.keys()].sort()).toEqual(['darwin', 'linux', 'win32']);
  expect(archesMissing(asked, checksums, version)).toEqual([]);
  expect(archesMissing(archesAsked(yml.replaceAll('[x64, arm64]', '[x64, ia32, armv7l]')), checksums, version)).toContain('win32-ia32');
});

test('all eight fuses are asked for, the dangerous ones off', () => {
  const fuses = fusesAsked(yml);
  expect(fuses.size).toBe(8);
  for (const off of ['runAsNode', 'enableNodeOptionsEnvironmentVariable', 'enableNodeCliInspectArguments', 'grantFileProtocolExtraPrivileges']) expect(fuses.get(off)).toBe(false);
  for (const on of ['onlyLoadAppFromAsar', 'enableEmbeddedAsarIntegrityValidation', 'enableCookieEncryption']) expect(fuses.get(on)).toBe(true);
});

test('a package with sources, modules or without its main is found', () => {
  expect(contentFaults(['/package.json', '/out', '/out/electron', '/out/electron/main.cjs'], ['/package.json'])).toEqual([]);
  expect(contentFaults(['/node_modules/x/a.js', '/domain/decide.ts', '/out/renderer-old/a'], ['/out/electron/main.cjs'])).toHaveLength(4);
});

test('icons are containers around their PNGs', () => {
  const picture = { size: 256, png: Buffer.from('png') };
  const ico = icoOf([picture]);
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico.readUInt8(6), ico.readUInt32LE(14), ico.readUInt32LE(18)]).toEqual([1, 1, 0, 3, 22]);
  const icns = icnsOf([picture, { size: 16, png: Buffer.from('x') }]);
  expect(icns.subarray(0, 4).toString()).toBe('icns');
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  expect(icns.length).toBe(8 + 8 + 3);
});

test('without a display no window is promised', () => {
  expect(runtimeHere(root, {}).name).toBe(process.platform === 'linux' ? 'none' : runtimeHere(root, {}).name);
  expect(runtimeHere('/nowhere', { DISPLAY: ':0' }).name).toBe('none');
});
