/**
 * `npm test`: sets up, builds, and runs everything that CI runs; the last line is `N passed, N failed`. `--full` runs the
 * whole counts of simulation and bench; else the bench judges no speed. Reports, pictures and PDFs lie in `test-results/`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDS } from './check.ts';
import { lastLineCounts, playwrightCounts, sum, vitestCounts, type Counts } from './counts.ts';
import { chromiumPath, NEEDS, setup } from './setup.ts';
import { endAtSignals, RESULTS, run, tool, type Outcome, type Step } from './steps.ts';

/** A part of the run, and how its count is read; without a reader it counts as one. */
interface Part extends Step {
  readonly counts?: (outcome: Outcome) => Counts | undefined;
}

const ONE: Counts = { passed: 1, failed: 0 };
const VITEST_REPORT = join(RESULTS, 'vitest.json');
const PLAYWRIGHT_REPORT = join(RESULTS, 'playwright.json');

function parts(full: boolean): readonly Part[] {
  // Only against parts that hang: a part takes up to five minutes on two quiet cores, and machines may be busy.
  const minutes = full ? 90 : 25;
  return [
    { name: 'build', node: ['tools/build/build.ts'], minutes: 4 },
    ...GUARDS.map((step): Part => (step.name === 'guards' ? { ...step, counts: (outcome) => lastLineCounts(outcome.output) } : step)),
    {
      name: 'vitest',
      node: [tool('vitest/vitest.mjs'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`],
      minutes,
      counts: () => fromFile(VITEST_REPORT, vitestCounts),
    },
    {
      name: 'playwright',
      node: [tool('@playwright/test/cli.js'), 'test', '--reporter=line,json', '--output=test-results/playwright'],
      minutes,
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: PLAYWRIGHT_REPORT, PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_REPORT },
      counts: () => fromFile(PLAYWRIGHT_REPORT, playwrightCounts),
    },
    // Seeds 1 to 12 are run by the tests of the simulation.
    { name: 'sim', node: ['tools/commands/sim.ts', '--from', '13', '--seeds', full ? '1000' : '12'], minutes },
    { name: 'bench', node: ['tools/commands/bench.ts', ...(full ? [] : ['--sanity'])], minutes, counts: (outcome) => lastLineCounts(outcome.output) },
  ];
}

function fromFile(path: string, read: (report: string) => Counts): Counts | undefined {
  return existsSync(path) ? read(readFileSync(path, 'utf8')) : undefined;
}

/** A part that fails without counting a failure (a crash, a time limit) counts as one failure. */
export function judged(part: Part, outcome: Outcome): Counts {
  const counted = part.counts ? part.counts(outcome) : outcome.ok ? ONE : undefined;
  if (counted === undefined) return { passed: 0, failed: 1 };
  return outcome.ok || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

if (import.meta.main) {
  endAtSignals();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  let total: Counts = setup([...NEEDS.start, ...NEEDS.test], console.log) ? ONE : { passed: 0, failed: 1 };
  const chromium = chromiumPath();
  if (chromium !== undefined) process.env['CHROMIUM_PATH'] = chromium;
  for (const part of parts(process.argv.includes('--full'))) {
    const outcome = await run(part, false);
    const counts = judged(part, outcome);
    total = sum(total, counts);
    console.log(`${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${part.name}: ${counts.passed} passed, ${counts.failed} failed (${outcome.seconds.toFixed(0)} s)${outcome.why === undefined ? '' : `; ${outcome.why}`}`);
    if (counts.failed > 0) console.log(outcome.output.split('\n').slice(-200).join('\n').trimEnd());
    if (part.name === 'bench' && counts.failed === 0) console.log(outcome.output.trimEnd());
  }
  process.exitCode = total.failed === 0 ? 0 : 1;
  console.log(`${total.passed} passed, ${total.failed} failed`);
}
