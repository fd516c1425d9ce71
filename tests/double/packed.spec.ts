/** The packaged app: `npm run dist -- --dir` checks its own package, and what lies in its archive runs by itself. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { freshFolder } from './fixture.ts';
import { launchApp, projectRoot } from './launch.ts';

test('the archive holds all that the program needs', async () => {
  test.setTimeout(300_000);
  const told = execFileSync(process.execPath, ['tools/commands/dist.ts', '--dir'], { cwd: projectRoot, encoding: 'utf8' });
  expect(told).toContain('dist: ok');
  const root = freshFolder();
  const archive = path.join(projectRoot, 'out/dist/linux-unpacked/resources/app.asar');
  execFileSync(path.join(projectRoot, 'node_modules/.bin/asar'), ['extract', archive, root]);
  const launched = await launchApp({ root, profile: freshFolder() });
  await expect(launched.page.getByRole('button').first()).toBeVisible({ timeout: 30_000 });
  await launched.close();
});
