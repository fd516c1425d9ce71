/** Runs `county/cli/inspect.ts` as the command line would and writes its peak memory (KB) to file descriptor 3. */
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
await import('#county/cli/inspect.ts');
