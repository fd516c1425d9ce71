/**
 * Sets up what tests and `npm start` need beside npm packages: a Chromium, Chinese fonts, poppler and a display for
 * windows in tests. On Debian as root it installs what is missing; elsewhere it says what to install. Quick when
 * everything is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from './steps.ts';

export interface Need {
  readonly what: string;
  readonly debian: string;
  readonly found: () => boolean;
}

/** What a desk needs to open, and what only tests need on top. */
export const NEEDS: { readonly start: readonly Need[]; readonly test: readonly Need[] } = {
  start: [
    { what: 'Chromium', debian: 'chromium', found: () => chromiumPath() !== undefined },
    { what: 'Chinese fonts', debian: 'fonts-noto-cjk', found: hasChineseFonts },
  ],
  test: [
    { what: 'poppler (pdftotext, pdftoppm)', debian: 'poppler-utils', found: () => onPath('pdftotext') && onPath('pdftoppm') },
    { what: 'Xvfb', debian: 'xvfb', found: () => onPath('Xvfb') },
  ],
};

/** The Chromium that tests and the double drive: `CHROMIUM_PATH`, or the system's. */
export function chromiumPath(): string | undefined {
  const told = process.env['CHROMIUM_PATH'];
  const places = told === undefined ? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'] : [told];
  return places.find((place) => existsSync(place));
}

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function hasChineseFonts(): boolean {
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.trim() !== '';
}

/** Whether apt can be used here: a Debian, and root. */
function canInstall(): boolean {
  if (process.getuid?.() !== 0 || !onPath('apt-get') || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs or explains what is missing; returns whether everything is there now. */
export function setup(needs: readonly Need[], say: (line: string) => void): boolean {
  const missing = needs.filter((need) => !need.found());
  if (missing.length > 0) {
    const names = missing.map((need) => need.debian);
    if (canInstall()) {
      say(`installing ${names.join(', ')}`);
      installByApt(names, say);
    } else {
      say(`missing: ${missing.map((need) => need.what).join(', ')}. On Debian or Ubuntu: sudo apt-get install ${names.join(' ')}`);
      say('Elsewhere install Chromium or Chrome and set CHROMIUM_PATH to its path; poppler and Xvfb are only needed by npm test.');
    }
  }
  if (process.env['APP_RUNTIME'] === 'electron') fetchElectron(say);
  return needs.every((need) => need.found());
}

function installByApt(names: readonly string[], say: (line: string) => void): void {
  const apt = (...args: string[]): boolean => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const ended = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=400', ...args], { encoding: 'utf8', env });
    if (ended.status !== 0) say(`apt-get ${args[0]} failed: ${ended.stderr.trim().split('\n').at(-1) ?? ''}`);
    return ended.status === 0;
  };
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', ...names);
}

/** Electron's own binary comes from another place than npm packages, which not every network reaches: only when told. */
function fetchElectron(say: (line: string) => void): void {
  const ended = spawnSync(process.execPath, [join(ROOT, 'node_modules', 'electron', 'install.js')], { encoding: 'utf8' });
  say(ended.status === 0 ? 'Electron is there' : `Electron could not be fetched: ${ended.stderr.trim().split('\n').at(-1) ?? ''}`);
}

if (import.meta.main) {
  const whole = setup([...NEEDS.start, ...NEEDS.test], console.log);
  console.log(whole ? 'everything is set up' : 'something is missing, see above');
  process.exitCode = whole ? 0 : 1;
}
