import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listDatasets } from '../src/datasets.js';
import { inferSchema } from '../src/schema/infer-schema.js';
import { readTable } from '../src/table/read-table.js';

test('every table of the folder is listed', () => {
  expect(listDatasets().map(({ path }) => path)).toEqual(
    ['sacramento', 'credit', 'penguins', 'concrete', 'house-prices'].map(
      (name) => `datasets/${name}.csv`,
    ),
  );
});

test.each(listDatasets())('$path has the rows, label and task of its README', async (dataset) => {
  const raw = await readTable(dataset.path);
  expect(raw.rows).toBe(Number(dataset.rows.replace(',', '')));
  const options = { label: dataset.label, task: 'auto', types: {}, ignore: [] } as const;
  expect(inferSchema(raw, options).task.kind).toBe(dataset.task);
  expect(dataset.source).not.toBe('');
  expect(readFileSync(dataset.path, 'utf8').length).toBeGreaterThan(0);
});
