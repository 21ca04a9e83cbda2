import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import type { Row } from '../../src/table/flat-row.js';
import { readTable } from '../../src/table/read-table.js';
import { sampleRows } from '../fixtures/rows.js';

const rows = sampleRows(60);
const quick = {
  folds: 2,
  trials: 2,
  workers: 1,
  families: { linear: { defaults: { epochs: 20 } }, mlp: { defaults: { epochs: 5 } } },
};
const classes = await fit(rows, { label: 'kind', ignore: ['price', 'sold'], ...quick });
const yesNo = await fit(rows, {
  label: 'sold',
  ignore: ['price', 'kind'],
  positive: 'no',
  ...quick,
});
const prices = await fit(rows, { label: 'price', ignore: ['kind', 'sold'], ...quick });

const row: Row = { x: 0.5, z: -1, group: 'south' };

test('a predictor tells what it was fitted for', () => {
  expect(classes.info).toEqual({
    task: 'multiclass',
    reason: expect.stringContaining('`task` overrides'),
    label: 'kind',
    metric: 'log_loss',
    classes: ['low', 'mid', 'top'],
    positive: null,
    features: ['x', 'z', 'group'],
    linear: false,
    rows: 60,
    seed: 0,
  });
  expect(yesNo.info).toMatchObject({ task: 'binary', classes: ['no', 'yes'], positive: 'no' });
  expect(prices.info).toMatchObject({ task: 'regression', metric: 'rmse', classes: [] });
});

test('a class has the name it has in the training file, and the highest probability', async () => {
  const data = rows.slice(0, 20);
  const names = await classes.predict(data);
  const chances = await classes.predictProba(data);
  for (const [i, name] of names.entries()) {
    const row = chances[i] ?? {};
    expect(Object.keys(row)).toEqual(['low', 'mid', 'top']);
    expect(Object.values(row).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(row[name]).toBe(Math.max(...Object.values(row)));
  }
});

test('probabilities as a matrix are those of the records, row by row', async () => {
  const data = rows.slice(0, 4);
  const chances = await classes.predictProba(data);
  const matrix = await classes.predictMatrix(data);
  expect(matrix.classes).toEqual(classes.info.classes);
  expect([...matrix.values]).toEqual(chances.flatMap((row) => Object.values(row)));
  expect((await classes.predictions(data)).matrix).toEqual(matrix);
});

test('numbers are in the units of the label', async () => {
  const predicted = (await prices.predict(rows)) as number[];
  expect(Math.min(...predicted)).toBeGreaterThan(20);
  expect(Math.max(...predicted)).toBeLessThan(300);
});

test('a regression predictor has no probabilities', async () => {
  await expect(prices.predictProba([row])).rejects.toThrow('no class probabilities');
  await expect(prices.predictMatrix([row])).rejects.toThrow('no class probabilities');
  expect((await prices.predictions([row])).probabilities).toBeUndefined();
});

test('a row alone gets what it gets among others', async () => {
  const all = await prices.predict(rows.slice(0, 5));
  for (const [i, expected] of all.entries()) {
    expect(await prices.predict(rows.slice(i, i + 1))).toEqual([expected]);
  }
});

test('a predictor answers the same again, and rows of a large table as rows alone', async () => {
  const many = sampleRows(4110, 5);
  for (const predictor of [classes, yesNo, prices]) {
    const all = await predictor.predictions(many);
    expect(await predictor.predictions(many)).toEqual(all);
    for (const at of [0, 4095, 4096, 4109]) {
      const alone = await predictor.predictions(many.slice(at, at + 1));
      expect(alone.values).toEqual([all.values[at]]);
      expect(alone.probabilities?.[0]).toEqual(all.probabilities?.[at]);
    }
  }
});

test('levels that are unseen and cells that are missing never throw', async () => {
  const strange: Row[] = [
    { x: '', z: '?', group: '' },
    { x: 'abc', z: Number.NaN, group: 'west' },
    { x: 1e300, z: null, group: undefined },
    { x: '-Infinity', z: 'NA', group: 7 },
  ];
  for (const predictor of [classes, yesNo, prices]) {
    const predicted = await predictor.predict(strange);
    expect(predicted).toHaveLength(4);
    expect(predicted.every((value) => value !== '' && !Number.isNaN(value))).toBe(true);
  }
});

test('of a few rows of a program, cells that cannot be read are missing, which is told', async () => {
  const { values, notes } = await prices.predictions([{ ...row, x: 'n/k' }]);
  expect(values).toEqual(await prices.predict([{ ...row, x: null }]));
  expect(notes).toEqual(['1 of 1 rows had text that is no number in x ("n/k")']);
  const same = Array.from({ length: 19 }, () => ({ ...row, x: 'n/k' }));
  expect(await prices.predict(same)).toHaveLength(19);
  await expect(prices.predict([...same, { ...row, x: 'n/k' }])).rejects.toMatchObject({
    code: 'MOSTLY_UNREAD',
  });
  const file = { ...(await readTable([{ ...row, x: 'n/k' }])), isInMemory: false };
  await expect(prices.predict(file)).rejects.toMatchObject({ code: 'MOSTLY_UNREAD' });
});

test('a cell that could be meant in two other ways is missing too, where rows are few', async () => {
  const days = sampleRows(60).map(({ price, x }, i) => ({
    price,
    x,
    day: `2024-01-${10 + (i % 20)}`,
  }));
  const predictor = await fit(days, { label: 'price', ...quick });
  const { values, notes } = await predictor.predictions([{ x: 0.5, day: '03/04/2024' }]);
  expect(values).toEqual(await predictor.predict([{ x: 0.5, day: null }]));
  expect(notes[0]).toContain('what cannot be read as in training is missing');
  const many = Array.from({ length: 20 }, () => ({ x: 0.5, day: '03/04/2024' }));
  await expect(predictor.predict(many)).rejects.toMatchObject({ code: 'OTHER_DATES' });
});

test('the order of columns makes no difference', async () => {
  const turned = rows.map(({ x, z, group }) => ({ group, z, x }));
  expect(await prices.predict(turned)).toEqual(await prices.predict(rows));
});

test('columns that the model does not know are ignored with a note', async () => {
  const { values, notes } = await prices.predictions([{ ...row, colour: 'red', size: 3 }]);
  expect(values).toEqual(await prices.predict([row]));
  expect(notes).toEqual([expect.stringContaining('colour, size')]);
});

test('the label and columns left out need not be there', async () => {
  const { notes } = await prices.predictions([row]);
  expect(notes).toEqual([]);
});

test('missing columns are a mistake that names all of them', async () => {
  await expect(prices.predict([{ z: 1, other: 2 }])).rejects.toThrow(/"x", "group"/);
});

test('no rows are a mistake', async () => {
  await expect(prices.predict([])).rejects.toThrow('no rows');
});

test('an evaluation gives all metrics of the task or those named', async () => {
  const all = await classes.evaluate(rows);
  expect(all.rows).toBe(60);
  expect(Object.keys(all.metrics)).toEqual([
    'log_loss',
    'accuracy',
    'balanced_accuracy',
    'roc_auc',
    'f1',
  ]);
  const names = await classes.predict(rows);
  const right = names.filter((name, i) => name === rows[i]?.kind).length;
  expect(all.metrics.accuracy).toBeCloseTo(right / 60, 12);
  expect((await classes.evaluate(rows, ['f1'])).metrics).toEqual({ f1: all.metrics.f1 });
  await expect(classes.evaluate(rows, ['rmse'])).rejects.toThrow('not for a multiclass task');
  for (const wrong of ['accuracy', [3], { metrics: [] }] as never[]) {
    await expect(classes.evaluate(rows, wrong)).rejects.toMatchObject({ code: 'BAD_METRIC' });
  }
});

test('a class that the model does not know is counted as wrong, with a note', async () => {
  const data = [...rows.slice(0, 3), { ...rows[0], kind: 'huge' }];
  const known = await classes.evaluate(rows.slice(0, 3), ['accuracy']);
  const { metrics, notes } = await classes.evaluate(data, ['accuracy']);
  expect(metrics.accuracy).toBeCloseTo(((known.metrics.accuracy ?? 0) * 3) / 4, 12);
  expect(notes).toEqual([expect.stringContaining('1 of 4 rows has a class')]);
});

test('rows without a label are not evaluated', async () => {
  const { rows: count, notes } = await prices.evaluate([...rows, { ...row, price: '' }]);
  expect(count).toBe(60);
  expect(notes[0]).toContain('1 row without a label');
  await expect(prices.evaluate([row])).rejects.toThrow('"price"');
});

test('on labelled rows the leaderboard scores the models that are kept', async () => {
  const board = await prices.leaderboardOn(rows);
  const scored = board.filter(({ scoreTest }) => scoreTest !== undefined);
  expect(scored.length).toBeGreaterThan(0);
  expect(scored.every(({ weight }) => weight > 0)).toBe(true);
  const best = board[0];
  expect(best?.scoreTest).toBe((await prices.evaluate(rows, ['rmse'])).metrics.rmse);
});

test('on labelled rows the leaderboard tells what evaluate has as notes', async () => {
  const data = [...rows, { ...row, price: '' }];
  const told: string[] = [];
  await prices.leaderboardOn(data, ['rmse', 'mae'], { onNote: (note) => told.push(note) });
  expect(told).toEqual((await prices.evaluate(data, ['rmse', 'mae'])).notes);
  expect(told[0]).toContain('1 row without a label');
  expect(told.join()).toContain('these are the rows that it was trained on');
  const alike: string[] = [];
  const equal = rows.map((own) => ({ ...own, price: 1 }));
  await prices.leaderboardOn(equal, ['r2'], { onNote: (note) => alike.push(note) });
  expect(alike).toEqual((await prices.evaluate(equal, ['r2'])).notes);
});

test('a predictor from bytes predicts as the one that was fitted', async () => {
  for (const predictor of [classes, yesNo, prices]) {
    const loaded = await loadPredictor(await predictor.toBytes());
    expect(await loaded.predictions(rows)).toEqual(await predictor.predictions(rows));
    expect(loaded.info).toEqual(predictor.info);
  }
});

test('a loaded leaderboard knows no times', async () => {
  const loaded = await loadPredictor(await prices.toBytes());
  for (const { fitSeconds, msPer1000Rows } of loaded.leaderboard()) {
    expect([fitSeconds, msPer1000Rows]).toEqual([null, null]);
  }
});
