import { expect, test } from 'vitest';
import { evenPrices, quantileModel } from '../fixtures/quantile-model.js';

const { predictor } = await quantileModel();
const rows = evenPrices(150, 8);

test('contributions add up to the answer for the quantile nearest to the median', async () => {
  const { rows: explained, notes } = await predictor.explain(rows, { rows: [1, 4] });
  const answers = await predictor.predictQuantiles(rows);
  expect(notes).toContain('what is explained is the answer for the quantile 0.5');
  for (const [i, place] of [0, 3].entries()) {
    const own = explained?.[i];
    const [output] = own?.outputs ?? [];
    expect(own).toMatchObject({ prediction: answers[place]?.[1], predicts: 'label' });
    const shares = output?.contributions.map(({ contribution }) => contribution) ?? [];
    const sum = shares.reduce((all, share) => all + share, output?.base ?? Number.NaN);
    expect(sum).toBeCloseTo(answers[place]?.[1] ?? 0, 6);
  }
});

test('importance is by how much the mean pinball loss grows', async () => {
  const { importance } = await predictor.explain(rows);
  const { metrics } = await predictor.evaluate(rows);
  const [own] = importance ?? [];
  expect(own).toMatchObject({ metric: 'mean_pinball', direction: 'minimize' });
  expect(own?.score).toBeCloseTo(metrics.mean_pinball ?? 0, 10);
  expect(own?.columns[0]).toMatchObject({ columns: ['x'] });
  expect(own?.columns[0]?.interval[0]).toBeGreaterThan(0);
});

test('a curve is of the middle answer and has one output', async () => {
  const { columns } = await predictor.explain(rows, { columns: ['x'] });
  const [own] = columns ?? [];
  expect(own?.means[0]).toHaveLength(1);
  // The median of prices at 0 is 5, at 1 it is 10.
  expect((own?.means.at(-1)?.[0] ?? 0) - (own?.means[0]?.[0] ?? 0)).toBeGreaterThan(2);
});
