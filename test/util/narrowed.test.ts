import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalves } from '../../src/util/half-floats.js';
import { isNarrowed, narrowed, widened } from '../../src/util/narrowed.js';

test.each([
  [Float32Array.of(0, 255), Uint8Array],
  [Float32Array.of(-1, 127), Int8Array],
  [Float32Array.of(-1, 128), Int16Array],
  [Float32Array.of(256), Int16Array],
  [Float64Array.of(-32768, 32767), Int16Array],
  [Float32Array.of(32768, 2050), Uint16Array],
  [Float32Array.of(2049, 0.5), Float32Array],
  [Float64Array.of(65504, 2 ** -24), Uint16Array],
  [Float64Array.of(65536, 0.5), Float32Array],
  [Float64Array.of(0.5, 2 ** -25), Float32Array],
  [Float32Array.of(1 + 2 ** -10, 0.5), Uint16Array],
  [Float32Array.of(1 + 2 ** -11, 0.5), Float32Array],
  [Float64Array.of(0.1), Float64Array],
  [Float64Array.of(2 ** 24 + 1), Float64Array],
  [Float64Array.of(1e39), Float64Array],
  [Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY), Float32Array],
  [Float32Array.of(0, -0), Uint16Array],
  [new Float64Array(), Uint8Array],
])('%o become %o', (values, Values) => {
  const own = narrowed(values);
  expect(own).toBeInstanceOf(Values);
  expect([...widened(own)]).toEqual([...values]);
});

test('all stay what they are to the last bit, and twice is once', () => {
  const half = fc
    .integer({ min: 0, max: 0xffff })
    .map((bits) => fromHalves(Uint16Array.of(bits))[0] ?? 0);
  const whole = fc.integer({ min: -40_000, max: 40_000 });
  const number = fc.oneof(whole, half, fc.float(), fc.double());
  fc.assert(
    fc.property(fc.array(number), fc.boolean(), (numbers, areSingles) => {
      const values = (areSingles ? Float32Array : Float64Array).from(numbers);
      const own = narrowed(values);
      expect(own.length).toBe(values.length);
      expect([...widened(own)].every((value, i) => Object.is(value, values[i]))).toBe(true);
      expect(narrowed(own)).toBe(own);
    }),
  );
  const halves = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits);
  const all = fromHalves(halves).filter(Number.isFinite);
  const own = narrowed(all);
  expect(own).toEqual(halves.filter((bits) => (bits & 0x7c00) < 0x7c00));
});

test('32-bit codes are none', () => {
  expect([new Uint16Array(1), new Int32Array(1)].map(isNarrowed)).toEqual([true, false]);
});
