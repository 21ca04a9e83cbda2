import { expect, test } from 'vitest';
import { trainedBy } from '../../src/models/number-cost.js';

const y = Float32Array.of(0.5, 1, 4);
const weights = Float64Array.of(1, 2, 3);
const x = { rows: 3, blocks: [] };

function costOf(loss: 'poisson' | 'gamma') {
  const { cost, ...others } = trainedBy(
    { kind: 'regression', classes: 0, loss },
    { x, y, weights },
  );
  if (typeof cost !== 'object' || cost.kind !== 'custom') throw new Error('no cost of its own');
  return { others, cost: cost.cost };
}

test.each([
  ['poisson', (s: number, label: number) => Math.exp(s) - label * s],
  ['gamma', (s: number, label: number) => s + label / Math.exp(s)],
] as const)(
  '%s costs what its likelihood says, a member of an ensemble at a time',
  (loss, likelihood) => {
    const { cost, others } = costOf(loss);
    expect(others).toEqual({});
    const outputs = Float32Array.of(0.25, -1, 0.5, 2);
    // Row 2 comes twice, once for each of two members.
    const rows = Int32Array.of(2, 2, 0, 1);
    const gradient = new Float32Array(4);
    const step = 1e-3;
    const wanted = [...outputs].map((score, place) => {
      const row = rows[place] ?? 0;
      const weight = (weights[row] ?? 0) / 2;
      return {
        value: weight * likelihood(score, y[row] ?? 0),
        slope:
          (weight *
            (likelihood(score + step, y[row] ?? 0) - likelihood(score - step, y[row] ?? 0))) /
          (2 * step * 4),
      };
    });
    const sum = cost(outputs, rows, gradient);
    expect(sum).toBeCloseTo(
      wanted.reduce((all, { value }) => all + value, 0),
      4,
    );
    for (const [place, { slope }] of wanted.entries())
      expect(gradient[place]).toBeCloseTo(slope, 4);
  },
);

test('rows count by their weights in the costs of the kernels, which need none of their own', () => {
  const own = (loss?: 'absolute' | 'huber') =>
    trainedBy({ kind: 'regression', classes: 0, loss }, { x, y, weights });
  expect(own()).toEqual({ sampleWeights: weights });
  expect(own('absolute')).toEqual({ cost: 'mean-absolute-error', sampleWeights: weights });
  expect(own('huber')).toEqual({ cost: { kind: 'huber', delta: 1 }, sampleWeights: weights });
});

test('quantiles cost their pinball loss, an output for each', () => {
  const task = { kind: 'quantile', classes: 0, quantiles: [0.1, 0.9] } as const;
  const { cost } = trainedBy(task, { x, y, weights });
  if (typeof cost !== 'object' || cost.kind !== 'custom') throw new Error('no cost of its own');
  const gradient = new Float32Array(4);
  // Of labels 4 and 0.5, whose weights are 1.5 and 0.5 of the mean one.
  const sum = cost.cost(Float32Array.of(2, 5, 1, 0.25), Int32Array.of(2, 0), gradient);
  expect(sum).toBeCloseTo(1.5 * (0.1 * 2 + 0.1 * 1) + 0.5 * (0.9 * 0.5 + 0.9 * 0.25), 6);
  const slopes = [1.5 * -0.1, 1.5 * 0.1, 0.5 * 0.9, 0.5 * -0.9].map((own) => own / 2);
  for (const [place, slope] of slopes.entries()) expect(gradient[place]).toBeCloseTo(slope, 6);
});
