/** `npm run check`: types, guards, lint, and the unit tests of meaning, crossings and tools. A minute or two. */
import { endAtSignals, run, tool, type Step } from './steps.ts';

/** Shared with `npm test`, which runs the first three and then all tests. */
export const GUARDS: readonly Step[] = [
  { name: 'types', node: [tool('typescript/bin/tsc'), '-b', '--pretty', 'false'], minutes: 5 },
  { name: 'guards', node: ['tools/checks/main.ts'], minutes: 2 },
  { name: 'lint', node: [tool('oxlint/bin/oxlint'), '--deny-warnings'], minutes: 2 },
];

const UNIT: Step = { name: 'unit tests', node: [tool('vitest/vitest.mjs'), 'run', 'tests/domain', 'tests/wire', 'tests/tools', '--reporter=dot'], minutes: 5 };

if (import.meta.main) {
  endAtSignals();
  let failed = 0;
  for (const step of [...GUARDS, UNIT]) {
    const outcome = await run(step, false);
    console.log(`${outcome.ok ? 'ok  ' : 'FAIL'} ${step.name} (${outcome.seconds.toFixed(1)} s)${outcome.why === undefined ? '' : `: ${outcome.why}`}`);
    if (!outcome.ok) {
      failed += 1;
      console.log(outcome.output.trimEnd());
    }
  }
  console.log(failed === 0 ? 'check passed' : `check failed: ${failed} of ${GUARDS.length + 1} parts`);
  process.exitCode = failed === 0 ? 0 : 1;
}
