import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalves, toHalves } from '../../src/util/half-floats.js';

test('numbers become the nearest float16, ties to even', () => {
  const halves: readonly (readonly [number, number])[] = [
    [0, 0],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [1 / 3, 0x3555],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [1.5 * 2 ** -24, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [2 - 2 ** -12, 0x4000],
    [Number.NaN, 0x7e00],
  ];
  for (const [value, half] of halves) expect(toHalves([value])[0]).toBe(half);
});

test('every float16 comes back as it was', () => {
  const all = Uint16Array.from({ length: 2 ** 16 }, (_, half) => half);
  const areNumbers = all.filter((half) => (half & 0x7fff) <= 0x7c00);
  const back = toHalves(fromHalves(areNumbers));
  expect(areNumbers.findIndex((half, i) => half !== back[i])).toBe(-1);
  expect(fromHalves(all.filter((half) => (half & 0x7fff) > 0x7c00)).every(Number.isNaN)).toBe(true);
});

test('no other float16 is nearer to a float32', () => {
  const sizeOf = (bits: number) => fromHalves(Uint16Array.of(bits))[0] ?? Number.NaN;
  fc.assert(
    fc.property(fc.float({ min: 0, max: 65504, noNaN: true }), (value) => {
      const [bits = 0] = toHalves(Float32Array.of(value));
      const [own, ...others] = [bits, Math.max(0, bits - 1), Math.min(0x7bff, bits + 1)].map(
        (near) => Math.abs(sizeOf(near) - value),
      );
      expect(Math.min(...others)).toBeGreaterThanOrEqual(own ?? Number.NaN);
      expect(toHalves([-value])[0]).toBe(bits | 0x8000);
    }),
    { numRuns: 2000 },
  );
});
