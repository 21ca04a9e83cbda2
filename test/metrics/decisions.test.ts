import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accuracy } from '../../src/metrics/accuracy.js';
import { bestThreshold, rankRows } from '../../src/metrics/best-threshold.js';
import { gainOfDecisions } from '../../src/metrics/counts-gain.js';
import { dealParts } from '../../src/metrics/deal-parts.js';
import { decideClasses, decidedScore } from '../../src/metrics/decisions.js';
import type { BinaryCounts } from '../../src/metrics/metric.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { type ScoredRows, scoreRows } from '../../src/metrics/scored-rows.js';
import { randomStream } from '../../src/util/random.js';
import { sigmoid } from '../../src/util/sigmoid.js';
import { binary, threeClasses } from '../fixtures/tasks.js';

const METRICS = ['accuracy', 'f1', 'balanced_accuracy'] as const;

/** Both probabilities of each row. */
function chances(positive: readonly number[]): Float64Array {
  return Float64Array.from(positive.flatMap((chance) => [1 - chance, chance]));
}

function rowsOf(metric: string, truth: readonly number[], weights?: readonly number[]): ScoredRows {
  return {
    metric: metricNamed(metric),
    task: binary,
    truth: Int32Array.from(truth),
    weights: weights && Float64Array.from(weights),
  };
}

/** Chooses on all rows. */
function chosen(rows: ScoredRows, predictions: Float64Array) {
  const { metric, truth, weights } = rows;
  const ranked = rankRows(binary, truth, predictions, weights);
  if (!metric.ofCounts || !ranked) throw new Error('nothing to choose');
  return bestThreshold(metric.ofCounts, binary, ranked, truth, weights);
}

/** Rows of this rate whose probabilities are right, or tell nothing. */
function drawn(rows: number, rate: number, telling: number, seed: number) {
  const random = randomStream(seed, 'drawn');
  const offset = Math.log(rate / (1 - rate));
  const odds = Array.from({ length: rows }, () => offset + telling * random.normal());
  const truth = odds.map((value) =>
    random.next() < (telling > 0 ? sigmoid(value) : rate) ? 1 : 0,
  );
  const noise = telling > 0 ? odds : odds.map((value) => value + 0.3 * random.normal());
  return { truth, predictions: chances(noise.map(sigmoid)) };
}

describe('the best threshold', () => {
  test.each(METRICS)('is as good by %s as any cut between two probabilities', (metric) => {
    const row = fc.record({
      chance: fc.oneof(
        fc.constantFrom(0, 0.25, 0.5, 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
      ),
      // A class that the model does not know is −1.
      label: fc.constantFrom(0, 1, 0, 1, -1),
      weight: fc.constantFrom(0, 1, 2.5),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 14 }), (drawnRows) => {
        if (drawnRows.every(({ weight, label }) => weight === 0 || label < 0)) return;
        const positive = drawnRows.map(({ chance }) => Math.round(chance * 1e6) / 1e6);
        const rows = rowsOf(
          metric,
          drawnRows.map(({ label }) => label),
          drawnRows.map(({ weight }) => weight),
        );
        const predictions = chances(positive);
        const cuts = [0, 0.5, 2, ...positive, ...positive.map((chance) => chance + 1e-7)];
        const most = Math.max(...cuts.map((cut) => scoreRows(rows, predictions, cut)));
        const { threshold, value } = chosen(rows, predictions);
        expect(scoreRows(rows, predictions, threshold)).toBeCloseTo(most, 10);
        const isKnown = drawnRows.every(({ label }) => label >= 0);
        if (isKnown) expect(value).toBeCloseTo(most, 10);
      }),
    );
  });

  test('is a half among equal ones, and else the nearest to it', () => {
    expect(chosen(rowsOf('accuracy', [0, 1]), chances([0.2, 0.9])).threshold).toBe(0.5);
    expect(chosen(rowsOf('accuracy', [0, 1]), chances([0.1, 0.3])).threshold).toBeCloseTo(0.2, 9);
    expect(chosen(rowsOf('f1', [0, 0, 1, 1]), chances([0.6, 0.7, 0.8, 0.9])).threshold).toBeCloseTo(
      0.75,
      9,
    );
  });

  test('is the nearer to a half of equal ones that are met later', () => {
    // Three of four rows are right from .9 on, and from .5 on.
    const rows = rowsOf('accuracy', [1, 0, 1, 0]);
    expect(chosen(rows, chances([0.95, 0.85, 0.7, 0.2])).threshold).toBe(0.5);
  });

  test('tells a rate of one in a thousand from rows that are nearly as probable', () => {
    const positive = Array.from({ length: 20_000 }, (_, row) => 1e-4 + row * 1e-9);
    const truth = positive.map((_, row) => (row >= 19_980 ? 1 : 0));
    const { threshold, value } = chosen(rowsOf('f1', truth), chances(positive));
    expect(value).toBe(1);
    expect(threshold).toBeCloseTo(1e-4 + 19_979.5e-9, 10);
  });

  test('takes no notice of rows without weight, and keeps those of an unknown class from being positive by f1', () => {
    const rows = rowsOf('accuracy', [1, 0, 0], [1, 1, 0]);
    expect(chosen(rows, chances([0.3, 0.1, 0.9])).threshold).toBeCloseTo(0.2, 9);
    const unknown = rowsOf('f1', [1, 0, -1, -1, -1]);
    // From .2 on f1 is 2 / (2 + 3), from .25 on 1.
    expect(chosen(unknown, chances([0.3, 0.1, 0.2, 0.2, 0.2])).threshold).toBeCloseTo(0.25, 9);
  });
});

describe('the best threshold of rows whose weights are not whole', () => {
  /** Weights of 1 to 5 in units of their mean. */
  function weighted(seed: number) {
    const { truth, predictions } = drawn(300, 0.2, 1, seed);
    const whole = truth.map((_, row) => 1 + ((row * row + seed) % 5));
    const mean = whole.reduce((sum, weight) => sum + weight, 0) / whole.length;
    return { truth, predictions, weights: whole.map((weight) => weight / mean) };
  }

  test.each(['precision_macro', 'precision_weighted'])('is by %s as good as it says', (metric) => {
    for (let seed = 0; seed < 20; seed++) {
      const { truth, predictions, weights } = weighted(seed);
      const rows = rowsOf(metric, truth, weights);
      const { threshold, value } = chosen(rows, predictions);
      expect(scoreRows(rows, predictions, threshold)).toBeCloseTo(value, 10);
    }
  });

  test('takes no rest of rounding for rows behind the last of a class', () => {
    const { truth, predictions, weights } = weighted(0);
    const counts: number[] = [];
    const ofCounts = (own: BinaryCounts) => counts.push(own.falseNegative, own.trueNegative);
    const rows = rowsOf('accuracy', truth, weights);
    chosen({ ...rows, metric: { ...rows.metric, ofCounts } }, predictions);
    expect(counts.slice(-2)).toEqual([0, 0]);
    expect(counts.every((own) => own === 0 || own > 0.1)).toBe(true);
  });
});

test('parts hold their share of each class, and follow no order of the rows', () => {
  const truth = Int32Array.from({ length: 1000 }, (_, row) => (row % 10 === 0 ? 1 : 0));
  const parts = dealParts(
    { metric: metricNamed('f1'), task: binary, truth, weights: undefined },
    5,
  );
  for (const part of [0, 1, 2, 3, 4]) {
    const own = [...parts.keys()].filter((row) => parts[row] === part);
    expect(own).toHaveLength(200);
    expect(own.filter((row) => truth[row] === 1)).toHaveLength(20);
    // Of a period of two, both halves.
    expect(own.filter((row) => row % 2 === 0).length).toBeGreaterThan(60);
    expect(own.filter((row) => row % 2 === 0).length).toBeLessThan(140);
  }
});

test('whole groups stay in a part, and tell only once how sure a gain is', () => {
  const truth = Int32Array.from({ length: 400 }, (_, row) => (row % 7 === 0 ? 1 : 0));
  const groups = truth.map((_, row) => row % 40);
  const rows = { ...rowsOf('accuracy', [...truth]), groups };
  const parts = dealParts(rows, 5);
  expect([...parts].every((part, row) => part === parts[row % 40])).toBe(true);
  const all = (guess: number) =>
    Float64Array.from({ length: 800 }, (_, i) => (i % 2 === guess ? 1 : 0));
  const { ofCounts } = accuracy;
  if (!ofCounts) throw new Error('no metric of counts');
  const errorOf = (own: ScoredRows) =>
    gainOfDecisions(ofCounts, binary, own, all(0), all(1)).standardError;
  const copied = { ...rows, groups: groups.map((_, row) => Math.floor(row / 2)) };
  const alike = truth.map((_, row) => truth[row - (row % 2)] ?? 0);
  // Pairs of equal rows are as sure as half as many rows.
  expect(errorOf({ ...copied, truth: alike })).toBeCloseTo(
    Math.SQRT2 * errorOf({ ...copied, truth: alike, groups: undefined }),
    10,
  );
});

describe('decisions', () => {
  test.each([
    ['accuracy', 0.5],
    ['accuracy', 0.2],
    ['balanced_accuracy', 0.2],
  ])('by %s on noise, with a rate of %d, gain nothing', (metric, rate) => {
    const gains = Array.from({ length: 40 }, (_, seed) => {
      const { truth, predictions } = drawn(400, rate, 0, seed);
      const share = truth.filter((label) => label === 0).length / 400;
      const nothing = metric === 'accuracy' ? Math.max(share, 1 - share) : 0.5;
      return decidedScore(rowsOf(metric, truth), predictions) - nothing;
    });
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    expect(mean).toBeLessThan(0.01);
  });

  test('by f1 on noise are worth no more than calling all rows positive', () => {
    const gains = Array.from({ length: 40 }, (_, seed) => {
      const { truth, predictions } = drawn(400, 0.2, 0, seed);
      const share = truth.filter((label) => label === 1).length / 400;
      return decidedScore(rowsOf('f1', truth), predictions) - (2 * share) / (1 + share);
    });
    expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeLessThan(0.01);
  });

  test('find a rare class where 0.5 finds no row, at about the score of more rows', () => {
    const { truth, predictions } = drawn(20_000, 0.005, 1.5, 3);
    const rows = rowsOf('f1', truth);
    expect(scoreRows(rows, predictions, 0.5)).toBeLessThan(0.05);
    const { threshold } = decideClasses(rows, predictions);
    const more = drawn(100_000, 0.005, 1.5, 4);
    const onMore = scoreRows(rowsOf('f1', more.truth), more.predictions, threshold);
    expect(threshold).toBeLessThan(0.3);
    expect(decidedScore(rows, predictions)).toBeGreaterThan(0.1);
    expect(Math.abs(decidedScore(rows, predictions) - onMore)).toBeLessThan(0.06);
  });

  test('stay at a half where that is as good, and the score is that of a half', () => {
    const { truth, predictions } = drawn(2000, 0.5, 2, 5);
    const rows = rowsOf('accuracy', truth);
    expect(decideClasses(rows, predictions).threshold).toBe(0.5);
    expect(decidedScore(rows, predictions)).toBe(scoreRows(rows, predictions, 0.5));
    // A row of exactly a half is positive.
    expect(decideClasses(rowsOf('accuracy', [1, 1]), chances([0.5, 0.5])).threshold).toBe(0.5);
  });

  test('are the predictions themselves for other metrics, for several classes and for what has diverged', () => {
    const two = chances([0.2, Number.NaN]);
    for (const rows of [rowsOf('log_loss', [0, 1]), rowsOf('f1', [0, 1])]) {
      expect(decideClasses(rows, two)).toEqual({ threshold: 0.5, predictions: two });
    }
    const three = Float64Array.of(0.2, 0.3, 0.5);
    const rows = { ...rowsOf('accuracy', [2]), task: threeClasses };
    expect(decideClasses(rows, three)).toEqual({ threshold: 0.5, predictions: three });
  });
});

describe('the gain of decisions', () => {
  test.each(METRICS)('by %s has the error that drawing rows anew shows', (metric) => {
    const random = randomStream(8);
    const { truth, predictions } = drawn(600, 0.3, 1.5, 6);
    const at = (threshold: number) =>
      Float64Array.from(predictions, (_, place) =>
        ((predictions[place | 1] ?? 0) >= threshold ? 1 : 0) === place % 2 ? 1 : 0,
      );
    const [a, b] = [at(0.3), at(0.5)];
    const { ofCounts } = metricNamed(metric);
    if (!ofCounts) throw new Error('no metric of counts');
    const gainOf = (rows: readonly number[]) => {
      const own = rowsOf(
        metric,
        rows.map((row) => truth[row] ?? 0),
      );
      const pick = (from: Float64Array) =>
        Float64Array.from(rows.flatMap((row) => [from[2 * row] ?? 0, from[2 * row + 1] ?? 0]));
      return gainOfDecisions(ofCounts, binary, own, pick(a), pick(b));
    };
    const whole = gainOf(truth.map((_, row) => row));
    const gains = Array.from(
      { length: 200 },
      () => gainOf(truth.map(() => random.integer(600))).gain,
    );
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const deviation = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / 199);
    expect(whole.gain).toBeCloseTo(
      scoreRows(rowsOf(metric, truth), a) - scoreRows(rowsOf(metric, truth), b),
      10,
    );
    expect(whole.standardError / deviation).toBeGreaterThan(0.8);
    expect(whole.standardError / deviation).toBeLessThan(1.25);
  });
});
