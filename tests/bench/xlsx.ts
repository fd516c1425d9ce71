/** 50,000 payees from an .xlsx to checked frames, against SheetJS alone parsing the same file; each in a worker of its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { farmlandBig } from '#tests/samples/generate.ts';
import { buildPages, inBrowser, serve } from './browser.ts';
import type { Measure } from './measure.ts';

const CONTENDERS: { readonly [name: string]: 'ours' | 'sheetjs' } = { 'file to checked frames': 'ours', 'SheetJS parsing alone': 'sheetjs' };

interface Run {
  readonly milliseconds: number;
  readonly longestBlock: number;
  readonly rows: number;
}

/** `inline`: texts in the cells; `shared`: shared strings, styles and a date column. */
export async function xlsx(form: 'inline' | 'shared', payees: number): Promise<Measure> {
  const folder = await buildPages('xlsx', ['xlsx']);
  const file = `${form}-${payees}.xlsx`;
  await writeFile(join(folder, file), farmlandBig(form, payees).bytes);
  const site = await serve(folder);
  return {
    name: `.xlsx of ${payees} payees, ${form}`,
    contenders: Object.keys(CONTENDERS),
    goals: [
      { of: 'file to checked frames', against: 'SheetJS parsing alone', atMost: 1 },
      { of: 'file to checked frames', blockMs: 50 },
    ],
    run: (contender) =>
      inBrowser(`${site.address}/xlsx.html`, async (page) => {
        await page.waitForFunction('typeof window.bench === "function"');
        const run = (await page.evaluate(`window.bench(${JSON.stringify(CONTENDERS[contender])}, ${JSON.stringify(file)})`)) as Run;
        if (CONTENDERS[contender] === 'ours' && run.rows !== payees) throw new Error(`${run.rows} payees read instead of ${payees}`);
        return { ms: run.milliseconds, blockMs: run.longestBlock };
      }),
    close: () => site.close(),
  };
}
