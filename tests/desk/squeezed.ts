/**
 * The story and the import on a small computer: one core and 3 GB, no swap, held by a control group.
 *
 *   node tests/desk/squeezed.ts [--cores 1] [--megabytes 3072] [-- COMMAND ARGS…]
 *
 * Without a command it runs the story's spec and the bench of the import, prints time, peak memory and pass or fail of
 * each, and exits 1 when one fails or was killed for memory. Needs Linux and root; says so where there is no control group.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../double/launch.ts';

const PERIOD_US = 100_000;
const ROOT = '/sys/fs/cgroup';

/** A control group of either version. */
interface Group {
  /** Files to which a process writes its own number to be inside. */
  readonly doors: readonly string[];
  peakBytes(): number;
  /** Times that the kernel ended a process in it for memory. */
  killed(): number;
  remove(): void;
}

class NoGroup extends Error {}

function makeGroup(name: string, cores: number, bytes: number): Group {
  if (process.platform !== 'linux') throw new NoGroup('control groups exist on Linux only');
  try {
    if (existsSync(path.join(ROOT, 'cgroup.controllers'))) return second(name, cores, bytes);
    if (existsSync(path.join(ROOT, 'memory')) && existsSync(path.join(ROOT, 'cpu'))) return first(name, cores, bytes);
  } catch (error) {
    throw new NoGroup(`the control group was not made: ${error instanceof Error ? error.message : String(error)}; run as root where ${ROOT} may be written`);
  }
  throw new NoGroup(`no control groups under ${ROOT}`);
}

function second(name: string, cores: number, bytes: number): Group {
  const folder = path.join(ROOT, name);
  writeFileSync(path.join(ROOT, 'cgroup.subtree_control'), '+cpu +memory');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'cpu.max'), `${cores * PERIOD_US} ${PERIOD_US}`);
  writeFileSync(path.join(folder, 'memory.max'), String(bytes));
  if (existsSync(path.join(folder, 'memory.swap.max'))) writeFileSync(path.join(folder, 'memory.swap.max'), '0');
  return {
    doors: [path.join(folder, 'cgroup.procs')],
    peakBytes: () => numberIn(path.join(folder, 'memory.peak')),
    killed: () => Number(/^oom_kill (\d+)$/m.exec(readFileSync(path.join(folder, 'memory.events'), 'utf8'))?.[1] ?? 0),
    remove: () => rmdirSync(folder),
  };
}

/** The older form: each controller is a tree of its own. */
function first(name: string, cores: number, bytes: number): Group {
  const [memory, cpu] = [path.join(ROOT, 'memory', name), path.join(ROOT, 'cpu', name)];
  for (const folder of [memory, cpu]) mkdirSync(folder);
  writeFileSync(path.join(memory, 'memory.limit_in_bytes'), String(bytes));
  if (existsSync(path.join(memory, 'memory.swappiness'))) writeFileSync(path.join(memory, 'memory.swappiness'), '0');
  writeFileSync(path.join(cpu, 'cpu.cfs_period_us'), String(PERIOD_US));
  writeFileSync(path.join(cpu, 'cpu.cfs_quota_us'), String(cores * PERIOD_US));
  return {
    doors: [path.join(memory, 'cgroup.procs'), path.join(cpu, 'cgroup.procs')],
    peakBytes: () => numberIn(path.join(memory, 'memory.max_usage_in_bytes')),
    killed: () => Number(/^oom_kill (\d+)$/m.exec(readFileSync(path.join(memory, 'memory.oom_control'), 'utf8'))?.[1] ?? 0),
    remove: () => [memory, cpu].forEach((folder) => rmdirSync(folder)),
  };
}

function numberIn(file: string): number {
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : Number.NaN;
}

interface Outcome {
  readonly code: number | null;
  readonly seconds: number;
  readonly peakBytes: number;
  readonly killed: number;
}

async function squeezed(label: string, command: readonly string[], { cores, bytes }: { readonly cores: number; readonly bytes: number }): Promise<Outcome> {
  const group = makeGroup(`noticeboard-${process.pid}-${label}`, cores, bytes);
  const started = performance.now();
  try {
    // The shell goes inside first; everything that it becomes and starts is then inside as well.
    const enter = `${group.doors.map((door) => `echo $$ > ${door}`).join(' && ')} && exec taskset -c 0-${cores - 1} "$@"`;
    const child = spawn('sh', ['-c', enter, 'squeezed', ...command], { cwd: projectRoot, stdio: 'inherit' });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    return { code, seconds: (performance.now() - started) / 1000, peakBytes: group.peakBytes(), killed: group.killed() };
  } finally {
    await emptied(group);
  }
}

/** A group can be removed once its last process is gone; a database server takes a moment to end. */
async function emptied(group: Group): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      group.remove();
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

const node = process.execPath;
const RUNS: readonly (readonly [string, readonly string[]])[] = [
  ['story', [node, path.join(projectRoot, 'node_modules/@playwright/test/cli.js'), 'test', '--project=desk', 'tests/desk/story.spec.ts', '--reporter=line']],
  ['import', [node, 'tools/commands/bench.ts', '--only', 'xlsxShared', '--rounds', '2']],
];

const { values, positionals } = parseArgs({ options: { cores: { type: 'string', default: '1' }, megabytes: { type: 'string', default: '3072' } }, allowPositionals: true });
const limit = { cores: Number(values.cores), bytes: Number(values.megabytes) * 1024 * 1024 };
const runs: typeof RUNS = positionals.length > 0 ? [['command', positionals]] : RUNS;
try {
  for (const [label, command] of runs) {
    const { code, seconds, peakBytes, killed } = await squeezed(label, command, limit);
    const good = code === 0 && killed === 0;
    if (!good) process.exitCode = 1;
    console.log(`${good ? 'ok  ' : 'FAIL'} ${label}: ${limit.cores} core, ${values.megabytes} MB; peak ${(peakBytes / 1024 / 1024).toFixed(0)} MB, ${killed} killed for memory, ${seconds.toFixed(0)} s, exit ${code}`);
  }
} catch (error) {
  if (!(error instanceof NoGroup)) throw error;
  console.error(`not run: ${error.message}`);
  process.exitCode = 1;
}
