import { defineConfig } from '@playwright/test';
import { runtime } from './tests/double/launch.ts';

/** Specs that open the app (`double`) and the story at the desk (`desk`). One worker: each app is a browser of its own. */
export default defineConfig({
  testDir: 'tests',
  // A folder of its own: Playwright empties it at each start.
  outputDir: 'test-results/playwright',
  workers: 1,
  expect: { timeout: 20_000 },
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  metadata: { runtime },
  projects: [
    { name: 'double', testDir: 'tests/double', testMatch: '**/*.spec.ts', timeout: 60_000 },
    { name: 'desk', testDir: 'tests/desk', testMatch: '**/*.spec.ts', timeout: 600_000 },
  ],
});
