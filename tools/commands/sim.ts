/** `npm run sim`: checks the arguments and runs the simulation (`tests/sim/main.ts`) with them. */
import { spawn } from 'node:child_process';
import { ROOT } from './steps.ts';

export interface SimOptions {
  readonly seeds: number;
  readonly from: number;
  readonly mutant?: string;
  readonly listMutants: boolean;
}

const USAGE = 'usage: npm run sim -- --seeds N [--from K] [--mutant NAME] | --list-mutants';

/** The options of `--seeds N [--from K] [--list-mutants] [--mutant NAME]`, or the sentence that says what is wrong. */
export function simOptions(args: readonly string[]): SimOptions | string {
  const options: { seeds?: number; from?: number; mutant?: string; listMutants?: boolean } = {};
  for (let at = 0; at < args.length; at += 1) {
    const [name, glued] = (args[at] ?? '').split('=', 2);
    const value = (): string => glued ?? args[(at += 1)] ?? '';
    if (name === '--list-mutants') options.listMutants = true;
    else if (name === '--mutant') options.mutant = value();
    else if (name === '--seeds' || name === '--from') {
      const text = value();
      if (!/^\d+$/.test(text)) return `${name} needs a whole number, not "${text}". ${USAGE}`;
      options[name === '--seeds' ? 'seeds' : 'from'] = Number(text);
    } else return `${args[at]} is not an option. ${USAGE}`;
  }
  if (options.mutant === '') return `--mutant needs a name. ${USAGE}`;
  if (options.seeds === 0) return `--seeds needs at least 1. ${USAGE}`;
  return { seeds: options.seeds ?? 20, from: options.from ?? 1, listMutants: options.listMutants ?? false, ...(options.mutant !== undefined && { mutant: options.mutant }) };
}

/** The arguments that `tests/sim/main.ts` gets: every option, in one form. */
export function simArguments(options: SimOptions): readonly string[] {
  if (options.listMutants) return ['--list-mutants'];
  const mutant = options.mutant === undefined ? [] : ['--mutant', options.mutant];
  return ['--seeds', String(options.seeds), '--from', String(options.from), ...mutant];
}

if (import.meta.main) {
  const options = simOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    console.error(options);
    process.exit(2);
  }
  const child = spawn(process.execPath, ['tests/sim/main.ts', ...simArguments(options)], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('close', (status) => process.exit(status ?? 1));
}
