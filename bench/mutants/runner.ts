/** A process that runs tests on mutants, started by `runner-process.ts`: what it is told comes and goes by messages. */
import { resolve } from 'node:path';
import { createVitest, type TestSpecification } from 'vitest/node';

/** Tests to run, one after the other, until one fails; with a file's code in place of what is on disk. */
export interface Order {
  readonly swap: { readonly file: string; readonly code: string } | null;
  readonly tests: readonly string[];
}

/** That a test file begins, or that all are done: which one failed, if any. */
export type Report =
  | { readonly kind: 'begins'; readonly test: string }
  | { readonly kind: 'done'; readonly failed: string | null };

let swap: Order['swap'] = null;

const vitest = await createVitest(
  'test',
  {
    watch: true,
    globalSetup: [],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    bail: 1,
    reporters: [{}],
  },
  {
    server: { watch: null },
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        load: (id) => (swap && id === resolve(swap.file) ? swap.code : null),
      },
    ],
  },
);
const specifications = new Map<string, TestSpecification>(
  (await vitest.globTestSpecifications()).map((found) => [found.moduleId, found]),
);
process.on('message', (order: Order) => void follow(order));
process.on('disconnect', () => process.exit());

async function follow({ swap: asked, tests }: Order): Promise<void> {
  swap = asked;
  if (swap) vitest.invalidateFile(resolve(swap.file));
  let failed: string | null = null;
  for (const test of tests) {
    tell({ kind: 'begins', test });
    if (await passes(test)) continue;
    failed = test;
    break;
  }
  if (swap) vitest.invalidateFile(resolve(swap.file));
  swap = null;
  tell({ kind: 'done', failed });
}

async function passes(test: string): Promise<boolean> {
  const specification = specifications.get(resolve(test));
  if (!specification) throw new Error(`vitest knows no ${test}`);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  return unhandledErrors.length === 0 && testModules.every((module) => module.ok());
}

function tell(report: Report): void {
  process.send?.(report);
}
