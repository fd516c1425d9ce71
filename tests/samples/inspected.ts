/** `inspect` in a process of its own, with its processor time and peak memory. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MEASURED = fileURLToPath(new URL('./measured.ts', import.meta.url));

export interface Inspected {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the processor, all threads together: what others do on the machine does not count. */
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
}

/** Runs the command with the given arguments. */
export async function inspected(...args: string[]): Promise<Inspected> {
  const child = spawn(process.execPath, [MEASURED, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const [stdout, stderr, used] = await Promise.all([1, 2, 3].map((channel) => collected(child.stdio[channel] as NodeJS.ReadableStream)));
  const code = await new Promise<number | null>((resolve) => (child.exitCode === null ? child.once('close', resolve) : resolve(child.exitCode)));
  const [kilobytes, microseconds] = (used ?? '').split(' ').map(Number);
  return { code, stdout: stdout ?? '', stderr: stderr ?? '', processorSeconds: (microseconds ?? Number.NaN) / 1e6, peakMegabytes: (kilobytes ?? Number.NaN) / 1024 };
}

async function collected(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
