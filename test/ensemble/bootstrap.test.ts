import { describe, expect, test } from 'vitest';
import { pairedGain, scoreInterval } from '../../src/ensemble/bootstrap.js';
import { customMetricOf } from '../../src/metrics/custom-metrics.js';
import { rangeOf } from '../../src/metrics/metric.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Judged } from '../../src/trial/trial-judge.js';
import { randomStream } from '../../src/util/random.js';
import { binary, regression, threeClasses } from '../fixtures/tasks.js';

/** Rows whose absolute errors are drawn from 1 … 3, with a mean of about 2. */
function drawn(rows: number): Judged {
  const random = randomStream('bootstrap', rows);
  const truth = Float64Array.from({ length: rows }, () => 1 + 2 * random.next());
  return { metric: metricNamed('mae'), task: regression, truth, weights: undefined };
}

function momentsOf(given: ArrayLike<number>) {
  const values = Float64Array.from(given);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

describe('the interval of a mean error', () => {
  // Student's quantiles for 95 %: scipy.stats.t.ppf(.975, rows - 1).
  test.each([
    [8, 2.3646, 0.12],
    [30, 2.0452, 0.12],
    [300, 1.9679, 0.12],
    // So many rows have few resamples, which tell the deviation alone.
    [20_000, 1.96, 0.35],
    // Of so many a part is drawn.
    [1_000_000, 1.96, 0.35],
  ])('of %i rows reaches as far as Student says', (rows, quantile, tolerance) => {
    const judged = drawn(rows);
    const { mean, error } = momentsOf(judged.truth);
    const [low = 0, high = 0] = scoreInterval(judged, new Float64Array(rows), 1) ?? [];
    const ratio = (high - low) / (2 * quantile * error);
    expect(Math.abs(ratio - 1)).toBeLessThan(tolerance);
    expect(Math.abs((low + high) / 2 - mean)).toBeLessThan(0.4 * (high - mean));
  });

  test('of a sum over very many rows reaches as far as of all of them', () => {
    const rows = 400_000;
    const judged = drawn(rows);
    const sum = customMetricOf(
      {
        name: 'sum',
        direction: 'minimize',
        score: (truth: ArrayLike<number>) => momentsOf(truth).mean * truth.length,
      },
      regression,
      [],
    );
    const { error } = momentsOf(judged.truth);
    const own = { ...judged, metric: sum };
    const [low = 0, high = 0] = scoreInterval(own, new Float64Array(rows), 1) ?? [];
    expect(Math.abs((high - low) / (2 * 1.96 * error * rows) - 1)).toBeLessThan(0.35);
  });

  test('of 300 rows is on average as wide as a normal distribution says', () => {
    const judged = drawn(300);
    const { error } = momentsOf(judged.truth);
    const widths = Array.from({ length: 12 }, (_, seed) => {
      const [low = 0, high = 0] = scoreInterval(judged, new Float64Array(300), seed) ?? [];
      return (high - low) / (2 * 1.968 * error);
    });
    const mean = widths.reduce((sum, width) => sum + width / 12, 0);
    expect(Math.abs(mean - 1)).toBeLessThan(0.04);
  });

  test('of very many rows draws a part of them, and one drawing after the other', () => {
    const judged = drawn(400_000);
    let draws = 0;
    const seen: { readonly rows: number; readonly draws: number }[] = [];
    const watched: Judged = {
      ...judged,
      get weights() {
        draws++;
        return undefined;
      },
      metric: {
        ...judged.metric,
        score(truth) {
          seen.push({ rows: truth.length, draws });
          return truth[0] ?? 0;
        },
      },
    };
    scoreInterval(watched, new Float64Array(400_000), 1);
    expect(Math.max(...seen.slice(0, 20).map(({ rows }) => rows))).toBe(100_000);
    expect(seen[0]?.draws).toBeLessThan(draws / 4);
  });

  test('is there from four rows on', () => {
    expect(scoreInterval(drawn(3), new Float64Array(3), 0)).toBeUndefined();
    expect(scoreInterval(drawn(4), new Float64Array(4), 0)).toBeDefined();
  });

  test('is not there where there is no score', () => {
    const alike = { ...drawn(8), metric: metricNamed('r2'), truth: new Float64Array(8).fill(5) };
    expect(scoreInterval(alike, new Float64Array(8), 0)).toBeUndefined();
    // A resample without the row that has no prediction has a score.
    expect(scoreInterval(drawn(8), new Float64Array(8).fill(Number.NaN, 7), 0)).toBeUndefined();
  });
});

describe('the interval of a score whose resamples are few', () => {
  /** Chances of the true class of 10,000 rows. */
  function told(metric: string, ofTrue: (row: number) => number) {
    const truth = Int32Array.from({ length: 10_000 }, (_, row) => row % 2);
    const predictions = Float64Array.from({ length: 20_000 }, (_, i) => {
      const chance = ofTrue(i >> 1);
      return i % 2 === truth[i >> 1] ? chance : 1 - chance;
    });
    const judged = { metric: metricNamed(metric), task: binary, truth, weights: undefined };
    return scoreInterval(judged, predictions, 1) ?? [Number.NaN, Number.NaN];
  }

  test.each([
    ['log_loss', 0],
    ['brier_score', 0],
  ])('ends at the least %s', (metric, least) => {
    const [low, high] = told(metric, (row) => (row === 0 ? 1e-6 : 0.9999));
    expect(low).toBe(least);
    expect(high).toBeGreaterThan(0);
  });

  test.each(['accuracy', 'roc_auc', 'f1', 'mcc', 'kappa'])('ends at the most %s', (metric) => {
    const [low, high] = told(metric, (row) => (row === 0 ? 1e-6 : 0.9999));
    expect(low).toBeLessThan(1);
    expect(high).toBe(1);
  });

  test('goes below 0 where scores do', () => {
    const [low] = told('mcc', (row) => (row % 4 < 2 ? 0.9 : 0.1));
    expect(low).toBeLessThan(0);
    const own = { ...metricNamed('accuracy'), isCustom: true };
    expect(rangeOf(own)).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

test('the interval of a few large groups is of percentiles: one bad group among five takes it not below the good ones', () => {
  const random = randomStream('groups');
  const groups = Int32Array.from({ length: 12_000 }, (_, row) => row % 5);
  const errors = Float64Array.from(groups, (g) => (g === 0 ? 10 : 1) * (2 * random.next() - 1));
  const judged: Judged = { ...drawn(12_000), metric: metricNamed('rmse'), truth: errors, groups };
  const [low = 0, high = 0] = scoreInterval(judged, new Float64Array(12_000), 1) ?? [];
  // The deviation of the good groups is √⅓.
  expect(low).toBeGreaterThan(0.5);
  expect(low).toBeLessThan(0.7);
  expect(high).toBeGreaterThan(3);
  expect(high).toBeLessThan(6);
});

describe('a paired gain', () => {
  test('has an error where some drawings of rows have no score', () => {
    const truth = Int32Array.of(0, 0, 0, 1, 1);
    const judged = { metric: metricNamed('roc_auc'), task: binary, truth, weights: undefined };
    const chances = (...positive: number[]) =>
      Float64Array.from(positive.flatMap((chance) => [1 - chance, chance]));
    const [better, than] = [chances(0.1, 0.2, 0.6, 0.5, 0.9), chances(0.6, 0.2, 0.7, 0.5, 0.1)];
    const { gain, standardError } = pairedGain(judged, better, than, 0);
    // Of six pairs, five against one are in order.
    expect(gain).toBeCloseTo(4 / 6, 10);
    expect(standardError).toBeGreaterThan(0.05);
    expect(standardError).toBeLessThan(1);
  });

  test('of several classes compares the rows that are drawn, and no others', () => {
    const random = randomStream('gain');
    const truth = Int32Array.from({ length: 500 }, () => random.integer(3));
    const judged = {
      metric: metricNamed('log_loss'),
      task: threeClasses,
      truth,
      weights: undefined,
    };
    const sureBy = (share: number) =>
      Float64Array.from({ length: 1500 }, (_, i) =>
        i % 3 === truth[Math.floor(i / 3)] ? share : (1 - share) / 2,
      );
    // Every row gains as much, so that no drawing of rows changes the gain.
    const { gain, standardError } = pairedGain(judged, sureBy(0.8), sureBy(0.4), 0);
    expect(gain).toBeCloseTo(Math.log(2), 6);
    expect(standardError).toBeLessThan(1e-9);
  });

  test.each([400, 20_000])('of %i rows has the error of a mean of differences', (rows) => {
    const judged = drawn(rows);
    const { error } = momentsOf(judged.truth);
    // Against twice the label the error is the label's, against the label none.
    const twice = Float64Array.from(judged.truth, (value) => 2 * value);
    const { gain, standardError } = pairedGain(judged, Float64Array.from(judged.truth), twice, 3);
    expect(gain).toBeCloseTo(momentsOf(judged.truth).mean, 10);
    expect(standardError / error).toBeGreaterThan(0.7);
    expect(standardError / error).toBeLessThan(1.3);
  });
});
