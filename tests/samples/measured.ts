/** Runs `county/cli/inspect.ts` as the command line would; writes its peak memory (KB) and processor time (µs) to file descriptor 3. */
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, `${maxRSS} ${userCPUTime + systemCPUTime}`);
});
await import('#county/cli/inspect.ts');
