import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    exclude: ['tests/desk/**', 'tests/bench/**', 'node_modules/**', 'out/**'],
    environment: 'node',
    // Only against what hangs: property tests and real processes share two cores with the rest of a run, or with others.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});
