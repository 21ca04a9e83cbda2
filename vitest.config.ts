import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // npm run test:real
    exclude: ['test/real/**'],
    globalSetup: ['test/global-setup.ts'],
    allowOnly: false,
    // Half of the processors would leave one of two idle.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: '.ci/report.json' }]]
      : ['default'],
  },
});
