import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReferenceCsv } from '../../src/table/reference-csv.js';
import { createSimdCsv } from '../../src/table/simd-csv.js';

const OPTIONS = { delimiter: 44, quote: 34, trims: false, keepsBlank: false };

/** Values and forms of cells, one a record. */
function numbersOf(kernels: ReturnType<typeof createReferenceCsv>, cells: readonly string[]) {
  const read: [string, number, number][] = [];
  kernels.split(Buffer.from(`${cells.join('\n')}\n`), true, (block) => {
    const { values, forms } = kernels.numbersIn(block, 0);
    for (let row = 0; row < block.records; row++) {
      read.push([cells[read.length] ?? '', values[row] ?? 0, forms[row] ?? 0]);
    }
  });
  return read;
}

function same(cells: readonly string[]): void {
  const simd = createSimdCsv(OPTIONS);
  if (!simd) throw new Error('no WebAssembly');
  const there = numbersOf(createReferenceCsv(OPTIONS), cells);
  const here = numbersOf(simd, cells);
  // The value of a text counts for nothing.
  const told = (all: typeof here) =>
    all.map(([cell, value, form]) => [cell, form === 255 ? 0 : value, form]);
  expect(told(here)).toEqual(told(there));
}

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });

describe('numbers of many digits', () => {
  test('doubles as they are printed, and their neighbours by the last digits', () => {
    const near = fc.tuple(fc.double({ noNaN: true }), fc.integer({ min: -12, max: 12 }));
    const shares = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: -3, max: 3 }),
    );
    const property = fc.property(fc.array(fc.oneof(near, shares), { minLength: 1 }), (all) => {
      same(all.map(([value, by]) => moved(String(value), by)));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('any digits with a point among them', () => {
    const cell = fc.tuple(fc.constantFrom('', '-'), digits(0, 17), digits(0, 21));
    const property = fc.property(fc.array(cell, { minLength: 1 }), (all) => {
      same(all.map(([sign, whole, rest]) => `${sign}${whole || '0'}${rest ? `.${rest}` : ''}`));
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('whole numbers beyond 2^53, powers of two and halves between doubles', () => {
    const wholes = Array.from({ length: 400 }, (_, i) => `${2n ** 53n + BigInt(i * i)}`);
    const powers = Array.from({ length: 140 }, (_, i) => String(2 ** (i - 70)));
    const halves = [
      '9007199254740993',
      '0.50000000000000005',
      '1.0000000000000001',
      '8.5000000000000009',
    ];
    same([...wholes, ...wholes.map((cell) => `${cell}0`), ...powers, ...halves]);
    same(powers.flatMap((cell) => [-2, -1, 1, 2].map((by) => moved(cell, by))));
  });
});

/** The text with its digits, as one number, moved by so much. */
function moved(text: string, by: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', rest = ''] = match;
  const sum = BigInt(whole + rest) + BigInt(by);
  const own = `${sum < 0n ? 0n : sum}`.padStart(whole.length + rest.length, '0');
  const place = own.length - rest.length;
  return `${sign}${own.slice(0, place)}${rest ? `.${own.slice(place)}` : ''}`;
}
