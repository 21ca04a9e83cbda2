import { beforeAll, expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/run/predictor-file.js';
import { csvOf } from '../fixtures/rows.js';
import { runHere } from '../fixtures/run-here.js';
import { steppedFit, steppedRows } from '../fixtures/stepped-rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const rows = steppedRows(120);
const data = folder.write('data.csv', csvOf(rows, ['x', 'z', 'group', 'y', 'sold']));
const [numbers, yesNo] = [folder.at('numbers'), folder.at('yes-no')];
const without = { ...steppedFit, report: false };

beforeAll(async () => {
  await fit(data, { label: 'y', ignore: ['sold'], ...without, out: numbers });
  await fit(data, { label: 'sold', ignore: ['y'], ...without, out: yesNo });
});

test('predict and evaluate ask one model alone', async () => {
  const predictor = await loadPredictor(numbers, { workers: 1 });
  for (const model of predictor.modelNames) {
    const { stdout } = await runHere(['predict', numbers, data, '--model', model, '-q']);
    const values = (await predictor.predict(data, { model })).map(String);
    expect(stdout.trim().split('\n')).toEqual(['y', ...values]);
    const scored = await runHere(['evaluate', numbers, data, '--model', model, '--json', '-q']);
    const { metrics } = await predictor.evaluate(data, undefined, { model });
    expect(JSON.parse(scored.stdout)).toMatchObject({ metrics });
  }
});

test('predict and evaluate decide at another threshold', async () => {
  const { stdout } = await runHere(['predict', yesNo, data, '--threshold', '1', '--proba', '-q']);
  const [, ...lines] = stdout.trim().split('\n');
  for (const line of lines) {
    const [label, , yes] = line.split(',');
    expect(label).toBe(yes === '1' ? 'yes' : 'no');
  }
  const predictor = await loadPredictor(yesNo, { workers: 1 });
  const told = await runHere(['evaluate', yesNo, data, '--threshold', '1', '--json', '-q']);
  const { metrics } = await predictor.evaluate(data, undefined, { threshold: 1 });
  expect(JSON.parse(told.stdout)).toMatchObject({ metrics });
});

test('fit and evaluate name the class that scores of one class are of', async () => {
  const out = folder.at('of-no');
  const asked = ['--ignore', 'y', '--metric', 'f1', '--positive', 'no', '--models', 'linear'];
  const small = ['--trials', '1', '-j', '1', '--no-report', '--folds', '2', '--out', out];
  const fitted = await runHere(['fit', data, '-l', 'sold', ...asked, ...small]);
  expect(fitted.stderr).toContain('f1 ↑ of "no" (--positive names another) on 2 folds');
  expect(fitted.stdout).toMatch(/: f1 ↑ of "no" [\d.]+ on validation rows/);
  const scored = await runHere(['evaluate', out, data, '-q', '--metric', 'f1,precision,accuracy']);
  expect(scored.stdout).toMatch(
    /^f1 ↑ of "no" +\d[\s\S]*^precision ↑ of "no" +\d[\s\S]*^accuracy ↑ +\d/m,
  );
  const { stdout } = await runHere(['evaluate', out, data, '--json', '-q']);
  expect(JSON.parse(stdout)).toMatchObject({ positive: 'no' });
});

test('mistakes are told in flags', async () => {
  const unknown = await runHere(['predict', numbers, data, '--model', 'elastic-net-9']);
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('Did you mean "elastic-net-1"?');
  const threshold = await runHere(['predict', numbers, data, '--threshold', '0.3']);
  expect(threshold).toMatchObject({ code: 2, stdout: '' });
  expect(threshold.stderr).toContain('--threshold is for two classes');
});

test('what was said out of fold is written with the labels, and gives the score again', async () => {
  const predictor = await loadPredictor(numbers, { workers: 1 });
  const { truth, rows: places, models } = await predictor.outOfFold();
  expect(truth).toEqual(places.map((place) => rows[(place ?? 0) - 1]?.y));
  expect(models.map(({ name }) => name)).toEqual(predictor.modelNames);
  const { stdout } = await runHere(['export', numbers, '--format', 'oof']);
  const [head = '', ...lines] = stdout.trim().split('\n');
  expect(head.split(',')).toEqual(['row', 'fold', 'truth', ...predictor.modelNames]);
  const errors = lines.map((line) => Number(line.split(',')[2]) - Number(line.split(',')[3]));
  const rmse = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  const [whole] = predictor.leaderboard();
  expect(rmse).toBeCloseTo(whole?.scoreValidation ?? Number.NaN, 10);
  const of = await runHere(['export', `${numbers}/model.safetensors`, '--format', 'oof']);
  expect(of).toMatchObject({ code: 2, stdout: '' });
  expect(of.stderr).toContain('has no out-of-fold predictions');
});

test('one model alone is explained by itself', async () => {
  const flags = ['--model', 'elastic-net-1', '--explain', '--to', 'jsonl', '-q'];
  const told = await runHere(['predict', numbers, data, ...flags]);
  const sums = told.stdout
    .trim()
    .split('\n')
    .map((line) => Object.entries(JSON.parse(line) as Record<string, number>))
    .map((cells) => cells.reduce((sum, [name, v]) => (name === 'y' ? sum + v : sum - v), 0));
  const [base = 0] = sums;
  for (const sum of sums) expect(sum).toBeCloseTo(base, 6);
});
