import { expect, test } from 'vitest';
import { backboneFeatures } from '../../src/image/backbone-features.js';
import { readBackbone } from '../../src/image/read-backbone.js';
import { deepValues } from '../../src/preprocessing/deep-values.js';
import { lookedAt } from '../../src/preprocessing/looked-at.js';
import { fitPixels, sideOfPixels, transformPixels } from '../../src/preprocessing/pixels-column.js';
import { concatPictures, takePictures } from '../../src/table/image-column.js';
import type { ImageColumn } from '../../src/table/table.js';
import { imageColumn, shapeStack } from '../fixtures/pictures.js';
import { tinyBackboneFile } from '../fixtures/tiny-backbone.js';

const backbone = readBackbone(tinyBackboneFile().file, 'tiny');
const plain = (bytes: number) => new ArrayBuffer(bytes);
const without = imageColumn(shapeStack(4), [[0], [1], [2, 3], []]);
const said = backboneFeatures(backbone, without, [0, 1, 2, 3]).data;

test('what was said of pictures as they were read is what is asked later', () => {
  const places = Int32Array.of(3, 0);
  const later = deepValues(without, places, backbone, {});
  expect(later.data).toEqual(Float32Array.of(...said.subarray(18, 24), ...said.subarray(0, 6)));
  const read = { ...without, deep: said };
  expect(deepValues(read, places, undefined, {})).toEqual(later);
  expect(() => deepValues({ ...without, deep: undefined }, places, undefined, {})).toThrow(
    'nothing asks a backbone of photo',
  );
});

test('a backbone that is asked of mirror images too tells twice as many values', () => {
  const others = imageColumn(shapeStack(3, 1), [[0], [1], [2]]);
  const values = deepValues(others, Int32Array.of(2), { ...backbone, mirrors: true }, {});
  expect(values).toMatchObject({ rows: 1, columns: 12 });
});

test('it goes along with pictures that are taken or joined, and is asked of those that lack it', () => {
  const read = { ...without, deep: said };
  const taken = takePictures(read, [2, 1], plain);
  expect(taken.deep).toEqual(Float32Array.of(...said.subarray(12, 18), ...said.subarray(6, 12)));
  const joined: ImageColumn = { ...without, ...concatPictures(taken, without, plain) };
  expect(joined.deep?.subarray(12).every(Number.isNaN)).toBe(true);
  const all = deepValues(joined, Int32Array.of(0, 1, 2, 3, 4, 5), backbone, {});
  expect(all.data).toEqual(Float32Array.of(...(taken.deep ?? []), ...said));
});

test('pictures that are kept for a backbone are seen no larger by what learns of them', () => {
  const large = imageColumn(shapeStack(2, 0, 96), [[0], [1], []]);
  expect(lookedAt(large, Int32Array.of(1)).stack).toMatchObject({ side: 64 });
  expect(lookedAt(without, Int32Array.of(1))).toEqual({
    stack: without,
    pictures: Int32Array.of(1),
  });
  const side = sideOfPixels([large, without]);
  const { block } = transformPixels(fitPixels(large, side), large, Int32Array.of(1, 2));
  expect(block).toMatchObject({ side: 64, rows: 2, offsets: Int32Array.of(0, 1, 1) });
  expect(block.pixels).toEqual(lookedAt(large, Int32Array.of(1)).stack.pixels);
});
