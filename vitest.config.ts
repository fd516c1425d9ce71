import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/desk/**', 'tests/bench/**', 'node_modules/**', 'out/**'],
    environment: 'node',
    testTimeout: 30_000,
    // Property tests and real processes share two cores with the rest of a run.
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
