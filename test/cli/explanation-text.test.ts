import { expect, test } from 'vitest';
import { explanationText } from '../../src/cli/explanation-text.js';
import { fit } from '../../src/index.js';

test('the base of a row is told as the mean of 50 rows at most, which it is', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => {
    const x = (i * 37) % 71;
    return { x, z: (i * 7) % 11, y: 2 * x + (i % 3) };
  });
  const predictor = await fit(rows, {
    ...{ label: 'y', trials: 2, workers: 1, models: ['elastic-net'] },
  });
  const [low, high] = [
    { x: 5, z: 1 },
    { x: 70, z: 1 },
  ];
  const background = Array.from({ length: 200 }, (_, i) => (i % 2 ? low : high));
  const explained = await predictor.explain(rows, { rows: [3], background });
  const [, line] = explanationText(explained, String, 80).split('\n');
  expect(line).toMatch(/^y: \S+ on average of up to 50 rows, \S+ with$/);
  // So many of 50 rows had the high answer.
  const [a = 0, b = 0] = (await predictor.predict([low, high])) as number[];
  const base = explained.rows?.[0]?.outputs[0]?.base ?? Number.NaN;
  const share = (50 * (base - a)) / (b - a);
  expect(share).toBeGreaterThan(1);
  expect(share).toBeCloseTo(Math.round(share), 6);
});
