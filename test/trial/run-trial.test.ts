import { expect, test } from 'vitest';
import type { Fold } from '../../src/folds/folds.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Checkpoint } from '../../src/models/model-family.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { smeared } from '../../src/preprocessing/target.js';
import type { Executor, FoldResult, Job, JobOutcome } from '../../src/trial/job.js';
import { runTrial } from '../../src/trial/run-trial.js';
import { createJudge } from '../../src/trial/trial-judge.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { regression, threeClasses } from '../fixtures/tasks.js';

const config = { family: 'linear', params: {} };

function fold(train: readonly number[], validation: readonly number[]): Fold {
  return { train: Int32Array.from(train), validation: Int32Array.from(validation) };
}

/** Five rows; row 2 is in no validation part. */
const folds = [fold([1, 2, 3], [0, 4]), fold([0, 2, 4], [1, 3])];

function done(predictions: readonly number[], number = 0): FoldResult {
  return {
    kind: 'done',
    predictions: Float64Array.from(predictions),
    model: {
      fold: number,
      model: { kind: 'linear', json: {}, tensors: {} },
      preprocessor: {
        kind: 'preprocessor',
        inputs: { numbers: 'scaled', categories: 'one-hot' },
        options: preprocessingDefaults,
        columns: [],
        redundant: [],
      },
      target: { kind: 'target', log: false, mean: 0, deviation: 1, bounds: null, smearing: 1 },
    },
    length: 4 + 2 * number,
    parameters: 10,
    fitSeconds: 1 + number,
    msPer1000Rows: 3,
  };
}

/** Answers each fold with its outcome, the last fold first. */
function executorOf(outcomes: readonly JobOutcome[]): Executor {
  const answered: Promise<unknown>[] = [];
  return {
    workers: 1,
    async run(job) {
      const number = job.kind === 'trial' ? job.fold : 0;
      const later = outcomes.length - 1 - number;
      const turn = new Promise((resolve) => setTimeout(resolve, 5 * later));
      answered.push(turn);
      await turn;
      const outcome = outcomes[number];
      if (!outcome) throw new Error(`no fold ${number}`);
      return outcome;
    },
    close: async () => {},
  };
}

function run(
  outcomes: readonly JobOutcome[],
  task: TaskShape,
  target: readonly number[],
  metric: string,
) {
  const judge = createJudge(folds, task, metricNamed(metric), {
    target: Float64Array.from(target),
  });
  return runTrial(executorOf(outcomes), judge, { number: 9, trial: 7, config, rung: 0 });
}

test('out-of-fold predictions stand at the places of their rows, and are scored together', async () => {
  const outcomes = [done([10, 14], 0), done([11, 13], 1)];
  const { trial, left } = await run(outcomes, regression, [10, 11, 99, 13, 16], 'rmse');
  expect([...(left?.predictions ?? [])]).toEqual([10, 11, 13, 14]);
  expect(trial.score).toBe(1);
  expect(left?.folds.map(({ model }) => model.fold)).toEqual([0, 1]);
});

test('probabilities keep the classes of a row together', async () => {
  const outcomes = [done([0.7, 0.2, 0.1, 0, 0, 1]), done([0, 1, 0, 0.5, 0.25, 0.25], 1)];
  const { trial, left } = await run(outcomes, threeClasses, [0, 1, 0, 1, 2], 'accuracy');
  const expected = [0.7, 0.2, 0.1, 0, 1, 0, 0.5, 0.25, 0.25, 0, 0, 1];
  expect([...(left?.predictions ?? [])]).toEqual(expected);
  expect(trial.score).toBe(0.75);
});

test('the record adds up the times of the folds and averages their sizes', async () => {
  const { trial } = await run([done([1, 1]), done([1, 1], 1)], regression, [0, 0, 0, 0, 0], 'mae');
  expect(trial).toEqual({
    kind: 'trial',
    number: 7,
    name: 'linear-7',
    config,
    rung: 0,
    state: 'complete',
    score: 1,
    folds: 2,
    firstFoldScore: 1,
    tieLoss: null,
    firstFoldTieLoss: null,
    reason: null,
    fitSeconds: 3,
    msPer1000Rows: 6,
    parameters: 10,
    length: 6,
  });
});

test('its length is one that a fold had: the middle one, the upper of two', async () => {
  const lengthOf = async (...lengths: number[]) => {
    const outcomes = lengths.map((length, number) => ({ ...done([1, 1], number), length }));
    const { trial } = await run(outcomes, regression, [0, 0, 0, 0, 0], 'mae');
    return trial.length;
  };
  expect([await lengthOf(64, 16), await lengthOf(119, 256)]).toEqual([64, 256]);
});

test('the record of a trial whose folds had not converged says so', async () => {
  const short = { ...done([1, 1]), converged: false };
  const { trial } = await run([short, done([1, 1], 1)], regression, [0, 0, 0, 0, 0], 'mae');
  expect(trial.state).toBe('complete');
  expect(trial.reason).toBe('1 of 2 folds still got better when training ended');
  const checkpoint = { kind: 'boost-checkpoint', bestRound: 3 } as unknown as Checkpoint;
  const paused = [{ ...short, checkpoint }, done([1, 1], 1)];
  const other = await run(paused, regression, [0, 0, 0, 0, 0], 'mae');
  expect(other.trial.reason).toBeNull();
});

test('a fold that failed makes the trial a failed record with its reason', async () => {
  const outcomes: JobOutcome[] = [{ kind: 'stopped' }, { kind: 'failed', reason: 'no memory' }];
  const { trial, left } = await run(outcomes, regression, [0, 0, 0, 0, 0], 'mae');
  expect(trial).toMatchObject({ state: 'failed', reason: 'no memory', score: null });
  expect(left).toBeUndefined();
});

test('a fold that was stopped makes the trial a stopped record', async () => {
  const outcomes: JobOutcome[] = [done([1, 1]), { kind: 'stopped' }];
  const { trial, left } = await run(outcomes, regression, [0, 0, 0, 0, 0], 'mae');
  expect(trial).toMatchObject({ state: 'stopped', score: null, fitSeconds: 1 });
  expect(left).toBeUndefined();
});

test('a score that is not a number makes the trial a failed record', async () => {
  const outcomes = [done([1, Number.NaN]), done([1, 1], 1)];
  const { trial, left } = await run(outcomes, regression, [0, 0, 0, 0, 0], 'mae');
  expect(trial).toMatchObject({ state: 'failed', score: null });
  expect(trial.reason).toBe('the mae of its predictions is NaN');
  expect(left).toBeUndefined();
});

test('folds that were paused go on from their checkpoints, and those that were done stay', async () => {
  const checkpoint = { kind: 'boost-checkpoint', bestRound: 3 } as unknown as Checkpoint;
  const before = [{ ...done([10, 14], 0), checkpoint }, done([11, 13], 1)];
  const jobs: Job[] = [];
  const executor: Executor = {
    workers: 1,
    async run(job) {
      jobs.push(job);
      return { ...done([12, 12], 0), checkpoint };
    },
    close: async () => {},
  };
  const target = Float64Array.of(10, 11, 99, 13, 16);
  const judge = createJudge(folds, regression, metricNamed('rmse'), { target });
  const stretch = { number: 9, trial: 7, config, rung: 1, pauseAfter: 6, from: 4 };
  const { trial, left } = await runTrial(executor, judge, stretch, before);
  expect(jobs).toEqual([
    { kind: 'trial', trial: 7, fold: 0, config, pauseAfter: 6, from: checkpoint },
  ]);
  expect(left?.folds[1]).toBe(before[1]);
  expect([...(left?.predictions ?? [])]).toEqual([12, 11, 13, 12]);
  expect(trial).toMatchObject({ state: 'paused', rung: 1, fitSeconds: 4 });
});

test('the learning curve of a fold that was paused goes on where it was', async () => {
  const checkpoint = { kind: 'boost-checkpoint', bestRound: 3 } as unknown as Checkpoint;
  const curve = (...scores: readonly number[]) => ({ curve: { metric: 'rmse', scores } });
  const before = [{ ...done([10, 14], 0), ...curve(-4, -3), checkpoint }, done([11, 13], 1)];
  const judge = createJudge(folds, regression, metricNamed('rmse'), {
    target: Float64Array.of(10, 11, 99, 13, 16),
  });
  const executor = executorOf([{ ...done([12, 12], 0), ...curve(-2) }]);
  const stretch = { number: 9, trial: 7, config, rung: 1, from: 4 };
  const { trial } = await runTrial(executor, judge, stretch, before);
  expect(trial.curve).toEqual({ metric: 'rmse', lengths: [1, 2, 3], scores: [4, 3, 2] });
});

test('predictions of a logarithm are smeared anew after each stretch, by what all folds say', async () => {
  const count = 200;
  const halves = [0, 1].map((part) => Array.from({ length: count / 2 }, (_, i) => 2 * i + part));
  const own = halves.map((validation, part) => fold(halves[1 - part] ?? [], validation));
  const medians = Float64Array.from({ length: count }, (_, row) => 10 + (row % 7));
  // Every fourth row of four is far above the others: the mean is 1.75 times the median.
  const target = medians.map((value, row) => (Math.floor(row / 2) % 4 === 0 ? 4 : 1) * value - 1);
  const judge = createJudge(own, regression, metricNamed('rmse'), { target });
  const logged = (number: number): FoldResult => {
    const result = done(
      (halves[number] ?? []).map((row) => (medians[row] ?? 0) - 1),
      number,
    );
    return { ...result, model: { ...result.model, target: { ...result.model.target, log: true } } };
  };
  const screening = { number: 9, trial: 7, config, rung: 0, onFirstFold: true };
  const screened = await runTrial(executorOf([logged(0), logged(1)]), judge, screening);
  const smearingOf = (folds: readonly FoldResult[] = []) =>
    folds.map(({ model }) => model.target.smearing);
  expect(smearingOf(screened.left?.folds)).toEqual([expect.closeTo(1.75, 1)]);
  const whole = { number: 12, trial: 7, config, rung: 1, from: 9 };
  const { left, trial } = await runTrial(
    executorOf([logged(0), logged(1)]),
    judge,
    whole,
    screened.left?.folds,
  );
  const [factor = 0, other] = smearingOf(left?.folds);
  expect(factor).toBeCloseTo(1.75, 1);
  expect(other).toBe(factor);
  expect(left?.folds[0]?.predictions).toEqual(logged(0).predictions);
  expect(left?.predictions).toEqual(
    smeared(
      medians.map((value) => value - 1),
      factor,
    ),
  );
  expect(trial.score).toBe(judge.metric.score(target, left?.predictions ?? medians, regression));
});

test('a trial on the first fold alone is screened, and goes on to the others with what it has', async () => {
  const jobs: Job[] = [];
  const executor: Executor = {
    workers: 1,
    async run(job) {
      jobs.push(job);
      return job.kind === 'trial' && job.fold === 0 ? done([10, 14], 0) : done([11, 13], 1);
    },
    close: async () => {},
  };
  const target = Float64Array.of(12, 11, 99, 13, 14);
  const judge = createJudge(folds, regression, metricNamed('rmse'), { target });
  const screening = { number: 9, trial: 7, config, rung: 0, onFirstFold: true };
  const screened = await runTrial(executor, judge, screening);
  const expected = { score: Math.SQRT2, firstFoldScore: Math.SQRT2, folds: 1 };
  expect(screened.trial).toMatchObject({ state: 'screened', ...expected });
  const whole = { number: 12, trial: 7, config, rung: 1, from: 9 };
  const { trial, left } = await runTrial(executor, judge, whole, screened.left?.folds);
  expect(jobs.map((job) => job.kind === 'trial' && job.fold)).toEqual([0, 1]);
  expect(trial).toMatchObject({
    state: 'complete',
    score: 1,
    firstFoldScore: Math.SQRT2,
    tieLoss: null,
    firstFoldTieLoss: null,
    folds: 2,
  });
  expect([...(left?.predictions ?? [])]).toEqual([10, 11, 13, 14]);
});

test('predictions that are no finite numbers make the trial a failed record, whatever the metric makes of them', async () => {
  const outcomes = [done([Number.POSITIVE_INFINITY, 0, 0, 0, 1, 0]), done([0, 1, 0, 0, 0, 1], 1)];
  const { trial, left } = await run(outcomes, threeClasses, [0, 1, 1, 2], 'accuracy');
  expect([trial.state, trial.reason]).toEqual([
    'failed',
    'some of its predictions are not numbers',
  ]);
  expect(left).toBeUndefined();
});

test('the baseline has the name of its family, others their number too', async () => {
  const target = Float64Array.of(1, 1, 1, 1, 1);
  const judge = createJudge(folds, regression, metricNamed('mae'), { target });
  const nameOf = async (family: string) => {
    const stretch = { number: 0, trial: 3, config: { family, params: {} }, rung: 0 };
    return (await runTrial(executorOf([done([1, 1]), done([1, 1], 1)]), judge, stretch)).trial.name;
  };
  expect([await nameOf('constant'), await nameOf('linear')]).toEqual(['constant', 'linear-3']);
});
