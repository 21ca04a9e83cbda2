import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { linear } from '../../src/models/linear.js';
import type { Params } from '../../src/space/search-space.js';
import type { Row } from '../../src/table/flat-row.js';
import { createFoldRunner } from '../../src/trial/run-fold.js';
import { gatherPredictions } from '../../src/trial/run-trial.js';
import { randomStream } from '../../src/util/random.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { binary, regression } from '../fixtures/tasks.js';
import { trialContext } from '../fixtures/trial-context.js';

/** Rows on the plane y = offset + scale · (3a − 2b + c + …): no noise. */
function plane(rows: number, columns: number, offset = 7, scale = 1): Row[] {
  const random = randomStream(rows, columns, 'plane');
  return Array.from({ length: rows }, () => {
    const x = Array.from({ length: columns }, () => random.normal());
    const sum = x.reduce((all, value, i) => all + value * ([3, -2][i] ?? 1), 0);
    const named = x.map((value, i) => [`x${i}`, 50 + 20 * value] as const);
    return { ...Object.fromEntries(named), y: offset + scale * sum };
  });
}

/** The root mean squared error of out-of-fold predictions, in deviations of the label. */
async function relativeError(rows: readonly Row[]): Promise<number> {
  const { context, judge } = await trialContext(rows, { label: 'y', folds: { folds: 4 } });
  const run = createFoldRunner(context, () => false);
  const config = { family: 'linear', params: linear.defaults };
  const results = context.folds.map((_, fold) => {
    const outcome = run({ kind: 'trial', trial: 1, fold, config });
    if (outcome.kind !== 'done') throw new Error(outcome.kind);
    expect(outcome.converged).toBe(true);
    return outcome;
  });
  const predictions = gatherPredictions(judge, results);
  const truth = Float64Array.from(judge.truth);
  const mean = truth.reduce((sum, y) => sum + y / truth.length, 0);
  const squares = (values: (row: number) => number) =>
    truth.reduce((sum, y, row) => sum + (y - values(row)) ** 2, 0);
  return Math.sqrt(squares((row) => predictions[row] ?? Number.NaN) / squares(() => mean));
}

test.each([
  [30, 1, 7, 1],
  [30, 2, 7, 1],
  [60, 2, 7, 1],
  [60, 2, 1e6, 1],
  [60, 2, -1.7e12, 1e3],
  [60, 2, 0, 1e-9],
  [60, 10, 7, 1],
  [100, 20, 7, 1],
  [500, 20, 7, 1],
  [2000, 2, 7, 1],
])('finds the plane of %i rows and %i columns, offset by %f, times %f', async (...table) => {
  expect(await relativeError(plane(...table))).toBeLessThan(0.01);
});

const ROWS = 80;

/** Standardised columns side by side, as preprocessing leaves them. */
function design(columns: readonly (readonly number[])[]): DesignMatrix {
  const scaled = columns.map((values) => {
    const mean = values.reduce((sum, value) => sum + value / ROWS, 0);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / ROWS, 0);
    return values.map((value) => (value - mean) / Math.sqrt(variance));
  });
  const data = Float32Array.from({ length: ROWS * columns.length }, (_, i) => {
    return scaled[i % columns.length]?.[Math.floor(i / columns.length)] ?? Number.NaN;
  });
  const features = columns.map((_, i) => ({ name: `x${i}`, source: `x${i}` }));
  const matrix = { rows: ROWS, columns: columns.length, data };
  return { rows: ROWS, blocks: [{ kind: 'dense', matrix, features }] };
}

const a = Array.from({ length: ROWS }, (_, i) => 50 + 10 * Math.sin(1.7 * i));
const b = Array.from({ length: ROWS }, (_, i) => Math.cos(0.9 * i));
const x = design([a, b]);

/** Trained and judged on the same rows, so that nothing ends training early. */
function trained(y: Float32Array, task: TaskShape, params: Params = {}) {
  const loss = (values: Float64Array) =>
    y.reduce((sum, label, row) => {
      if (task.kind === 'regression') return sum - (label - (values[row] ?? 0)) ** 2;
      return sum + Math.log(Math.max(1e-9, values[2 * row + label] ?? 0));
    }, 0);
  return linear.train(
    { x, y },
    { ...linear.defaults, ...params },
    {
      task,
      metric: 'log_loss',
      kernels: 'auto',
      random: randomStream('linear'),
      validation: { x, score: loss },
      shouldStop: () => false,
    },
  );
}

test('logistic regression comes close to scikit-learn’s without a penalty', () => {
  const sums = a.map((own, i) => 0.25 * (own - 50) - 1.5 * (b[i] ?? 0) + 0.4);
  const y = Float32Array.from(sums, (sum, i) => Number(sum + 2.2 * Math.sin(5.3 * i) > 0));
  const model = trained(y, binary);
  expect(model.converged).toBe(true);
  const [w1 = 0, w2 = 0, intercept = 0] = model.trained.parameters;
  // LogisticRegression(C=1e6) of scikit-learn 1.9 on the same standardised columns.
  expect(w1).toBeCloseTo(1.98922, 1);
  expect(w2).toBeCloseTo(-1.57373, 1);
  expect(intercept).toBeCloseTo(-0.15612, 1);
  const chances = linear.predict(model, x, binary);
  const wanted = [0.08406884, 0.77813819, 0.40715799, 0.31857669, 0.96204924];
  for (const [row, chance] of wanted.entries()) {
    expect(Math.abs((chances[2 * row + 1] ?? 0) - chance)).toBeLessThan(0.01);
  }
});

test('training that epochs or time end while it still gets better has not converged', () => {
  const y = Float32Array.from(a, (own) => (own - 50) / 7);
  expect(trained(y, regression).converged).toBe(true);
  expect(trained(y, regression, { epochs: 4 }).converged).toBe(false);
  expect(trained(y, regression, { learningRate: 1e-4 }).converged).toBe(false);
  // Classes that a line divides have no best coefficients: larger ones are always better.
  const divided = Float32Array.from(a, (own) => Number(own > 50));
  expect(trained(divided, binary).converged).toBe(false);
});
