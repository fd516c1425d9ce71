/** `npm run county`: builds what the county serves (the desk page), then runs the county in this very process. */
import { run } from './steps.ts';

if (process.argv[2] !== 'admin') {
  const built = await run({ name: 'build', node: ['tools/build/build.ts'], minutes: 5 }, false);
  if (!built.ok) {
    console.error(built.output.trimEnd());
    console.error('The desk page could not be built (see above); nothing was started and nothing was changed.');
    process.exit(1);
  }
}
// A composition root with no exports: it is run, not used.
await import(new URL('../../county/main.ts', import.meta.url).href);
