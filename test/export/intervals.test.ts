import { expect, test } from 'vitest';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { pythonHeader } from '../../src/export/python/python-header.js';
import { openText } from '../../src/export/typescript/runtime.js';
import { typescriptModule } from '../../src/export/typescript/typescript-module.js';
import { saveState } from '../../src/predictor/save-state.js';
import { base64 } from '../../src/util/base64.js';
import { sureModels } from '../fixtures/sure-models.js';

const { number, classes } = await sureModels();
const rows = [{ x: 0.1 }, { x: 0.9 }];

test('a TypeScript module tells intervals as the predictor does', async () => {
  const answer = openText(base64(await saveState(number.state)));
  expect(answer(rows, 0.9).sure).toEqual(await number.predictor.predictInterval(rows));
  expect(answer(rows, 0.5).sure).toEqual(
    await number.predictor.predictInterval(rows, { coverage: 0.5 }),
  );
  expect(answer(rows)).not.toHaveProperty('sure');
  expect(() => answer(rows, 5)).toThrow('`coverage` cannot be 5');
  const { text } = await typescriptModule(number.state, '', 'inlined');
  expect(text).toContain('export function predictInterval(row: Row, coverage = 0.9)');
  expect(text).not.toContain('predictSet');
});

test('and sets of classes', async () => {
  const answer = openText(base64(await saveState(classes.state)));
  expect(answer(rows, 0.9).sure).toEqual(await classes.predictor.predictSet(rows));
  const { text } = await typescriptModule(classes.state, '', 'beside');
  expect(text).toContain('predictSet(row: Row, coverage?: number): PredictedSet;');
  expect(text).toContain('return { predict, predictProba, predictRows, predictSet };');
});

test('a module of a predictor that does not know how sure it is offers neither', async () => {
  const { uncertainty: _, ...plain } = number.state;
  const { text } = await typescriptModule(plain, '', 'inlined');
  expect(text).not.toMatch(/predictInterval|predictSet/);
  const answer = openText(base64(await saveState(plain)));
  expect(() => answer(rows, 0.9)).toThrow('does not know how sure it is');
});

test('Python and ONNX leave them out, and say so', () => {
  expect(pythonHeader(number.state, ['x'])).toContain('are left out');
  expect(onnxModel(number.state).notes).toContainEqual(
    expect.stringContaining('intervals, or sets of classes, are left out here'),
  );
});
