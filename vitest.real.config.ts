import { defineConfig } from 'vitest/config';

/** What counts seconds, fills the memory, or is struck at a moment of its run: nothing else may want the processors. */
const alone = [
  'test/faults/**',
  'test/real/{browser,firefox,batch,more,terminal,serve}.test.ts',
  'test/real/{kills,memory,limited-addresses,detection-*,redis-faults,studio-faults}.test.ts',
];

/** What needs more than Node: a terminal, a browser, bounded memory, many kills. A part that is missing fails. */
export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    env: { AUTOFIT_BUILT_THREADS: 'yes' },
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: '.ci/report-real.json' }]]
      : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/real/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone.map((files) => files.replace(/\*\*$/, '**/*.test.ts')),
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
