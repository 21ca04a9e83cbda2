import { describe, expect, test } from 'vitest';
import { fitTemperature } from '../../src/ensemble/calibrate.js';
import { finishEnsemble } from '../../src/ensemble/finish-ensemble.js';
import { selectEnsemble } from '../../src/ensemble/select-ensemble.js';
import { fitStack } from '../../src/ensemble/stacking.js';
import { decideClasses } from '../../src/metrics/decisions.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { createJudge, type Judged, type TrialJudge } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import { sigmoid } from '../../src/util/sigmoid.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { keptTrial } from '../fixtures/kept-trial.js';
import { binary, regression } from '../fixtures/tasks.js';

const ROWS = 4000;
const random = randomStream(17);
const numbers = (next: (row: number) => number) =>
  Float64Array.from({ length: ROWS }, (_, row) => next(row));
/** Rows come by pairs of either kind, so that halves of the rows hold both. */
const isFirst = (row: number) => row % 4 < 2;
const firstCounts = numbers((row) => (isFirst(row) ? 20 : 1));
const secondCounts = numbers((row) => (isFirst(row) ? 1 : 20));
const both = [firstCounts, secondCounts] as const;
const noise = numbers(() => random.normal());
const label = numbers(() => random.normal());

function judged(metric: string, truth: Float64Array, weights: Float64Array, task: TaskShape) {
  return { metric: metricNamed(metric), task, truth, weights } satisfies Judged;
}

function chances(positive: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * ROWS }, (_, place) => {
    const chance = positive[place >> 1] ?? 0;
    return place % 2 === 1 ? chance : 1 - chance;
  });
}

describe('rows that weigh more decide', () => {
  const odds = numbers(() => 1.5 * random.normal());
  const truth = numbers((row) => (random.next() < sigmoid(odds[row] ?? 0) ? 1 : 0));

  test('the mixture, and its score is of weighted rows', () => {
    const wrong = (row: number) => (label[row] ?? 0) + 2 * (noise[row] ?? 0);
    const one = numbers((row) => (isFirst(row) ? (label[row] ?? 0) : wrong(row)));
    const two = numbers((row) => (isFirst(row) ? wrong(row) : (label[row] ?? 0)));
    const folds = [{ train: new Int32Array(), validation: Int32Array.from(label, (_, i) => i) }];
    const shares = both.map((weights) => {
      const table = { target: label, weights };
      const judge = createJudge(folds, regression, metricNamed('rmse'), table);
      const kept = [keptTrial(1, 1, [...one]), keptTrial(2, 1, [...two])];
      const mixture = selectEnsemble(kept, judge as TrialJudge, { rounds: 25 });
      const { score } = finishEnsemble(
        kept,
        judge,
        { rounds: 25, stacking: false, calibrate: true },
        0,
      );
      const own = judge.metric.score(label, mixture.predictions, regression, weights);
      expect(score).toBeCloseTo(own, 10);
      return mixture.members.find(({ trial }) => trial.number === 1)?.weight ?? 0;
    });
    expect(shares[0]).toBeGreaterThan(0.8);
    expect(shares[1]).toBeLessThan(0.2);
  });

  test('the temperature', () => {
    const predicted = chances(
      numbers((row) => sigmoid((isFirst(row) ? 2 : 0.5) * (odds[row] ?? 0))),
    );
    const [first, second] = both.map((weights) =>
      fitTemperature(judged('log_loss', truth, weights, binary), predicted),
    );
    expect(first).toBeGreaterThan(1.3);
    expect(second).toBeLessThan(0.8);
  });

  test('the threshold', () => {
    const predicted = chances(
      numbers((row) => sigmoid((odds[row] ?? 0) + (isFirst(row) ? 2 : -2))),
    );
    const [first = 0, second = 1] = both.map(
      (weights) => decideClasses(judged('accuracy', truth, weights, binary), predicted).threshold,
    );
    expect(first).toBeGreaterThan(0.7);
    expect(second).toBeLessThan(0.3);
  });

  test('the second layer', () => {
    const one = numbers((row) => (label[row] ?? 0) + (isFirst(row) ? 1 : 2) * (noise[row] ?? 0));
    const two = numbers((row) => (label[row] ?? 0) + (isFirst(row) ? 2 : 1) * (noise[row] ?? 0));
    const mean = one.map((value, row) => (value + (two[row] ?? 0)) / 2);
    for (const [part, weights] of both.entries()) {
      const found = fitStack(judged('rmse', label, weights, regression), [one, two], mean, 0);
      const [first = 0, second = 0] = found?.stack.pools[0] ?? [];
      expect(part === 0 ? first > second + 1 : second > first + 1).toBe(true);
    }
  });
});
