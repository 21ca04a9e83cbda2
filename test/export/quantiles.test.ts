import { expect, test } from 'vitest';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { pythonHeader } from '../../src/export/python/python-header.js';
import { openText } from '../../src/export/typescript/runtime.js';
import { typescriptModule } from '../../src/export/typescript/typescript-module.js';
import { saveState } from '../../src/predictor/save-state.js';
import { base64 } from '../../src/util/base64.js';
import { evenPrices, quantileModel } from '../fixtures/quantile-model.js';

const { state, predictor } = await quantileModel();
const rows = evenPrices(40, 9).map(({ price: _, ...row }) => row);

test('a TypeScript module answers quantiles as the predictor does', async () => {
  const told = openText(base64(await saveState(state)))(rows);
  expect(told.quantiles).toEqual(await predictor.predictQuantiles(rows));
  expect(told.values).toEqual(await predictor.predict(rows));
});

test('it offers them, in both of its forms', async () => {
  const inlined = (await typescriptModule(state, '', 'inlined')).text;
  expect(inlined).toContain('export const quantiles: readonly number[] = [0.1,0.5,0.9];');
  expect(inlined).toContain('export function predictQuantiles(row: Row): readonly number[]');
  expect(inlined).toContain('export type Prediction = number;');
  const beside = (await typescriptModule(state, '', 'beside')).text;
  expect(beside).toContain('return { predict, predictProba, predictRows, predictQuantiles };');
});

test('the Python file says that it predicts them', () => {
  const header = pythonHeader(state, ['x', 'noise']);
  expect(header).toContain('Predicts "price": its quantiles 0.1, 0.5, 0.9.');
  expect(header).toContain('predict_quantiles(rows)');
  expect(header).not.toContain('--proba');
});

test('ONNX has an output for the middle one, and one for all', () => {
  const text = Buffer.from(onnxModel(state).bytes).toString('latin1');
  expect(text).toContain('["prediction","quantiles"]');
  expect(text).toContain('[0.1,0.5,0.9]');
});
