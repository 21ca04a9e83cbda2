import { parse } from 'csv-parse/sync';
import { expect, test, vi } from 'vitest';
import { type FitOptions, type FittedPredictor, fit, type Row } from '../../src/index.js';
import { metricsOf } from '../../src/metrics/metrics.js';
import type { Executor } from '../../src/trial/job.js';
import { createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { randomStream } from '../../src/util/random.js';
import type { TaskKind } from '../../src/util/task-kind.js';
import { type Answers, plainMetrics } from '../fixtures/plain-metrics.js';
import { csvOf } from '../fixtures/rows.js';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

// A thread takes longer to start than all of these models to train.
vi.mock('../../src/workers/threads.js', () => ({ createThreads: createInProcess }));

function createInProcess(context: TrialContext): Executor {
  const runFold = createFoldRunner(context, () => false);
  return { workers: 1, run: async (job) => runFold(job), close: async () => {} };
}

const folder = tempFolder();
const few = { epochs: 6, learningRate: 0.1, batchSize: 8 };
const preset = folder.write(
  'sure.json',
  JSON.stringify({
    description: 'six epochs',
    models: ['linear', 'boosted-trees'],
    families: { linear: { defaults: few }, 'boosted-trees': { defaults: { rounds: 8 } } },
  }),
);

/** Rows whose label follows `a` and `b` loosely; `names` are those of the classes, none for numbers. */
function rowsOf(names: readonly string[], count: number, seed: number): Row[] {
  const random = randomStream(seed, 'printed');
  return Array.from({ length: count }, (_, i) => {
    const [a, b] = [random.normal(), random.normal()];
    const score = a + b / 2 + random.normal();
    const place = Math.min(
      names.length - 1,
      Math.max(0, Math.floor(score + names.length / 2 + 0.5)),
    );
    return { a, b, w: 1 + (i % 3), y: names[place] ?? 3 * score + 0.1 };
  });
}

interface Case {
  readonly title: string;
  readonly names: readonly string[];
  readonly kind: TaskKind;
  readonly options?: Partial<FitOptions>;
  /** Labels in the scored rows alone. */
  readonly others?: readonly unknown[];
}

const cases: readonly Case[] = [
  { title: 'words', names: ['no', 'yes'], kind: 'binary' },
  {
    title: 'two numbers with the lower one positive',
    names: ['2.5', '10'],
    kind: 'binary',
    options: { task: 'binary', positive: '2.50' },
  },
  { title: 'two', names: ['0', '1'], kind: 'multiclass', options: { task: 'multiclass' } },
  {
    title: 'three, weighted, and one that training did not know',
    names: ['a', 'b', 'c'],
    kind: 'multiclass',
    options: { weight: 'w' },
    others: ['d', 'd', 'e'],
  },
  { title: 'numbers', names: [], kind: 'regression', options: { weight: 'w' } },
  {
    title: 'two numbers',
    names: ['-2', '-1'],
    kind: 'regression',
    options: { task: 'regression' },
  },
];

const table = cases.flatMap((own) =>
  metricsOf(own.kind).map(
    ({ name }) => [`${own.kind} of ${own.title}: ${name}`, name, own] as const,
  ),
);

test.each(table)(
  '%s of the same rows as validation and as test is that of what predict gives',
  async (_title, metric, { names, options, others = [] }) => {
    const train = rowsOf(names, 60, 1);
    const scored = rowsOf(names, 30, 2).map((row, i) => ({ ...row, y: others[i] ?? row.y }));
    const shared = { label: 'y', preset, trials: 2, workers: 1, metric, ignore: ['w'] };
    if (options?.weight) shared.ignore = [];
    const files = { validation: scored, test: scored };
    const predictor = await fit(train, { ...shared, ...options, ...files });
    const { best, scoreTest = Number.NaN } = predictor.summary;
    expect(scoreTest).toBeCloseTo(best.scoreValidation ?? Number.NaN, 12);
    const answers = await answersOf(predictor, scored, options?.weight !== undefined);
    expect(new Set(answers.predicted)).not.toContain('');
    expect(scoreTest).toBeCloseTo(plainMetrics[metric]?.(answers) ?? Number.NaN, 10);
  },
);

async function answersOf(
  predictor: FittedPredictor,
  rows: readonly Row[],
  isWeighted: boolean,
): Promise<Answers> {
  const { values, probabilities = [] } = await predictor.predictions(rows);
  return {
    truth: rows.map((row) => String(row.y)),
    predicted: values.map(String),
    chances: probabilities,
    weights: rows.map((row) => (isWeighted ? Number(row.w) : 1)),
    positive: predictor.info.positive ?? undefined,
  };
}

test('what the command line prints can be computed again from what it predicts', async () => {
  const columns = ['a', 'b', 'y'];
  const train = folder.write('train.csv', csvOf(rowsOf(['1', '2'], 60, 1), columns));
  const scored = rowsOf(['1.0', '2.0'], 30, 2);
  const file = folder.write('scored.csv', csvOf(scored, columns));
  for (const [task, metric] of [
    ['multiclass', 'log_loss'],
    ['binary', 'accuracy'],
  ] as const) {
    const out = folder.at(task);
    const told = ['--task', task, '--metric', metric, '--validation', file, '--test', file];
    const fitted = await runCli([
      train,
      '-l',
      'y',
      '-p',
      preset,
      '--trials',
      '2',
      '-j',
      '1',
      '--out',
      out,
      '--json',
      ...told,
    ]);
    const { best, scoreTest } = JSON.parse(fitted.stdout);
    const printed = await runCli(['predict', out, file, '--proba']);
    const rows = parse(printed.stdout, { columns: true }) as Record<string, string>[];
    const chances = rows.map((row) => ({ '1': Number(row.proba_1), '2': Number(row.proba_2) }));
    const truth = scored.map(({ y }) => String(Number(y)));
    const predicted = rows.map(({ y = '' }) => y);
    const score = plainMetrics[metric]?.({
      truth,
      predicted,
      chances,
      weights: truth.map(() => 1),
    });
    expect(scoreTest).toBeCloseTo(score ?? Number.NaN, 10);
    expect(best.scoreValidation).toBeCloseTo(scoreTest, 12);
  }
});
