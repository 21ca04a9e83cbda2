import { expect, test } from 'vitest';
import { fromFormat4 } from '../../src/predictor/from-format-4.js';
import { encodeTarget, type FittedEncodeTarget } from '../../src/preprocessing/encode-target.js';

test('means of levels that lay code by code are read output by output', () => {
  const stored = {
    columns: [
      {
        kind: 'levels',
        encoder: {
          kind: 'encode-target',
          means: [0.5, 0.25],
          codes: [3, 7],
          codeMeans: [
            [0.1, 0.2],
            [0.3, 0.4],
          ],
        },
      },
      { kind: 'numeric', source: 'x', limits: [1, 2] },
    ],
  };
  const read = JSON.parse(JSON.stringify(stored), fromFormat4);
  const encoder: FittedEncodeTarget = read.columns[0].encoder;
  expect(encoder).toEqual({
    kind: 'encode-target',
    means: [0.5, 0.25],
    codes: [3, 7],
    meansOfCodes: [
      [0.1, 0.3],
      [0.2, 0.4],
    ],
  });
  expect(read.columns[1]).toEqual(stored.columns[1]);
  const encoded = encodeTarget.transform(encoder, Int32Array.of(7, 3, 9));
  expect(encoded.map((values) => [...values])).toEqual([
    [0.3, 0.1, 0.5],
    [0.4, 0.2, 0.25],
  ]);
});
