import { expect, test } from 'vitest';
import { type MayAnswer, selectEnsemble } from '../../src/ensemble/select-ensemble.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { keptTrial } from '../fixtures/kept-trial.js';
import { regression } from '../fixtures/tasks.js';

/** Weights by trial number where all labels are 0 and trials say these numbers, row after row, best first. */
function weightsOf(answers: readonly (readonly number[])[], mayAnswer?: MayAnswer) {
  const rows = answers[0]?.length ?? 0;
  const kept = answers.map((own, number) => keptTrial(number, null, own));
  const judge = {
    folds: [],
    task: regression,
    metric: metricNamed('mae'),
    rows: Int32Array.from({ length: rows }, (_, row) => row),
    truth: new Float64Array(rows),
    weights: undefined,
  };
  const { members } = selectEnsemble(kept, judge, { rounds: 25 }, 0, mayAnswer);
  return Object.fromEntries(members.map(({ trial, weight }) => [trial.number, weight]));
}

/** Trials take as many milliseconds as their numbers say, one more each. */
const within =
  (limit: number): MayAnswer =>
  (trials) =>
    trials.reduce((sum, { number }) => sum + number + 1, 0) <= limit;

test('greedy selection refuses what would take too long beside those that it has', () => {
  const everywhere = (value: number) => new Array<number>(600).fill(value);
  const answers = [1, -2, 1.5, -1.01].map(everywhere);
  // Trial 0 alone, then trial 3 with it: (1 − 1.01) / 2; in 4 milliseconds trial 1, twice trial 0 to one of it: 0.
  expect(Object.keys(weightsOf(answers))).toContain('0');
  expect(weightsOf(answers, within(4))).toEqual({ 0: 2 / 3, 1: 1 / 3 });
  expect(weightsOf(answers, within(2))).toEqual({ 0: 1 });
});

test('weights of few rows are drawn to those of the candidates that may answer too', () => {
  const signs = Array.from({ length: 24 }, (_, row) => [row % 4 < 2 ? 1 : -1, row % 2 ? 1 : -1]);
  const [first, second] = [0, 1].map((place) => signs.map((own) => own[place] ?? 0));
  const third = signs.map(([a = 0, b = 0]) => 1.001 * a * b);
  // Means of two and of all three miss by some 1/2: greedy selection takes two, and nothing speaks against the third.
  const answers = [first ?? [], second ?? [], third];
  expect(Object.keys(weightsOf(answers, within(6)))).toEqual(['0', '1', '2']);
  expect(Object.keys(weightsOf(answers, within(3)))).toEqual(['0', '1']);
});
