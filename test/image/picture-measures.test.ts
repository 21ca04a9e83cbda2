import { expect, test } from 'vitest';
import { colourHistograms } from '../../src/image/colour-histograms.js';
import { PICTURE_MEASURES, pictureMeasures } from '../../src/image/picture-measures.js';
import { grey, imageColumn, type Painter, painted } from '../fixtures/pictures.js';

function measured(painter: Painter): Record<string, number> {
  const values = pictureMeasures(imageColumn(painted(8, [painter]), [[0]]), 0);
  return Object.fromEntries(PICTURE_MEASURES.map((name, i) => [name, values[i] ?? 0]));
}

test('a flat picture is as bright as its pixels, without contrast or sharpness; its size is that of its file', () => {
  const found = measured(() => grey(51));
  expect(found.brightness).toBeCloseTo(0.2, 6);
  expect(found.contrast).toBeCloseTo(0, 6);
  expect(found.sharpness).toBeCloseTo(0, 9);
  expect(found).toMatchObject({ width: 400, height: 200, aspect: 2, bytes: 5000 });
});

test('a chess board has the variance of ±4 as its sharpness', () => {
  const found = measured((y, x) => grey((x + y) % 2 === 0 ? 255 : 0));
  expect(found.brightness).toBeCloseTo(0.5, 6);
  expect(found.contrast).toBeCloseTo(0.5, 6);
  expect(found.sharpness).toBeCloseTo(16, 4);
});

test('channels have their own means and spreads', () => {
  const found = measured((_, x) => [255, x < 4 ? 0 : 102, 0]);
  expect([found.red, found.green, found.blue]).toEqual([1, 0.2, 0]);
  expect([found['red spread'], found['green spread'], found['blue spread']]).toEqual([0, 0.2, 0]);
});

test('each quarter has a histogram a channel, whose squares sum to 1', () => {
  const histograms = colourHistograms(painted(9, [(y, x) => [28 * x, 28 * y, 0]]), 0);
  for (let start = 0; start < histograms.length; start += 8) {
    const own = histograms.subarray(start, start + 8);
    expect(own.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 5);
  }
});

test('a dark quarter fills the first bin of brightness, and grey the middle ones of colour', () => {
  const histograms = colourHistograms(painted(8, [() => grey(0)]), 0);
  expect([...histograms.subarray(0, 8)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  const half = Math.fround(Math.sqrt(0.5));
  expect([...histograms.subarray(8, 16)]).toEqual([0, 0, 0, half, half, 0, 0, 0]);
});
