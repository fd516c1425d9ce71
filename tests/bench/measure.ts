/**
 * What a measure is, and how it is judged: contenders take turns round by round, because machines drift; medians of
 * paired ratios are compared with the goals, never absolute times.
 */

export interface Sample {
  readonly ms: number;
  /** Longest time for which the window could not answer. */
  readonly blockMs?: number;
  /** Anything else worth a column, such as stored bytes. */
  readonly facts?: { readonly [name: string]: number };
}

/** `of` takes at most `atMost` times as long as `against`; or is at least `timesFaster`; or never blocks longer than `blockMs`; `rest` is the same window doing nothing, whose figure says what the machine adds. */
export type Goal =
  | { readonly of: string; readonly against: string; readonly atMost: number }
  | { readonly of: string; readonly against: string; readonly timesFaster: number }
  | { readonly of: string; readonly blockMs: number; readonly rest?: string };

export interface Measure {
  readonly name: string;
  readonly contenders: readonly string[];
  readonly goals: readonly Goal[];
  /** Runs one contender once, on a fresh profile. */
  run(contender: string): Promise<Sample>;
  close(): Promise<void>;
}

export interface Judged {
  readonly sentence: string;
  readonly ok: boolean;
}

export type Samples = ReadonlyMap<string, readonly Sample[]>;

/** Runs every contender once per round, in turns that start with another one each round. */
export async function interleaved(measure: Measure, rounds: number, say: (line: string) => void): Promise<Samples> {
  const samples = new Map<string, Sample[]>(measure.contenders.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < measure.contenders.length; turn += 1) {
      const name = measure.contenders[(turn + round) % measure.contenders.length] ?? '';
      const sample = await measure.run(name);
      samples.get(name)?.push(sample);
      say(`  ${measure.name}, round ${round + 1}: ${name} ${sample.ms.toFixed(0)} ms`);
    }
  }
  return samples;
}

/** The middle value; for an even number, the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** Median over rounds of `of` ÷ `against` in the same round. */
export function pairedRatio(samples: Samples, of: string, against: string): number {
  const base = samples.get(against) ?? [];
  return median((samples.get(of) ?? []).map((sample, round) => sample.ms / (base[round]?.ms ?? Number.NaN)));
}

/** Judges a goal; `slack` widens it, without end where only a figure is asked for, and the sentence says so. */
export function judge(samples: Samples, goal: Goal, slack: number): Judged {
  const loose = slack === 1 ? '' : Number.isFinite(slack) ? `, loosened ${slack} times` : ', not judged in a short run';
  if ('blockMs' in goal) {
    const longest = longestBlock(samples, goal.of);
    const rest = goal.rest === undefined ? '' : `, ${longestBlock(samples, goal.rest).toFixed(0)} ms at rest`;
    return { sentence: `${goal.of} blocks the window ${longest.toFixed(0)} ms${rest} (goal under ${goal.blockMs} ms${loose})`, ok: longest < goal.blockMs * slack };
  }
  const ratio = pairedRatio(samples, goal.of, goal.against);
  if ('atMost' in goal) {
    return { sentence: `${goal.of} takes ${ratio.toFixed(2)} × ${goal.against} (goal at most ${goal.atMost} ×${loose})`, ok: ratio <= goal.atMost * slack };
  }
  return { sentence: `${goal.of} is ${(1 / ratio).toFixed(1)} × faster than ${goal.against} (goal at least ${goal.timesFaster} ×${loose})`, ok: 1 / ratio >= goal.timesFaster / slack };
}

/** Median over rounds of the longest block of each. */
function longestBlock(samples: Samples, of: string): number {
  return median((samples.get(of) ?? []).map((sample) => sample.blockMs ?? Number.NaN));
}

/** A table of medians with their spread, one row per contender. */
export function table(measure: Measure, samples: Samples): string {
  const rows = measure.contenders.map((name) => {
    const list = samples.get(name) ?? [];
    const times = list.map((sample) => sample.ms);
    const blocks = list.flatMap((sample) => sample.blockMs ?? []);
    const facts = Object.keys(list[0]?.facts ?? {}).map((fact) => `${fact} ${median(list.map((sample) => sample.facts?.[fact] ?? Number.NaN)).toFixed(1)}`);
    const block = blocks.length === 0 ? '' : `${median(blocks).toFixed(0)}`;
    return `| ${name} | ${median(times).toFixed(0)} [${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}] | ${block} | ${facts.join(', ')} |`;
  });
  return [`### ${measure.name}`, '', '| contender | median ms [min–max] | longest block ms | also |', '| --- | --- | --- | --- |', ...rows, ''].join('\n');
}
