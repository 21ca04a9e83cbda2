import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { loadState } from '../../src/predictor/load-state.js';
import { rowTyper } from '../../src/serve/typed-rows.js';
import { shapes } from '../fixtures/picture-folder.js';

test('requests bring pictures as base64; paths are refused, and broken ones are faults of their rows', async () => {
  const rows = Object.entries(shapes(6)).map(([name, bytes], i) => {
    return { photo: Buffer.from(bytes).toString('base64'), x: i, y: name.split('/')[0] };
  });
  const fitted = await fit(rows, {
    label: 'y',
    models: ['linear'],
    trials: 1,
    folds: 2,
    workers: 1,
  });
  const { schema } = await loadState(await fitted.toBytes());
  const whole = rows[0]?.photo ?? '';
  const { table, places, faults } = await rowTyper(schema)([
    ['/etc/hosts.png', '1'],
    [whole, '2'],
    [whole.slice(0, 80), '3'],
    ['', '4'],
    [`${whole};${whole}`, '5'],
  ]);
  expect(places).toEqual([1, 3, 4]);
  expect(table?.columns.map((own) => ('codes' in own ? [...own.codes] : [...own.values]))).toEqual([
    [0, -1, 1],
    [2, 4, 5],
  ]);
  expect([...faults].map(([place, { column, message }]) => [place, column, message])).toEqual([
    [0, 'photo', '"/etc/hosts.png" is no picture as base64, and paths are not opened'],
    [2, 'photo', expect.stringMatching(/^the picture is cut off/)],
  ]);
});
