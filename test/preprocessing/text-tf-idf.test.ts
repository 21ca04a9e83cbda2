import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textTerms, textTfIdf } from '../../src/preprocessing/text-tf-idf.js';

const options = { maxWords: 50, maxCharacters: 0, minRows: 2 };
const texts = ['Free money now', 'money for you', 'you and you', 'now'];

/** Column by term, of one row. */
function weights(fitted: ReturnType<typeof textTfIdf.fit>['fitted'], text: string) {
  const { indices, values } = textTfIdf.transform(fitted, [text]);
  const terms = textTerms(fitted);
  return Object.fromEntries([...indices].map((column, i) => [terms[column], values[i]]));
}

test('words in two rows or more are terms, the commonest first, weighed by how rare they are', () => {
  const { fitted } = textTfIdf.fit(options, texts);
  expect(textTerms(fitted)).toEqual(['money', 'now', 'you']);
  const idf = Math.log(5 / 3) + 1;
  expect(fitted.words.idf).toEqual([idf, idf, idf]);
  const row = weights(fitted, 'YOU, you: money!');
  expect(row.you).toBeCloseTo(2 / Math.sqrt(5), 6);
  expect(row.money).toBeCloseTo(1 / Math.sqrt(5), 6);
});

test('pairs of neighbours and runs of characters are terms too', () => {
  const { fitted } = textTfIdf.fit({ maxWords: 50, maxCharacters: 50, minRows: 2 }, [
    'free money',
    'free money',
    'freedom',
  ]);
  expect(textTerms(fitted)).toEqual(expect.arrayContaining(['free money', '… fre…', '…oney …']));
});

test('the number of terms is bounded, and unknown words have none', () => {
  const { fitted } = textTfIdf.fit({ ...options, maxWords: 1 }, texts);
  expect(textTerms(fitted)).toEqual(['money']);
  expect(weights(fitted, 'nothing known')).toEqual({});
});

test('rows of any texts have length 1 or 0 for each kind of term, in ascending columns', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 12 }), (some) => {
      const { fitted, transformed } = textTfIdf.fit({ ...options, minRows: 1 }, some);
      expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
      expect(textTfIdf.transform(fitted, some)).toEqual(transformed);
      const { rows, offsets, indices, values } = transformed;
      expect(rows).toBe(some.length);
      for (let row = 0; row < rows; row++) {
        const [from, to] = [offsets[row] ?? 0, offsets[row + 1] ?? 0];
        const own = [...indices.subarray(from, to)];
        expect(own).toEqual(own.toSorted((a, b) => a - b));
        const length = Math.hypot(...values.subarray(from, to));
        if (from < to) expect(length).toBeCloseTo(1, 5);
      }
    }),
  );
});
