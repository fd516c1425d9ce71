/** The real county server as a process of its own, on real PostgreSQL, for specs that start, stop and kill it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { deskOrigin, projectRoot } from '../double/launch.ts';

export interface RunningCounty {
  readonly origin: string;
  /** Address of the desk page. */
  readonly deskPage: string;
  readonly log: () => string;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
  kill(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export async function startCounty(data: string, port: number): Promise<RunningCounty> {
  const args = ['county/main.ts', '--data', data, '--port', String(port), '--demo', '--desk-origin', deskOrigin];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  const listening = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      log += chunk.toString();
      if (log.includes(`county listening on http://127.0.0.1:${port}`)) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', () => reject(new Error(`the county ended:\n${log}`)));
    setTimeout(() => reject(new Error(`the county did not start:\n${log}`)), START_LIMIT_MS).unref();
  });
  await listening;
  return {
    origin: `http://127.0.0.1:${port}`,
    deskPage: /http:\/\/127\.0\.0\.1:\d+\/desk\//.exec(log)?.[0] ?? '',
    log: () => log,
    stop: () => end(child, 'SIGTERM'),
    kill: async () => {
      await end(child, 'SIGKILL');
    },
  };
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}
