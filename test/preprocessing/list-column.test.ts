import { expect, test } from 'vitest';
import { fit, loadPredictor } from '../../src/index.js';
import { fitList, listTerms, transformList } from '../../src/preprocessing/list-column.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { createListColumn } from '../../src/table/list-column.js';
import { randomStream } from '../../src/util/random.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const allocate = (bytes: number) => new ArrayBuffer(bytes);

test('a row has a 1 for each of its items that enough training rows have, and its length', () => {
  const codes = Int32Array.of(0, 1, -1, 2, 1, 3);
  const column = createListColumn('x', codes, [[0, 2], [1], [], [0, 1, 3]], 4, allocate);
  const numbers = { impute: preprocessingDefaults.numbers, scaling: 'standard' } as const;
  const options = { numbers, lists: { maxItems: 2, minRows: 2 } };
  const inputs = { numbers: 'raw', categories: 'codes' } as const;
  const names = ['a', 'b', 'c', 'd'];
  const train = Int32Array.of(0, 1, 2, 3, 5);
  const { fitted, part } = fitList(options, inputs, column, names, train);
  expect(listTerms(fitted)).toEqual(['x has a', 'x has b']);
  const dense = ({ matrix: { offsets, indices, rows } }: typeof part) =>
    Array.from({ length: rows }, (_, row) => [...indices.subarray(offsets[row], offsets[row + 1])]);
  expect(dense(part)).toEqual([[0], [1], [], [], [0, 1]]);
  expect([...(part.columns[0]?.values ?? [])]).toEqual([2, 1, Number.NaN, 0, 3]);
  expect(dense(transformList(fitted, column, Int32Array.of(4, 2)))).toEqual([[1], []]);
});

test('an item that decides is learned, by trees and networks, and read again from a file', async () => {
  const items = ['red', 'green', 'blue', 'grey', 'pink', 'gold'];
  const rows = Array.from({ length: 300 }, (_, i) => {
    const random = randomStream(i);
    const own = items.filter(() => random.next() < 0.5);
    return { tags: own.join('; '), y: own.includes('blue') ? 10 : 0 };
  });
  const options = { label: 'y', task: 'regression', trials: 2, workers: 1, seed: 1 } as const;
  const predictor = await fit(rows, { ...options, models: ['linear', 'boosted-trees'] });
  const path = folder.at('model.safetensors');
  await predictor.save(path);
  const loaded = await loadPredictor(path);
  const [blue = 0, none = 0, unknown = 0] = (await loaded.predict([
    { tags: 'grey; blue' },
    { tags: 'grey' },
    { tags: 'unknown;blue' },
  ])) as number[];
  expect(blue).toBeGreaterThan(7);
  expect(none).toBeLessThan(3);
  expect(unknown).toBeGreaterThan(7);
});
