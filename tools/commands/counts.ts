/** Reads how many tests passed and failed from the JSON reports of the runners, and from the last lines of our own. */

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** From Vitest's JSON report; suites that could not even be loaded count as failed. */
export function vitestCounts(report: string): Counts {
  const data = record(JSON.parse(report));
  const broken = list(data['testResults']).filter((suite) => record(suite)['status'] === 'failed' && list(record(suite)['assertionResults']).length === 0);
  const put = number(data['numPendingTests']) + number(data['numTodoTests']);
  return { passed: number(data['numPassedTests']), failed: number(data['numFailedTests']) + broken.length + put };
}

/** From Playwright's JSON report; flaky and skipped ones count as failed, and so do errors outside tests. */
export function playwrightCounts(report: string): Counts {
  const data = record(JSON.parse(report));
  const stats = record(data['stats']);
  const failed = number(stats['unexpected']) + number(stats['flaky']) + number(stats['skipped']);
  return { passed: number(stats['expected']), failed: failed + list(data['errors']).length };
}

/** From the last line of the form `… N passed … N failed …` of an output; undefined when there is none. */
export function lastLineCounts(output: string): Counts | undefined {
  const found = [...output.matchAll(/(\d+)[^\d\n]*passed,\s*(\d+)\s*failed/g)].at(-1);
  return found && { passed: Number(found[1]), failed: Number(found[2]) };
}

/** Adds two counts. */
export function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

function record(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
