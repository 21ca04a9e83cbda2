import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evenPrices, quantileModel } from '../fixtures/quantile-model.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { farthest, onnxCase } from './onnx-case.js';
import { answersIn, runModels } from './onnx-runtimes.js';

const folder = tempFolder();
/** The last row has no x. */
const rows = [
  ...evenPrices(60, 9).map(({ x, noise }) => ({ x: String(x), noise: String(noise) })),
  { x: '', noise: '0' },
];
const MODELS = [
  ['linear'],
  ['mlp'],
  ['tabm'],
  ['boosted-trees'],
  ['symmetric-trees'],
  ['linear', 'boosted-trees'],
] as const;

test('ONNX answers quantiles as the predictor does, and they never cross', async () => {
  const data = folder.at('rows.csv');
  writeFileSync(data, `x,noise\n${rows.map(({ x, noise }) => `${x},${noise}`).join('\n')}\n`);
  const cases = [];
  for (const models of MODELS) {
    const { state } = await quantileModel({ models, trials: models.length });
    cases.push({ models, ...(await onnxCase(state, data, folder.at(models.join()))) });
  }
  runModels(
    'python',
    cases.map((own) => own.folder),
  );
  for (const { models, folder: own, values } of cases) {
    const told = answersIn(own, 'python');
    const each = told.get('quantiles') as Float64Array;
    expect(farthest(each, values), models.join()).toBeLessThan(1e-5);
    const middle = told.get('prediction') as Float64Array;
    expect([...middle]).toEqual([...each].filter((_, i) => i % 3 === 1));
    for (const row of rows.keys()) {
      const [low = 0, half = 0, high = 0] = each.subarray(3 * row, 3 * row + 3);
      expect(low <= half && half <= high).toBe(true);
    }
  }
}, 120_000);
