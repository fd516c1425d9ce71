/** The commands: their arguments, how results are counted, and what an old Node is told. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastLineCounts, playwrightCounts, vitestCounts } from '../../tools/commands/counts.ts';
import { simArguments, simOptions } from '../../tools/commands/sim.ts';
import { startOptions, whoAnswers } from '../../tools/commands/start.ts';
import { run } from '../../tools/commands/steps.ts';
import { judged } from '../../tools/commands/test.ts';

const ROOT = dirname(dirname(import.meta.dirname));

describe('arguments of npm run sim', () => {
  test('defaults, values, and a mutant', () => {
    expect(simOptions([])).toEqual({ seeds: 20, from: 1, listMutants: false });
    expect(simOptions(['--seeds', '7', '--from=3', '--mutant', 'lostReceipt'])).toEqual({ seeds: 7, from: 3, listMutants: false, mutant: 'lostReceipt' });
  });
  test('what is wrong is said', () => {
    for (const args of [['--seeds', 'many'], ['--seeds'], ['--seeds', '0'], ['--mutant'], ['--fast']]) expect(simOptions(args)).toMatch(/usage: npm run sim/);
  });
  test('they are handed on in one form', () => {
    expect(simArguments({ seeds: 2, from: 9, listMutants: false, mutant: 'a' })).toEqual(['--seeds', '2', '--from', '9', '--mutant', 'a']);
    expect(simArguments({ seeds: 2, from: 9, listMutants: true })).toEqual(['--list-mutants']);
  });
});

describe('counts', () => {
  test('of Vitest: a suite that does not load and a test that is put off count as failed', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0, testResults: [{ status: 'failed', assertionResults: [] }, { status: 'passed', assertionResults: [{}] }] };
    expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 5, failed: 3 });
  });
  test('of Playwright: flaky and skipped count as failed', () => {
    expect(playwrightCounts(JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 1 }, errors: [{}] }))).toEqual({ passed: 4, failed: 4 });
  });
  test('of our own last line', () => {
    expect(lastLineCounts('1 checks passed, 9 failed\n12 checks passed, 2 failed (201 files)\n')).toEqual({ passed: 12, failed: 2 });
    expect(lastLineCounts('nothing of the kind')).toBeUndefined();
  });
  test('a part that crashes, or ends badly with only passes, fails', () => {
    const part = { name: 'x', node: [], minutes: 1 };
    const bad = { ok: false, seconds: 1, output: '', why: 'ended with 1' };
    expect(judged(part, bad)).toEqual({ passed: 0, failed: 1 });
    expect(judged({ ...part, counts: () => undefined }, { ...bad, ok: true })).toEqual({ passed: 0, failed: 1 });
    expect(judged({ ...part, counts: () => ({ passed: 9, failed: 0 }) }, bad)).toEqual({ passed: 9, failed: 1 });
  });
});

describe('a step', () => {
  test('is ended with its children when it takes too long', async () => {
    const code = "const c = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'inherit' }); console.log(c.pid); setInterval(() => 0, 1e6)";
    const outcome = await run({ name: 'too long', node: ['-e', code], minutes: 0.02 }, false);
    expect(outcome).toMatchObject({ ok: false, why: 'stopped after 0.02 minutes' });
    const grandchild = Number(outcome.output.trim());
    expect(grandchild).toBeGreaterThan(1);
    await expect.poll(() => alive(grandchild)).toBe(false);
  });
  test('does not wait for what its process left behind', async () => {
    const code = "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e6)'], { stdio: 'inherit' })";
    const outcome = await run({ name: 'left behind', node: ['-e', `${code}.unref()`], minutes: 1 }, false);
    expect(outcome.ok).toBe(true);
    expect(outcome.seconds).toBeLessThan(20);
  });
  test('reports a bad end and what was said', async () => {
    expect(await run({ name: 'bad end', node: ['-e', 'console.error("no"); process.exit(3)'], minutes: 1 }, false)).toMatchObject({ ok: false, why: 'ended with 3', output: 'no\n' });
  });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const facts = `/proc/${pid}/stat`;
    // Dead and not yet collected by its parent, as happens in containers without an init.
    return !(existsSync(facts) && / Z /.test(readFileSync(facts, 'utf8')));
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ESRCH') return false;
    throw fault;
  }
}

test('an old Node is told in one sentence what to do', () => {
  const guard = join(ROOT, 'tools', 'commands', 'node24.cjs');
  const pretend = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } }); Object.defineProperty(process, 'version', { value: 'v20.20.2' }); require(${JSON.stringify(guard)}); console.log('went on');`;
  const ended = spawnSync(process.execPath, ['-e', pretend], { encoding: 'utf8' });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toMatch(/^This command needs Node 24 .* v20\.20\.2: .*\n$/);
});

test('every npm script asks for Node 24 first', () => {
  const manifest: { scripts: { [name: string]: string } } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  for (const script of Object.values(manifest.scripts)) expect(script).toMatch(/^node -r \.\/tools\/commands\/node24\.cjs \S+\.ts$/);
});

describe('npm start', () => {
  test('takes a port and nothing else', () => {
    expect(startOptions([])).toEqual({ port: 36990 });
    expect(startOptions(['--port', '40000'])).toEqual({ port: 40000 });
    for (const args of [['--port'], ['--port', '80'], ['--port', 'x'], ['--fast']]) expect(startOptions(args)).toMatch(/usage: npm start/);
  });

  test('tells a county from a stranger and from nobody', async () => {
    const county = await listening((_, response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{}'));
    const stranger = await listening((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('hello'));
    expect(await whoAnswers(county.port)).toBe('county');
    expect(await whoAnswers(stranger.port)).toBe('stranger');
    county.server.close();
    stranger.server.close();
    expect(await whoAnswers(county.port)).toBe('nobody');
  });
});

async function listening(answer: RequestListener): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((request, response) => {
    response.setHeader('connection', 'close');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: address.port };
}
