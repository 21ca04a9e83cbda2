import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherCodes } from '../../src/preprocessing/gather-rows.js';
import { fitIndexedTfIdf } from '../../src/preprocessing/indexed-tf-idf.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { fitText, transformText } from '../../src/preprocessing/text-column.js';
import { createTextIndexes, type TextIndexOf } from '../../src/preprocessing/text-index.js';
import type { TextTfIdfOptions } from '../../src/preprocessing/text-tf-idf.js';
import { MISSING, type TextColumn } from '../../src/table/table.js';
import { createTextColumn } from '../../src/table/text-column.js';
import { Stopped } from '../../src/util/stopped.js';

const inputs = { numbers: 'scaled', categories: 'one-hot' } as const;

function columnOf(texts: readonly string[], codes: readonly number[]): TextColumn {
  return createTextColumn('note', Int32Array.from(codes), texts, (bytes) => new ArrayBuffer(bytes));
}

function fitted(
  column: TextColumn,
  rows: Int32Array,
  others: Int32Array,
  text: TextTfIdfOptions,
  textIndexOf?: TextIndexOf,
) {
  const { numbers, scaling } = preprocessingDefaults;
  const options = { numbers: { impute: numbers, scaling }, text };
  const own = fitText(options, inputs, column, rows, { textIndexOf });
  return { ...own, later: transformText(own.fitted, column, others, textIndexOf?.(column)) };
}

test('terms counted once give any rows what they give counted for those rows', () => {
  const word = fc.constantFrom('a', 'b', 'Ab', 'été', '12', '😀', 'don’t', 'ba ab', '.');
  const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  const table = fc.record({
    texts: fc.uniqueArray(text, { minLength: 2, maxLength: 14 }),
    picks: fc.array(fc.nat(), { minLength: 2, maxLength: 24 }),
    parts: fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
    options: fc.record({
      maxWords: fc.constantFrom(0, 1, 2, 2000),
      maxCharacters: fc.constantFrom(0, 1, 3, 2000),
      minRows: fc.constantFrom(0, 1, 2, 3),
    }),
  });
  fc.assert(
    fc.property(table, ({ texts, picks, parts, options }) => {
      const column = columnOf(
        texts,
        picks.map((pick) => (pick % (texts.length + 1)) - 1),
      );
      const all = Int32Array.from(picks.keys());
      const rows = all.filter((row) => parts[row]);
      const others = all.filter((row) => !parts[row]);
      const indexOf = createTextIndexes(options);
      expect(fitted(column, rows, others, options, indexOf)).toEqual(
        fitted(column, rows, others, options),
      );
    }),
    { numRuns: 150 },
  );
});

test('a fold whose commonest terms are rare elsewhere counts its own texts', () => {
  const options = { maxWords: 1, maxCharacters: 0, minRows: 1 };
  const common = 'a b c d e f g h';
  const column = columnOf([common, 'rare', 'x rare'], [0, 0, 0, 0, 0, 0, 1, 2, MISSING]);
  const rows = Int32Array.of(6, 7, 8);
  const others = Int32Array.of(0, 1);
  const indexOf = createTextIndexes(options);
  const index = indexOf(column);
  if (!index) throw new Error('there is no index');
  expect(fitIndexedTfIdf(options, index, gatherCodes(column.codes, rows))).toBeUndefined();
  const own = fitted(column, rows, others, options, indexOf);
  expect(own).toEqual(fitted(column, rows, others, options));
  expect(own.fitted.terms.words).toEqual({ terms: ['rare'], idf: [Math.log(4 / 3) + 1] });
});

test('a column that was not counted to its end is counted again', () => {
  const options = { maxWords: 5, maxCharacters: 5, minRows: 1 };
  const column = columnOf(['one', 'two'], [0, 1]);
  const indexOf = createTextIndexes(options);
  expect(() => indexOf(column, () => true)).toThrow(Stopped);
  expect(indexOf(column)?.words.terms).toEqual(['one', 'two']);
  expect(indexOf(column)).toBe(indexOf(column));
});

test('more than 16 MB of texts are counted for each fold, as their counts would not fit', () => {
  const column = columnOf(['x'.repeat(2 ** 24), 'y'], [0, 1]);
  expect(createTextIndexes(preprocessingDefaults.text)(column)).toBeUndefined();
});
