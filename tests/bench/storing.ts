/** Storing payees that came as frames: the desk's store against raw IndexedDB and against a Dexie record per row. */
import { buildPages, inBrowser, serve } from './browser.ts';
import type { Measure } from './measure.ts';

const CONTENDERS: { readonly [name: string]: string } = { 'desk store': 'desk', 'raw IndexedDB, same frames': 'raw', 'Dexie, a record per row': 'rowByRow' };

/** Measures with `count` payees. */
export async function storing(count: number): Promise<Measure> {
  const site = await serve(await buildPages('storing', ['storing']));
  return {
    name: `storing ${count} payees`,
    contenders: Object.keys(CONTENDERS),
    goals: [
      { of: 'desk store', against: 'raw IndexedDB, same frames', atMost: 1.3 },
      { of: 'desk store', against: 'Dexie, a record per row', timesFaster: 15 },
    ],
    run: (contender) =>
      inBrowser(`${site.address}/storing.html`, async (page) => {
        await page.waitForFunction('typeof window.bench === "function"');
        const ms = await page.evaluate(`window.bench(${JSON.stringify(CONTENDERS[contender])}, ${count})`);
        if (typeof ms !== 'number') throw new Error('the page gave no time');
        return { ms };
      }),
    close: () => site.close(),
  };
}
