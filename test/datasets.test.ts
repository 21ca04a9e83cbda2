import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listDatasets } from '../src/datasets.js';
import { inferSchema } from '../src/schema/infer-schema.js';
import { readTable } from '../src/table/read-table.js';

const tables = listDatasets().filter(({ path }) => path.endsWith('.csv'));
const TABLES = ['sacramento', 'credit', 'penguins', 'concrete', 'house-prices'];

test('all data of the folder are listed', () => {
  expect(listDatasets().map(({ path }) => path)).toEqual([
    ...TABLES.map((name) => `datasets/${name}.csv`),
    'datasets/shapes/train.json',
    'datasets/shapes-by-class',
  ]);
});

test.each(tables)('$path has the rows, label and task of its README', async (dataset) => {
  const raw = await readTable(dataset.path);
  expect(raw.rows).toBe(Number(dataset.rows.replace(',', '')));
  const label = dataset.label ?? '';
  const options = { label, task: 'auto', types: {}, ignore: [] } as const;
  expect(inferSchema(raw, options).task.kind).toBe(dataset.task);
  expect(dataset.source).not.toBe('');
  expect(readFileSync(dataset.path, 'utf8').length).toBeGreaterThan(0);
});

test('the pictures are as many as the README says, and have no label to be named', () => {
  const names = readdirSync('datasets/shapes-by-class', { recursive: true, encoding: 'utf8' });
  const coco = JSON.parse(readFileSync('datasets/shapes/train.json', 'utf8'));
  const counts = [coco.images.length, names.filter((name) => name.endsWith('.png')).length];
  const shipped = listDatasets().filter(({ label }) => label === undefined);
  expect(shipped.map(({ rows }) => Number(rows))).toEqual(counts);
});
