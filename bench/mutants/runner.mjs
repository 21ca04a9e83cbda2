/**
 * A process that runs tests on mutants, started and told by `runner-process.ts`. Not in TypeScript: what would read that here
 * starts anew in every thread that vitest makes.
 */
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';

/** The file whose code is another than on disk. */
let swap = null;

// Without the projects of vitest.config.ts, whose files would be loaded past the plugin; threads run the sources.
const files = { include: ['test/**/*.test.ts'], exclude: ['test/real/**'] };
const times = { testTimeout: 120_000, hookTimeout: 120_000 };
const pool = { pool: 'threads', isolate: false, maxWorkers: 1, bail: 1 };
const vitest = await createVitest(
  'test',
  { config: false, ...files, ...times, ...pool, watch: true, reporters: [{}] },
  {
    server: { watch: null },
    plugins: [{ name: 'mutant', enforce: 'pre', load: (id) => (isSwapped(id) ? swap.code : null) }],
  },
);
const found = await vitest.globTestSpecifications();
const specifications = new Map(found.map((own) => [own.moduleId, own]));
process.on('message', (order) => void follow(order));
process.on('disconnect', () => process.exit());

async function follow({ swap: asked, tests }) {
  swap = asked;
  if (asked) vitest.invalidateFile(resolve(asked.file));
  let failed = null;
  for (const test of tests) {
    process.send({ kind: 'begins', test });
    if (await passes(test)) continue;
    failed = test;
    break;
  }
  if (asked) vitest.invalidateFile(resolve(asked.file));
  swap = null;
  process.send({ kind: 'done', failed });
}

async function passes(test) {
  const specification = specifications.get(resolve(test));
  if (!specification) throw new Error(`vitest knows no ${test}`);
  // What failed before would count as failed in this run too.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  return (
    testModules.length === 1 &&
    unhandledErrors.length === 0 &&
    testModules.every((module) => module.ok())
  );
}

function isSwapped(id) {
  return swap !== null && id === resolve(swap.file);
}
