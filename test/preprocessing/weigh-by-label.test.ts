import { expect, test } from 'vitest';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { fitText, transformText } from '../../src/preprocessing/text-column.js';
import { createTextIndexes } from '../../src/preprocessing/text-index.js';
import { textTfIdf } from '../../src/preprocessing/text-tf-idf.js';
import { weighByLabel } from '../../src/preprocessing/weigh-by-label.js';
import { createTextColumn } from '../../src/table/text-column.js';

const WORDS = { maxWords: 10, maxCharacters: 0, minRows: 1 };
const TEXTS = ['win now', 'win', 'see now', 'see'];
const binary = { kind: 'binary', classes: 2, positive: 1 } as const;

function strengths(task: Parameters<typeof weighByLabel>[2]['task'], y: number[], w?: number[]) {
  const { fitted, transformed } = textTfIdf.fit(WORDS, TEXTS);
  const labels = { task, y: Float64Array.from(y), weights: w && Float64Array.from(w) };
  const { words } = weighByLabel(fitted, transformed, labels);
  const of = (term: string) => {
    const place = words.terms.indexOf(term);
    return (words.idf[place] ?? 0) / (fitted.words.idf[place] ?? 0);
  };
  return { win: of('win'), now: of('now'), see: of('see') };
}

test('terms of two classes weigh by the logarithm of the ratio of their shares', () => {
  const { win, now, see } = strengths(binary, [1, 1, 0, 0]);
  // (2 + 1) / (2 + 2) of one class have it, (0 + 1) / (2 + 2) of the other.
  expect(win).toBeCloseTo(Math.log(3), 12);
  expect(see).toBeCloseTo(Math.log(3), 12);
  // What both have alike weighs little, but not nothing: a text of it has a length.
  expect(now).toBeCloseTo(0.01, 12);
});

test('terms of several classes weigh by the root of the mean square', () => {
  const { win } = strengths({ kind: 'multiclass', classes: 3 }, [0, 0, 1, 2]);
  const first = Math.log(3 / 4 / (1 / 4));
  const other = Math.log(1 / 3 / (3 / 5));
  expect(win).toBeCloseTo(Math.sqrt((first ** 2 + 2 * other ** 2) / 3), 12);
});

test('a row that counts twice is like two rows', () => {
  const { win } = strengths(binary, [1, 0, 0, 0], [2, 1, 1, 1]);
  expect(win).toBeCloseTo(Math.log(3 / 4 / (2 / 5)), 12);
});

test('rows seen once and rows transformed later have the same weights, counted beforehand or not', () => {
  const texts = ['win éclair now', 'win', 'see 現金 now', 'see', 'éclair 現金'];
  const column = createTextColumn('note', Int32Array.of(0, 1, 2, 3, 4), texts, (bytes) => {
    return new ArrayBuffer(bytes);
  });
  const rows = Int32Array.of(0, 1, 2, 3, 4);
  const { numbers, scaling } = preprocessingDefaults;
  const text = { maxWords: 20, maxCharacters: 20, minRows: 1 };
  const options = { numbers: { impute: numbers, scaling }, text, byLabel: true };
  const inputs = { numbers: 'scaled', categories: 'one-hot' } as const;
  const labels = { task: binary, y: Float64Array.of(1, 1, 0, 0, 1), weights: undefined };
  const textIndexOf = createTextIndexes(text);
  const counted = fitText(options, inputs, column, rows, { ...labels, textIndexOf });
  const alone = fitText(options, inputs, column, rows, labels);
  expect(counted).toEqual(alone);
  expect(counted.part.matrix).toEqual(transformText(counted.fitted, column, rows).matrix);
  const plain = fitText({ ...options, byLabel: false }, inputs, column, rows, labels);
  expect(plain.part.matrix.values).not.toEqual(counted.part.matrix.values);
});
