import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { quantileScores } from '../../src/conformal/quantile-scores.js';
import { meanPinball } from '../../src/metrics/mean-pinball.js';

interface Case {
  readonly truth: readonly number[];
  readonly predictions: readonly number[];
  readonly weights: readonly number[];
  readonly quantiles: readonly number[];
  readonly mean: number;
  readonly each: readonly {
    readonly quantile: number;
    readonly pinball: number;
    readonly below: number;
  }[];
  readonly central: { readonly covered: number; readonly size: number };
}

const { cases } = JSON.parse(
  readFileSync(new URL('../reference/sklearn-quantiles.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Case[] };

test.each(cases)('quantiles $quantiles are scored as scikit-learn and numpy do', (own) => {
  const truth = Float64Array.from(own.truth);
  const predictions = Float64Array.from(own.predictions);
  const weights = Float64Array.from(own.weights);
  const { each, central } = quantileScores(truth, predictions, own.quantiles, weights);
  for (const [place, expected] of own.each.entries()) {
    expect(each[place]?.quantile).toBe(expected.quantile);
    expect(each[place]?.pinball).toBeCloseTo(expected.pinball, 12);
    expect(each[place]?.below).toBeCloseTo(expected.below, 12);
  }
  expect(central?.covered).toBeCloseTo(own.central.covered, 12);
  expect(central?.size).toBeCloseTo(own.central.size, 12);
  const task = { kind: 'quantile', classes: 0, quantiles: own.quantiles } as const;
  expect(meanPinball.score(truth, predictions, task, weights)).toBeCloseTo(own.mean, 12);
});

test('a label on the answer is below it, a single quantile has no interval, and what is wanted is not rounded', () => {
  const truth = Float64Array.of(1, 2, 3, 4);
  const alone = quantileScores(truth, Float64Array.of(1, 1, 4, 5), [0.75], undefined);
  // Off by 0, −1, 1, 1: (0 + 0.75 + 0.25 + 0.25) / 4.
  expect(alone).toEqual({ each: [{ quantile: 0.75, pinball: 0.3125, below: 0.75 }] });
  const pair = quantileScores(
    truth,
    Float64Array.of(0, 1, 3, 5, 2, 4, 4, 4),
    [0.05, 0.95],
    undefined,
  );
  expect(pair.central).toEqual({ kind: 'intervals', wanted: 0.9, covered: 0.75, size: 1.25 });
});
