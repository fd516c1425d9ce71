/**
 * `npm run bench [-- --sanity] [--only NAME] [--rounds N]`: every measure, contenders in turns; prints tables, then each
 * goal, and ends with how many were reached. `--sanity` is short and judges no speed, since machines are busy: it shows that
 * everything still runs and gives its figures.
 */
import { home } from './home.ts';
import { interleaved, judge, table, type Measure } from './measure.ts';
import { storing } from './storing.ts';
import { xlsx } from './xlsx.ts';

const sanity = process.argv.includes('--sanity');
const option = (name: string): string | undefined => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const only = option('--only');
const rounds = Number(option('--rounds') ?? (sanity ? 1 : 5));
const ANY_SPEED = Number.POSITIVE_INFINITY;

const MEASURES: { readonly [name: string]: () => Promise<Measure> } = {
  storing: () => storing(sanity ? 20_000 : 100_000),
  xlsxInline: () => xlsx('inline', sanity ? 10_000 : 50_000),
  xlsxShared: () => xlsx('shared', sanity ? 10_000 : 50_000),
  home: () => home(sanity ? 20_000 : 100_000),
};

let passed = 0;
let failed = 0;
for (const [name, make] of Object.entries(MEASURES)) {
  if (only !== undefined && only !== name) continue;
  const measure = await make();
  try {
    const samples = await interleaved(measure, rounds, console.error);
    console.log(table(measure, samples));
    for (const goal of measure.goals) {
      const { sentence, ok } = judge(samples, goal, sanity ? ANY_SPEED : 1);
      console.log(`${ok ? 'ok  ' : 'FAIL'} ${sentence}`);
      if (ok) passed += 1;
      else failed += 1;
    }
    console.log('');
  } finally {
    await measure.close();
  }
}
console.log(`${passed} goals passed, ${failed} failed (${rounds} rounds, medians of paired ratios)`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
