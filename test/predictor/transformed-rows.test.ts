import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor } from '../../src/predictor/index.js';
import { sampleRows } from '../fixtures/rows.js';
import { steppedFit, steppedRows } from '../fixtures/stepped-rows.js';

const rows = steppedRows(120);
const predictor = await fit(rows, { label: 'y', ignore: ['sold'], ...steppedFit });
const ofOne = (model: string) =>
  fit(sampleRows(60), {
    label: 'price',
    ignore: ['kind', 'sold'],
    folds: 2,
    trials: 1,
    workers: 1,
    models: [model],
  });
const trees = await ofOne('boosted-trees');
const line = await ofOne('elastic-net');

test('features of the heaviest member are given, or those of the one that is named', async () => {
  const members = predictor
    .leaderboard()
    .filter(({ family, weight }) => family !== 'ensemble' && weight > 0);
  const heaviest = members.toSorted((a, b) => b.weight - a.weight)[0]?.name;
  expect((await predictor.transform(rows)).model).toBe(heaviest);
  for (const model of predictor.modelNames.slice(1)) {
    const own = await predictor.transform(rows, { model });
    expect(own).toMatchObject({ model, rows: 120, notes: [] });
  }
  await expect(predictor.transform(rows, { model: 'mlp-9' })).rejects.toMatchObject({
    code: 'NO_MODEL_NAMED',
  });
  const threshold = { threshold: 0.5 } as object;
  await expect(predictor.transform(rows, threshold)).rejects.toThrow('no option "threshold"');
});

test('trees see numbers as they are, missing ones too, and levels as codes', async () => {
  const data = [
    { x: 0.5, z: '', group: 'south' },
    { x: -2, z: 3, group: 'north' },
  ];
  const { columns, sparse } = await trees.transform(data);
  const named = new Map(columns.map((column) => [column.name, column]));
  expect(named.get('x')).toMatchObject({ source: 'x', kind: 'number' });
  expect([...(named.get('x')?.values ?? [])]).toEqual([0.5, -2]);
  expect([...(named.get('z')?.values ?? [])]).toEqual([Number.NaN, 3]);
  const group = columns.find(({ source }) => source === 'group');
  expect(group?.kind).toBe('code');
  const [south = -1, north = -1] = group?.values ?? [];
  expect(south).not.toBe(north);
  for (const code of [south, north]) expect(code).toBeLessThan(group?.levels ?? 0);
  expect(sparse).toBeUndefined();
});

test('linear models see numbers scaled, and levels as sparse flags with their names', async () => {
  const data = sampleRows(60);
  const { columns, sparse } = await line.transform(data);
  const [x] = columns.filter(({ source }) => source === 'x');
  const mean = (x?.values ?? new Float64Array()).reduce((sum, value) => sum + value, 0) / 60;
  expect(Math.abs(mean)).toBeLessThan(0.5);
  expect(new Set(sparse?.features.map(({ source }) => source))).toEqual(new Set(['group']));
  const flagOf = (row: number) => sparse?.features[sparse.indices[sparse.offsets[row] ?? 0] ?? -1];
  for (const row of [0, 1, 2]) {
    expect(flagOf(row)?.name).toContain(String(data[row]?.group));
    expect(sparse?.values[sparse.offsets[row] ?? 0]).toBe(1);
  }
});

test('a predictor in a browser transforms as well, and labels are not needed', async () => {
  const small = await loadPredictor(await line.toBytes());
  const data = sampleRows(30).map(({ x, z, group }) => ({ x, z, group }));
  expect(await small.transform(data)).toEqual(await line.transform(data));
});
