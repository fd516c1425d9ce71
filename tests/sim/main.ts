/** `npm run sim`: runs seeds one after the other and ends with the counts, or with the seed and what it found. */
import 'fake-indexeddb/auto';
import { MUTANTS } from './mutants/mutants.ts';
import { run, type RunCounts } from './run.ts';

interface Options {
  readonly seeds: number;
  readonly from: number;
  readonly mutant: string | undefined;
}

function optionsOf(args: readonly string[]): Options {
  const after = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  return { seeds: Number(after('--seeds') ?? 20), from: Number(after('--from') ?? 1), mutant: after('--mutant') };
}

async function runSeeds(options: Options): Promise<number> {
  const mutant = options.mutant === undefined ? undefined : MUTANTS.find((known) => known.name === options.mutant);
  if (options.mutant !== undefined && !mutant) {
    process.stderr.write(`there is no mutant ${options.mutant}; --list-mutants names them\n`);
    return 2;
  }
  const counts: RunCounts = { acts: 0, crashes: 0, cuts: 0, restores: 0 };
  for (let seed = options.from; seed < options.from + options.seeds; seed += 1) {
    const result = await run(seed, mutant);
    for (const name of ['acts', 'crashes', 'cuts', 'restores'] as const) counts[name] += result[name];
    if (result.found.length > 0) {
      console.log(`seed ${seed}${mutant ? ` with ${mutant.name} (${mutant.breaks})` : ''} found:`);
      for (const line of result.found.slice(0, 8)) console.log(`  ${line}`);
      console.log(`again: npm run sim -- --seeds 1 --from ${seed}${mutant ? ` --mutant ${mutant.name}` : ''}`);
      return 1;
    }
  }
  console.log(`${counts.acts} acts, ${counts.crashes} crashes, ${counts.cuts} cuts, ${counts.restores} restores`);
  return 0;
}

// Desks log each death; here they die on purpose, hundreds of times a run.
console.error = () => {};

const args = process.argv.slice(2);
if (args.includes('--list-mutants')) for (const mutant of MUTANTS) console.log(mutant.name);
else process.exit(await runSeeds(optionsOf(args)));
