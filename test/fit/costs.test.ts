import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { fit, loadPredictor, resume } from '../../src/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import { readOnnx } from '../export/onnx/read-onnx.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const quick = { label: 'y', trials: 1, models: ['linear'], workers: 1, report: false } as const;

/** Two kinds of rows that x tells nearly, and a third. */
const rows = Array.from({ length: 150 }, (_, i) => ({
  x: (i * 37) % 50,
  y: (i * 37) % 50 > 25 + ((i * 7) % 13) - 6 ? 'yes' : 'no',
}));
const three = rows.map(({ x, y }, i) => ({ x, y: i % 5 === 0 ? 'maybe' : y }));

describe('with costs', () => {
  test('the metric is the cost, and the answers are the cheap ones', async () => {
    const costs = { yes: { no: 20 }, no: { yes: 1 } };
    const own = await fit(rows, { ...quick, costs });
    const plain = await fit(rows, quick);
    expect(own.summary.metric).toEqual({ name: 'cost', direction: 'minimize' });
    expect(own.summary.chosen.join()).not.toContain('threshold');
    const count = async (p: typeof own) =>
      (await p.predict(rows)).filter((answer) => answer === 'yes').length;
    expect(await count(own)).toBeGreaterThan((await count(plain)) + 10);
    const chances = await own.predictProba(rows);
    const answers = await own.predict(rows);
    expect(answers).toEqual(chances.map(({ yes = 0 }) => (yes >= 1 / 21 ? 'yes' : 'no')));
    const { metrics } = await own.evaluate(rows);
    const wrong = rows.map(({ y }, i) => (answers[i] === y ? 0 : y === 'yes' ? 20 : 1));
    expect(metrics.cost).toBeCloseTo(
      wrong.reduce((sum: number, c) => sum + c, 0) / rows.length,
      12,
    );
    await expect(plain.evaluate(rows, ['cost'])).rejects.toThrow('was fitted without costs');
  });

  test('of three classes they last in the model file, and in what is exported', async () => {
    const costs = { '*': { '*': 1 }, maybe: { '*': 12 } };
    const own = await fit(three, { ...quick, costs, metric: 'log_loss' });
    expect(own.summary.metric.name).toBe('log_loss');
    const answers = await own.predict(three);
    expect(answers.filter((answer) => answer === 'maybe').length).toBeGreaterThan(75);
    expect(Object.keys((await own.evaluate(three)).metrics)).toContain('cost');
    const state = await loadState(await own.toBytes());
    expect(state.costs?.[0]).toEqual([0, 12, 12]);
    const { nodes } = readOnnx(onnxModel(state).bytes);
    expect(nodes.map(({ op }) => op)).toContain('ArgMin');
    const spoilt = { ...state, costs: [[0, 1]] };
    await expect(saveState(spoilt).then(loadState)).rejects.toThrow('costs are not of its classes');
  });

  test('a run goes on with them', async () => {
    const file = folder.at('rows.csv');
    writeFileSync(file, ['x,y', ...rows.map(({ x, y }) => `${x},${y}`)].join('\n'));
    const out = folder.at('run');
    await fit(file, { ...quick, costs: { yes: { no: 20 }, no: { yes: 1 } }, out });
    const more = await resume(out, { workers: 1, trials: '+1' });
    expect(more.summary.metric.name).toBe('cost');
    const loaded = await loadPredictor(out);
    expect(await loaded.predict(rows)).toEqual(await more.predict(rows));
  });
});

describe('costs are refused', () => {
  test.each([
    [{ costs: { yes: { ja: 1 } } }, 'name the class "ja"'],
    [{ metric: 'cost' }, 'needs to know what mistakes cost'],
    [{ costs: 3 as never }, '`costs`'],
  ])('%j', async (options, message) => {
    await expect(fit(rows, { ...quick, ...options })).rejects.toThrow(message);
  });

  test('for numbers', async () => {
    const numbers = rows.map(({ x }, i) => ({ x, y: x + i / 7 }));
    await expect(fit(numbers, { ...quick, costs: { a: { b: 1 } } })).rejects.toThrow(
      '`costs` are of classes, and the label holds numbers.',
    );
  });
});
