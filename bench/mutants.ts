/**
 * Whether the tests can fail: small changes of the code that computes scores, folds, weights and predictions, one at a time,
 * and the tests nearest to it run on each. A mutant that no test fails on has survived; `mutants/words.json` has a word on
 * those that are known, and whether they are equivalent: the same for everyone who calls. No file is changed.
 *
 *   npm run bench:mutants -- [--count 400] [--seed 0] [--tests 8] [--files src/metrics,src/folds] [--json]
 *   npm run bench:mutants -- --again report.json   # those alone that survived in an earlier report, after tests were added
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { randomStream } from '../src/util/random.js';
import { findMutants, type Mutant, mutated } from './mutants/find-mutants.js';
import { createTestFinder } from './mutants/import-graph.js';
import { type RunnerProcess, startRunner } from './mutants/runner-process.js';
import { type Fate, isAlike, type Report, reportOf, summaryOf } from './mutants/summary.js';

const FILES = [
  'src/metrics',
  'src/ensemble',
  'src/predictor',
  'src/folds',
  'src/trial',
  'src/preprocessing/target.ts',
  'src/fit/check-weights.ts',
  'src/schema/read-roles.ts',
  'src/engine/row-weights.ts',
  'src/util/mean-one.ts',
];
const RUNNERS = 2;
/** What kills every so many mutants has to pass again on the code as it is. */
const CONTROLLED = 10;

const { values: flags } = parseArgs({
  options: {
    count: { type: 'string', default: '400' },
    seed: { type: 'string', default: '0' },
    tests: { type: 'string', default: '8' },
    files: { type: 'string' },
    again: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const began = performance.now();
const codes = new Map(
  sourcesIn(flags.files?.split(',') ?? FILES).map((file) => [file, readFileSync(file, 'utf8')]),
);
const all = [...codes].flatMap(([file, code]) => findMutants(file, code));
const mutants = flags.again
  ? survivorsIn(flags.again, all)
  : sampled(all, Number(flags.count), Number(flags.seed));
const testsOf = createTestFinder(Number(flags.tests));
const runners = Array.from({ length: RUNNERS }, startRunner);
const seconds = await timeTests([...new Set(mutants.flatMap(({ file }) => testsOf(file)))]);
const fates: Fate[] = [];
await shareOut(mutants, async (mutant, runner) => {
  const fate = await fateOf(mutant, runner);
  fates.push({ mutant, ...fate });
  const { file, line, from, to } = mutant;
  const what = `${fates.length} of ${mutants.length}: ${file}:${line}: ${from} → ${to}`;
  console.error(`${what}: ${fate.killedBy ?? 'survived'}`);
});
for (const runner of runners) runner.close();
const report = reportOf(fates, all.length, (performance.now() - began) / 1000);
console.log(flags.json ? JSON.stringify(report) : summaryOf(report));
if (report.stale.length > 0) process.exitCode = 1;

function sourcesIn(places: readonly string[]): readonly string[] {
  return places.flatMap((place) =>
    statSync(place).isFile()
      ? [place]
      : readdirSync(place, { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.ts$/.test(name))
          .sort()
          .map((name) => join(place, name)),
  );
}

/** By what each says, so that a sample stays the same where code is. */
function sampled(all: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  return all
    .map((mutant) => {
      const { file, text, column, from, to } = mutant;
      return { mutant, at: randomStream(seed, file, text, column, from, to).next() };
    })
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

function survivorsIn(path: string, all: readonly Mutant[]): readonly Mutant[] {
  const { survivors }: Report = JSON.parse(readFileSync(path, 'utf8'));
  return all.filter((mutant) =>
    survivors.some((own) => own.place.startsWith(`${mutant.file}:`) && isAlike(own, mutant)),
  );
}

/** How long each test file takes on code as it is, on which it has to pass. */
async function timeTests(tests: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  await shareOut(tests, async (test, runner) => {
    const outcome = await runner.run({ swap: null, tests: [test] }, () => 600);
    if (outcome.failed) throw new Error(`${test} fails without a mutant`);
    times.set(test, outcome.seconds.get(test) ?? 0);
  });
  return times;
}

async function fateOf(mutant: Mutant, runner: RunnerProcess): Promise<Omit<Fate, 'mutant'>> {
  const code = mutated(codes.get(mutant.file) ?? '', mutant);
  const order = { swap: { file: mutant.file, code }, tests: testsOf(mutant.file) };
  const mayTake = (test: string) => 10 + 5 * (seconds.get(test) ?? 0);
  const once = await runner.run(order, mayTake);
  // On a busy machine what was late may end.
  const patient = (test: string) => 3 * mayTake(test);
  const { failed, isTimeout } = once.isTimeout ? await runner.run(order, patient) : once;
  if (failed && fates.length % CONTROLLED === 0) {
    const control = await runner.run({ swap: null, tests: [failed] }, patient);
    if (control.failed) throw new Error(`${failed} fails on the code as it is`);
  }
  return { killedBy: failed, isTimeout };
}

/** Each runner takes the next item when it is done with one. */
async function shareOut<T>(
  items: readonly T[],
  work: (item: T, runner: RunnerProcess) => Promise<void>,
): Promise<void> {
  const left = items.values();
  await Promise.all(
    runners.map(async (runner) => {
      for (const item of left) await work(item, runner);
    }),
  );
}
