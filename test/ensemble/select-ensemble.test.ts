import { describe, expect, test } from 'vitest';
import { withEnsemble } from '../../src/ensemble/ensemble-row.js';
import type { FinishedEnsemble } from '../../src/ensemble/finish-ensemble.js';
import { type Ensemble, selectEnsemble } from '../../src/ensemble/select-ensemble.js';
import { rankTrials } from '../../src/leaderboard/leaderboard.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { scoreRows } from '../../src/metrics/scored-rows.js';
import type { TrialJudge } from '../../src/trial/trial-judge.js';
import type { TaskShape } from '../../src/util/task-kind.js';
import { keptTrial, trialRecord } from '../fixtures/kept-trial.js';
import { binary, regression } from '../fixtures/tasks.js';

function judgeOf(metric: string, truth: readonly number[], task: TaskShape): TrialJudge {
  const rows = Int32Array.from(truth, (_, row) => row);
  const known = { rows, truth: Float64Array.from(truth), weights: undefined };
  return { folds: [], task, metric: metricNamed(metric), ...known };
}

type Mixture = Ensemble & Pick<FinishedEnsemble, 'score'>;

/** Selects among predictions, which stand best first; gives the weights by trial number. */
function select(
  metric: string,
  truth: readonly number[],
  candidates: readonly (readonly number[])[],
  { rounds = 25, task = regression } = {},
): { readonly weights: Record<string, number>; readonly score: number; readonly all: Mixture } {
  const kept = candidates.map((predictions, number) => keptTrial(number, null, predictions));
  const judge = judgeOf(metric, truth, task);
  const all = selectEnsemble(kept, judge, { rounds });
  const entries = all.members.map(({ trial, weight }) => [trial.number, weight]);
  const score = scoreRows(judge, all.predictions);
  return { weights: Object.fromEntries(entries), score, all: { ...all, score } };
}

test('greedy selection with replacement, by hand', () => {
  // MAE against 0. Round 1: 0 alone: 1. Round 2: 0 with 1: |(1 − 2)/2| = 0.5; 0 twice: 1; with 2: 3.
  // Round 3: 0 again: |(1 − 2 + 1)/3| = 0, which nothing can beat.
  const { weights, score } = select('mae', [0], [[1], [-2], [5]]);
  expect(weights).toEqual({ 0: 2 / 3, 1: 1 / 3 });
  expect(score).toBe(0);
});

test('the rounds are cut at the first best prefix', () => {
  // two rounds reach 0 and later ones only equal it: 0 and 1 have a half each
  const { weights } = select(
    'mae',
    [0, 0],
    [
      [1, -1],
      [-1, 1],
    ],
  );
  expect(weights).toEqual({ 0: 0.5, 1: 0.5 });
});

test('the number of rounds is a bound', () => {
  const rows = (value: number) => new Array<number>(500).fill(value);
  const of = (rounds: number) => select('mae', rows(0), [rows(1), rows(-2)], { rounds }).weights;
  expect(of(2)).toEqual({ 0: 0.5, 1: 0.5 });
  expect(of(1)).toEqual({ 0: 1 });
});

test('of models that help as much, one already used is added', () => {
  // MAE against 0. Round 1: 1 alone: 1. Round 2: with 0, [−1, 1], and with 1 again, [1, 1], both 1: 1 is used.
  // Round 3: [2, 2] + 2 = [−1.5, −1] is the best; had round 2 taken 0, it would have been 1 again.
  const candidates = [
    [-3, 1],
    [1, 1],
    [-3.5, -3],
  ];
  const { weights } = select('mae', [0, 0], candidates, { rounds: 3 });
  expect(weights).toEqual({ 1: 2 / 3, 2: 1 / 3 });
});

test('the single best stays alone when no mixture is better', () => {
  const { weights, score } = select(
    'rmse',
    [1, 2],
    [
      [1.1, 2.1],
      [3, 4],
    ],
  );
  expect(weights).toEqual({ 0: 1 });
  expect(score).toBeCloseTo(0.1, 5);
});

test('the score is the metric of the weighted mean, in its natural sign', () => {
  const predictions = [
    [0.6, 0.4, 0.1, 0.9],
    [0.1, 0.9, 0.6, 0.4],
  ];
  const often = (values: readonly number[]) => Array.from({ length: 100 }, () => values).flat();
  const { weights, score } = select('log_loss', often([1, 1]), predictions.map(often), {
    task: binary,
  });
  const mean = [0, 1].map((row) =>
    Object.entries(weights).reduce(
      (sum, [number, weight]) => sum + weight * (predictions[Number(number)]?.[2 * row + 1] ?? 0),
      0,
    ),
  );
  const expected = -mean.reduce((sum, chance) => sum + Math.log(chance), 0) / 2;
  expect(Object.keys(weights)).toHaveLength(2);
  expect(score).toBeCloseTo(expected, 6);
});

test('candidates without any finite score are a bug that is told', () => {
  expect(() => select('mae', [0], [[Number.NaN]])).toThrow('finite score');
});

test('the leaderboard gets a row for a mixture, and the weights of its members', () => {
  const { all } = select('mae', [0], [[1], [-2], [5]]);
  const trials = [1, 2, 5].map((score, number) => trialRecord(number, { score }));
  const rows = withEnsemble(rankTrials(trials, metricNamed('mae')), all, metricNamed('mae'));
  expect(rows.map(({ rank, name, weight }) => [rank, name, weight])).toEqual([
    [1, 'ensemble', 1],
    [2, 'mlp-0', 2 / 3],
    [3, 'mlp-1', 1 / 3],
    [4, 'mlp-2', 0],
  ]);
  expect(rows[0]).toMatchObject({
    fitSeconds: 2,
    msPer1000Rows: 4,
    parameters: 60,
    scoreValidation: 0,
  });
});

test('a single best gets no row of its own: its weight is 1', () => {
  const { all } = select('mae', [0], [[1], [2]]);
  const trials = [1, 2].map((score, number) => trialRecord(number, { score }));
  const rows = withEnsemble(rankTrials(trials, metricNamed('mae')), all, metricNamed('mae'));
  expect(rows.map(({ name, weight, scoreValidation }) => [name, weight, scoreValidation])).toEqual([
    ['mlp-0', 1, 1],
    ['mlp-1', 0, 2],
  ]);
});

describe('metrics of classes', () => {
  const truth = Array.from({ length: 600 }, (_, row) => row % 2);
  /** Gives the right class this chance, and in every so many rows the wrong one. */
  const sure = (chance: number, every: number) =>
    truth.flatMap((label, row) => {
      const right = Math.floor(row / 2) % every === 0 ? 1 - chance : chance;
      return label === 1 ? [1 - right, right] : [right, 1 - right];
    });

  test('have their mixture by log loss, unless the best model is surely better by the metric', () => {
    // Wrong in one row of twenty, but never sure; wrong in one of eight, and with a better log loss.
    const candidates = [sure(0.6, 20), sure(0.9, 8)];
    expect(select('accuracy', truth, candidates, { task: binary }).weights).toEqual({ 0: 1 });
    const { weights } = select('log_loss', truth, candidates, { task: binary });
    expect(weights[1]).toBeGreaterThan(0.5);
  });

  test('keep the mixture where the best model is better by chance', () => {
    const candidates = [sure(1 - 1e-6, 20), sure(0.95, 20)];
    expect(select('accuracy', truth, candidates, { task: binary }).weights).toEqual({ 1: 1 });
  });
});
