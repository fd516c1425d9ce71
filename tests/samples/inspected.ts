/** `inspect` in a process of its own, with its time and peak memory. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MEASURED = fileURLToPath(new URL('./measured.ts', import.meta.url));

export interface Inspected {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** Runs the command with the given arguments. */
export async function inspected(...args: string[]): Promise<Inspected> {
  const started = performance.now();
  const child = spawn(process.execPath, [MEASURED, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const [stdout, stderr, peak] = await Promise.all([1, 2, 3].map((channel) => collected(child.stdio[channel] as NodeJS.ReadableStream)));
  const code = await new Promise<number | null>((resolve) => (child.exitCode === null ? child.once('close', resolve) : resolve(child.exitCode)));
  return { code, stdout: stdout ?? '', stderr: stderr ?? '', seconds: (performance.now() - started) / 1000, peakMegabytes: Number(peak) / 1024 };
}

async function collected(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
