/** How this run was started: switches, the app's folder and its package. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const switches = new Map(
  process.argv
    .slice(1)
    .filter((argument) => argument.startsWith('--'))
    .map((argument) => {
      const [name = '', ...value] = argument.slice(2).split('=');
      return [name, value.join('=')] as const;
    }),
);

export const appRoot = process.env['ELECTRON_DOUBLE_APP'] ?? process.cwd();

interface AppPackage {
  readonly name: string;
  readonly productName?: string;
  readonly version: string;
}

export const appPackage = JSON.parse(readFileSync(path.join(appRoot, 'package.json'), 'utf8')) as AppPackage;

export const chromiumPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const headed = process.env['ELECTRON_DOUBLE_HEADED'] === '1';
