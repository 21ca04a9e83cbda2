import { expect, test } from 'vitest';
import { changeColours } from '../../src/engine/augment-colours.js';
import { type Augmentation, createAugment } from '../../src/engine/augmentation.js';
import { rotatePicture } from '../../src/engine/rotate-picture.js';
import { randomStream } from '../../src/util/random.js';

/** One channel; each pixel is told by its number. */
const SIZE = { height: 3, width: 4, channels: 1 };
const PLAIN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const LEFT_RIGHT = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8];
const UPSIDE_DOWN = [8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3];

/** The pictures that so many draws make of one, each once, sorted. */
function drawn(how: Augmentation, draws = 200): readonly number[][] {
  const augment = createAugment(SIZE, how);
  const random = randomStream(0, 'augment');
  const seen = new Map<string, number[]>();
  for (let i = 0; i < draws; i++) {
    const pixels = Float32Array.from(PLAIN);
    augment(pixels, random, 0);
    seen.set(pixels.join(), [...pixels]);
  }
  return [...seen.values()];
}

test('without anything to change a picture stays as it is', () => {
  expect(drawn({})).toEqual([PLAIN]);
});

test('a coin decides for each way that it may be mirrored', () => {
  const horizontal = drawn({ flips: 'horizontal' });
  expect(horizontal).toHaveLength(2);
  expect(horizontal).toEqual(expect.arrayContaining([PLAIN, LEFT_RIGHT]));
  const both = drawn({ flips: 'both' });
  expect(both).toHaveLength(4);
  expect(both).toEqual(expect.arrayContaining([PLAIN, LEFT_RIGHT, UPSIDE_DOWN]));
});

test('a shifted picture has its mirrored edge in the gap', () => {
  const shifted = drawn({ shift: 1 });
  expect(shifted).toHaveLength(9);
  expect(shifted).toContainEqual([1, 2, 3, 2, 5, 6, 7, 6, 9, 10, 11, 10]);
  expect(shifted).toContainEqual([5, 4, 5, 6, 1, 0, 1, 2, 5, 4, 5, 6]);
});

test('a shift beyond the picture goes on mirroring', () => {
  expect(
    drawn({ shift: 9 }, 2000)
      .flat()
      .every((pixel) => PLAIN.includes(pixel)),
  ).toBe(true);
});

test('a quarter turn brings each pixel to its place', () => {
  const turned = new Float32Array(9);
  const size = { height: 3, width: 3, channels: 1 };
  rotatePicture(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9), size, Math.PI / 2, turned);
  expect([...turned].map(Math.round)).toEqual([3, 6, 9, 2, 5, 8, 1, 4, 7]);
});

test('half a pixel off, a turned picture is interpolated, and its edge goes on', () => {
  const turned = new Float32Array(4);
  const size = { height: 1, width: 2, channels: 2 };
  rotatePicture(Float32Array.of(0, 10, 100, 30), size, Math.PI / 2, turned);
  expect([...turned]).toEqual([50, 20, 50, 20].map((value) => expect.closeTo(value, 4)));
});

test('saturation 0 leaves the grey of a pixel, contrast 0 the middle, brightness is added', () => {
  const plain = { saturation: 1, contrast: 1, brightness: 0 };
  const of = (change: object) => {
    const pixels = Float32Array.of(255, 0, 0);
    changeColours(pixels, 3, { ...plain, ...change });
    return [...pixels].map((value) => Number(value.toFixed(3)));
  };
  expect(of({})).toEqual([255, 0, 0]);
  expect(of({ saturation: 0 })).toEqual([76.245, 76.245, 76.245]);
  expect(of({ contrast: 0 })).toEqual([127.5, 127.5, 127.5]);
  expect(of({ brightness: 10 })).toEqual([265, 10, 10]);
});

test('a grey picture has no colours to change', () => {
  const pixels = Float32Array.of(27.5);
  changeColours(pixels, 1, { saturation: 0, contrast: 0.5, brightness: 1 });
  expect([...pixels]).toEqual([78.5]);
});

test('flips that there are not are an error that names those that there are', () => {
  expect(() =>
    createAugment({ height: 2, width: 2, channels: 1 }, { flips: 'vertical' as 'both' }),
  ).toThrow('`flips` is one of none, horizontal, both, not "vertical"');
});

test.each<[Augmentation, string]>([
  [{ shift: -2 }, '`shift` must be a whole number of at least 0, not -2.'],
  [{ shift: 0.5 }, '`shift` must be a whole number of at least 0, not 0.5.'],
  [{ shift: Number.NaN }, '`shift` must be a whole number of at least 0, not NaN.'],
  [{ rotation: Number.NaN }, '`rotation` is a number of degrees from 0 on, not NaN.'],
  [{ rotation: -10 }, '`rotation` is a number of degrees from 0 on, not -10.'],
  [{ rotation: Number.POSITIVE_INFINITY }, '`rotation` is a number of degrees from 0 on, not Inf'],
  [{ colour: -1 }, '`colour` is a share from 0 to 1, not -1.'],
  [{ colour: 5 }, '`colour` is a share from 0 to 1, not 5.'],
  [{ colour: Number.NaN }, '`colour` is a share from 0 to 1, not NaN.'],
])('%j is refused, and says why', (how, message) => {
  expect(() => createAugment(SIZE, how)).toThrow(message);
});

test('a turn of more than a circle, half a degree and all of the colour are taken', () => {
  for (const how of [{ rotation: 400 }, { rotation: 0.5 }, { colour: 1 }, { shift: 50 }])
    expect(() => createAugment(SIZE, how)).not.toThrow();
});
