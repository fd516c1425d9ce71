/** The home screen with many payees, with an empty store, and a bare React page, each on a profile that was used before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages, inBrowser, serve } from './browser.ts';
import type { Measure, Sample } from './measure.ts';

const EMPTY = 'home, empty store';
const BARE = 'bare React page';
const VISITS_BEFORE = 3;

/** Measures with `count` payees in the full store. */
export async function home(count: number): Promise<Measure> {
  const site = await serve(await buildPages('home', ['home', 'fill', 'bare']));
  const full = `home, ${count} payees`;
  const profiles = new Map<string, string>();
  return {
    name: 'home screen usable, from an unlocked session',
    contenders: [full, EMPTY, BARE],
    goals: [
      { of: full, against: EMPTY, atMost: 1.2 },
      { of: full, against: BARE, atMost: 2.5 },
    ],
    async run(contender) {
      const page = contender === BARE ? 'bare' : 'home';
      const url = `${site.address}/${page}.html`;
      const known = profiles.get(contender);
      const profile = known ?? mkdtempSync(join(tmpdir(), 'bench-home-'));
      if (known === undefined) {
        profiles.set(contender, profile);
        if (page === 'home') await filled(site.address, profile, contender === full ? count : 0);
        // The first visits compile and keep what they compiled; offices open the program every day.
        for (let before = 0; before < VISITS_BEFORE; before += 1) await visit(url, profile);
      }
      return visit(url, profile);
    },
    async close() {
      for (const profile of profiles.values()) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
      await site.close();
    },
  };
}

async function filled(address: string, profile: string, count: number): Promise<void> {
  const fill = async (page: Parameters<Parameters<typeof inBrowser>[1]>[0]): Promise<void> => {
    await page.waitForFunction('typeof window.fill === "function"');
    await page.evaluate(`window.fill(${count})`);
  };
  await inBrowser(`${address}/fill.html`, fill, profile);
}

async function visit(url: string, profile: string): Promise<Sample> {
  const read = async (page: Parameters<Parameters<typeof inBrowser>[1]>[0]): Promise<Sample> => {
    await page.waitForFunction('window.usableAt > 0', null, { timeout: 30_000 });
    const ms = await page.evaluate('window.usableAt');
    if (typeof ms !== 'number') throw new Error('the page gave no time');
    return { ms };
  };
  return inBrowser(url, read, profile);
}
