import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Files that replace modules, or what kernels ask of the engine once: others must not share a process with them. */
const replacing = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => join('test', name))
  .filter((file) => file.endsWith('.test.ts'))
  .filter((file) => /\bvi\.mock\(|spyOn\(WebAssembly/.test(readFileSync(file, 'utf8')));

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    env: { AUTOFIT_BUILT_THREADS: 'yes' },
    allowOnly: false,
    // Half of the processors would leave one of two idle.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: process.env.CI
      ? ['default', ['json', { outputFile: '.ci/report.json' }]]
      : ['default'],
    // npm run coverage
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}'],
      // Compiled to WebAssembly.
      exclude: ['src/**/assembly/**', 'src/**/generated/**'],
      reportsDirectory: 'coverage',
      reportOnFailure: true,
      reporter: ['text-summary', 'json-summary', 'html'],
      // Of folders whose own tests were measured (docs/mutants.md).
      thresholds: {
        'src/{ensemble,engine,folds,search,space}/**': { lines: 99 },
        'src/{conformal,matrix,metrics,models}/**': { lines: 96 },
        'src/{distill,drift,health,leaderboard,study}/**': { lines: 95 },
        'src/explain/**': { lines: 93 },
      },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          // npm run test:real
          exclude: ['test/real/**', 'test/faults/**', ...replacing],
          // A process of its own for each file would load the sources a hundred times.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: replacing } },
    ],
  },
});
