/** `npm run bench`: measures against the bare limits and the libraries it competes with (`tests/bench`), prints ratios. */
import { spawn } from 'node:child_process';
import { chromiumPath, NEEDS, setup } from './setup.ts';
import { ROOT } from './steps.ts';

if (!setup(NEEDS.start, console.error)) process.exit(1);
const chromium = chromiumPath() ?? '';
const child = spawn(process.execPath, ['tests/bench/main.ts', ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium } });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('close', (status) => process.exit(status ?? 1));
