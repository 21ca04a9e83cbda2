import { describe, expect, test } from 'vitest';
import { withEnsemble } from '../../src/ensemble/ensemble-row.js';
import { finishEnsemble } from '../../src/ensemble/finish-ensemble.js';
import { selectEnsemble } from '../../src/ensemble/select-ensemble.js';
import { fitStack, mixedBy } from '../../src/ensemble/stacking.js';
import { rankTrials } from '../../src/leaderboard/leaderboard.js';
import { logLoss } from '../../src/metrics/log-loss.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { scoreRows } from '../../src/metrics/scored-rows.js';
import { tempered } from '../../src/metrics/tempered.js';
import type { TrialJudge } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import { sigmoid } from '../../src/util/sigmoid.js';
import { keptTrial } from '../fixtures/kept-trial.js';
import { binary, regression } from '../fixtures/tasks.js';

const ROWS = 2000;
const random = randomStream(21);
const odds = Array.from({ length: ROWS }, () => 2 * random.normal() - 2.5);
const labels = odds.map((value) => (random.next() < sigmoid(value) ? 1 : 0));
const noise = odds.map(() => random.normal());

function judgeBy(metric: string): TrialJudge {
  const rows = Int32Array.from(labels, (_, row) => row);
  const truth = Int32Array.from(labels);
  return { folds: [], task: binary, metric: metricNamed(metric), rows, truth, weights: undefined };
}

/** Both probabilities by these log-odds. */
function chances(of: readonly number[]): number[] {
  return of.flatMap((value) => [sigmoid(-value), sigmoid(value)]);
}

/** Probabilities that are surer than they may be, as members of an ensemble of one. */
const sure = chances(odds.map((value) => 2 * value));
const options = { rounds: 25, stacking: true, calibrate: true };

describe('an ensemble of one', () => {
  test.each(['log_loss', 'f1'])('has its %s with its temperature and threshold', (metric) => {
    const judge = judgeBy(metric);
    const kept = [keptTrial(1, 0.4, sure)];
    const ensemble = finishEnsemble(kept, judge, options, 0);
    const { temperature, threshold, score, crossFittedScore } = ensemble;
    expect(temperature).toBeCloseTo(2, 0);
    const answers = tempered(Float64Array.from(sure), 2, temperature);
    expect(score).toBe(scoreRows(judge, answers, threshold));
    const [row] = withEnsemble(
      rankTrials([...kept.map(({ trial }) => trial)], judge.metric),
      ensemble,
      judge.metric,
    );
    expect(row).toMatchObject({ name: 'mlp-1', weight: 1, scoreValidation: score });
    expect(row?.scoreCrossFitted).toBe(crossFittedScore);
    expect(crossFittedScore === undefined).toBe(metric === 'log_loss');
    if (crossFittedScore !== undefined) {
      expect(threshold).toBeLessThan(0.45);
      expect(crossFittedScore).toBeGreaterThan(scoreRows(judge, answers, 0.5));
      expect(Math.abs(crossFittedScore - score)).toBeLessThan(0.03);
    }
  });

  test('that is not tempered has its threshold all the same, by which candidates were judged', () => {
    const judge = judgeBy('f1');
    const kept = [keptTrial(1, 0.4, sure)];
    const ensemble = finishEnsemble(kept, judge, { ...options, calibrate: false }, 0);
    expect(ensemble.temperature).toBe(1);
    expect(ensemble.threshold).toBeLessThan(0.4);
    const atHalf = scoreRows(judge, Float64Array.from(sure), 0.5);
    expect(ensemble.score).toBeGreaterThan(atHalf + 0.01);
  });

  test('keeps the threshold of its one member for the probabilities of that member', () => {
    const { members, threshold, temperature } = finishEnsemble(
      [keptTrial(1, 0.4, sure)],
      judgeBy('f1'),
      options,
      0,
    );
    const [own] = tempered(Float64Array.of(1 - threshold, threshold), 2, 1 / temperature);
    expect(1 - (members[0]?.threshold ?? 0)).toBeCloseTo(own ?? 0, 2);
  });
});

describe('greedy selection by metrics of classes', () => {
  const right = chances(odds);
  const blunt = chances(odds.map((value, row) => value + (noise[row] ?? 0)));

  test('judges mixtures at their own thresholds, where at a half no row is positive', () => {
    const far = (of: readonly number[]) =>
      of.map((value, place) => (place % 2 === 1 ? value / 20 : 1 - (of[place + 1] ?? 0) / 20));
    const kept = [keptTrial(1, 0, far(blunt)), keptTrial(2, 0, far(right))];
    const { members } = selectEnsemble(kept, judgeBy('f1'), { rounds: 1 });
    expect(members.map(({ trial }) => trial.number)).toEqual([2]);
  });

  test('takes the lower log loss among models that find the same classes', () => {
    const shy = right.map((value) => 0.5 + (value - 0.5) / 10);
    for (const order of [
      [shy, right],
      [right, shy],
    ]) {
      const kept = order.map((predictions, place) => keptTrial(place, 0, predictions));
      const judge = judgeBy('accuracy');
      const { members, predictions } = selectEnsemble(kept, judge, { rounds: 1 });
      expect(members.map(({ trial }) => trial.number)).toEqual([order.indexOf(right)]);
      expect(logLoss.score(judge.truth, predictions, binary)).toBeLessThan(0.4);
    }
  });
});

describe('a second layer', () => {
  const label = noise.map((value) => 5 + value);
  const truth = Float64Array.from(label);
  const judge: TrialJudge = { ...judgeBy('rmse'), task: regression, truth };
  /** Twice as far from the mean as the label is: a mean of members keeps that, a second layer does not. */
  const stretched = () => label.map((value) => 5 + 2 * (value - 5) + 0.3 * random.normal());
  const kept = [keptTrial(1, 1, stretched()), keptTrial(2, 1, stretched())];
  const finished = (stacking: boolean) =>
    finishEnsemble(kept, judge, { rounds: 25, stacking, calibrate: true }, 0);

  test('has the score of what it answers', () => {
    const [mean, stacked] = [finished(false), finished(true)];
    expect(mean.stack).toBeNull();
    expect(stacked.members).toHaveLength(2);
    expect(stacked.stack?.pools).toHaveLength(5);
    const task = judge.task;
    const predictions = kept.map((own) => own.predictions);
    const scoreOf = (answers: Float64Array) => judge.metric.score(truth, answers, task);
    // Each row is answered by the pool that has not seen it, later ones by all.
    const plain = mixedBy(mean.members, null, predictions, task);
    const crossFitted = fitStack(judge, predictions, plain, 0)?.predictions ?? plain;
    expect(stacked.score).toBeCloseTo(scoreOf(crossFitted), 10);
    const answers = mixedBy(stacked.members, stacked.stack, predictions, task);
    expect(stacked.score).toBeCloseTo(scoreOf(answers), 2);
    expect(stacked.score).toBeLessThan(0.3);
    expect(mean.score).toBeGreaterThan(0.8);
  });
});

test('steps are as sure of classes that count alike as there are rows', () => {
  const kept = [keptTrial(1, 0.4, chances(odds))];
  const told = { ...options, calibrate: 'isotonic' } as const;
  const judge = { ...judgeBy('log_loss'), classWeights: 'balanced' } as const;
  const { calibration } = finishEnsemble(kept, judge, told, 0);
  const [curve] = calibration?.kind === 'isotonic' ? calibration.curves : [];
  const steps = curve?.kind === 'isotonic' ? curve.y : [];
  expect(steps[0]).toBeLessThan(0.05);
  expect(steps.at(-1)).toBeGreaterThan(0.9);
});
