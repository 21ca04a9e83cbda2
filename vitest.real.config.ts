import { defineConfig } from 'vitest/config';

/** What needs more than Node: a terminal, a browser, bounded memory, many kills. A part that is missing fails. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.test.ts', 'test/faults/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    env: { AUTOFIT_BUILT_THREADS: 'yes' },
    allowOnly: false,
    // Each of them starts processes of its own that want the processors.
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: '.ci/report-real.json' }]]
      : ['default'],
  },
});
