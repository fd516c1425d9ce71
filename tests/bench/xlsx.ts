/** 50,000 payees from an .xlsx to a saved act, against SheetJS alone parsing the same file; each reader in a worker of its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { farmlandBig } from '#tests/samples/generate.ts';
import { buildPages, inBrowser, serve } from './browser.ts';
import type { Measure, Sample } from './measure.ts';
import { traced } from './trace.ts';

const STORED = 'file to stored, checked frames';
const JOURNALED = 'the same with the journal of the desk page';
const SHEETJS = 'SheetJS parsing alone';
const REST = 'the window at rest';
const CONTENDERS: { readonly [name: string]: string } = { [STORED]: 'store', [JOURNALED]: 'journal', [SHEETJS]: 'sheetjs', [REST]: 'rest' };
/** A block far above this is the machine's, not the page's. */
const LONGEST_TASK = 'longest task of the window, processor ms';
const ROWS_PER_FRAME = 500;

interface Run {
  readonly milliseconds: number;
  readonly longestBlock: number;
  readonly result: { readonly rows: number; readonly pieces: number };
}

/** `inline`: texts in the cells; `shared`: shared strings, styles and a date column. */
export async function xlsx(form: 'inline' | 'shared', payees: number): Promise<Measure> {
  const folder = await buildPages(`xlsx-${form}`, ['xlsx']);
  const file = `${form}-${payees}.xlsx`;
  await writeFile(join(folder, file), farmlandBig(form, payees).bytes);
  const site = await serve(folder);
  return {
    name: `.xlsx of ${payees} payees, ${form}`,
    contenders: Object.keys(CONTENDERS),
    goals: [
      { of: STORED, against: SHEETJS, atMost: 1 },
      { of: STORED, blockMs: 50, rest: REST },
      { of: JOURNALED, blockMs: 50, rest: REST },
    ],
    run: (contender) =>
      inBrowser(`${site.address}/xlsx.html`, async (page): Promise<Sample> => {
        await page.waitForFunction('typeof window.bench === "function"');
        const script = `window.bench(${JSON.stringify(CONTENDERS[contender])}, ${JSON.stringify(file)})`;
        const { result: run, longestTaskMs } = await traced(page, async () => (await page.evaluate(script)) as Run);
        if (contender === STORED || contender === JOURNALED) {
          const pieces = Math.ceil(payees / ROWS_PER_FRAME) * 2;
          if (run.result.rows !== payees || run.result.pieces !== pieces) throw new Error(`${run.result.rows} payees read, ${run.result.pieces} pieces stored`);
        }
        return { ms: run.milliseconds, blockMs: run.longestBlock, facts: { [LONGEST_TASK]: longestTaskMs } };
      }),
    close: () => site.close(),
  };
}
