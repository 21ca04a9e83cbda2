import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNarrowed, narrowed } from '../../src/util/narrowed.js';

test.each([
  [Float32Array.of(0, 255), Uint8Array],
  [Float32Array.of(-1, 127), Int8Array],
  [Float32Array.of(-1, 128), Int16Array],
  [Float32Array.of(256), Int16Array],
  [Float64Array.of(-32768, 32767), Int16Array],
  [Float32Array.of(32768), Float32Array],
  [Float64Array.of(32768), Float32Array],
  [Float32Array.of(1, 0.5), Float32Array],
  [Float64Array.of(1, 0.5), Float32Array],
  [Float64Array.of(0.1), Float64Array],
  [Float64Array.of(2 ** 24 + 1), Float64Array],
  [Float64Array.of(1e39), Float64Array],
  [Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY), Float32Array],
  [Float32Array.of(0, -0), Float32Array],
  [new Float64Array(), Uint8Array],
])('%o become %o', (values, Values) => {
  const own = narrowed(values);
  expect(own).toBeInstanceOf(Values);
  expect([...own]).toEqual([...values]);
});

test('all stay what they are to the last bit, and twice is once', () => {
  const number = fc.oneof(fc.integer({ min: -40_000, max: 40_000 }), fc.float(), fc.double());
  fc.assert(
    fc.property(fc.array(number), fc.boolean(), (numbers, areSingles) => {
      const values = (areSingles ? Float32Array : Float64Array).from(numbers);
      const own = narrowed(values);
      expect(own.length).toBe(values.length);
      expect([...own].every((value, i) => Object.is(value, values[i]))).toBe(true);
      expect(narrowed(own)).toBe(own);
    }),
  );
});

test('bits of halves and 32-bit codes are none', () => {
  expect([new Uint16Array(1), new Int32Array(1)].some(isNarrowed)).toBe(false);
});
