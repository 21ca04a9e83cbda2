import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fitTextTfIdf,
  MOST_CHARACTERS,
  textTerms,
  textTfIdf,
} from '../../src/preprocessing/text-tf-idf.js';
import { Stopped } from '../../src/util/stopped.js';

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

/** Terms as they are defined: by regular expressions, text by text. */
function plainTerms(text: string): { readonly words: string[]; readonly characters: string[] } {
  const lower = text.toLowerCase();
  const words = lower.match(/[\p{L}\p{N}]+/gu) ?? [];
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  const characters = lower.split(/\s+/).filter(Boolean);
  const runs = characters.flatMap((word) => {
    const padded = ` ${word} `;
    return Array.from({ length: padded.length - 1 }, (_, i) => {
      const least = /[\p{sc=Hani}\p{sc=Thai}]/u.test(padded[i] ?? '') ? 1 : 3;
      return [0, 1, 2]
        .map((more) => padded.slice(i, i + least + more))
        .filter((run, more) => run.length === least + more);
    }).flat();
  });
  return { words: [...words, ...pairs], characters: runs };
}

function rowsWith(x: readonly string[], kind: 'words' | 'characters'): Map<string, number> {
  const rows = new Map<string, number>();
  for (const text of x) {
    for (const term of new Set(plainTerms(text)[kind])) rows.set(term, (rows.get(term) ?? 0) + 1);
  }
  return rows;
}

test('terms, their rows and their counts are those of the definition, whatever the writing', () => {
  const parts = [
    'Ärger',
    'été',
    'a',
    'AB',
    '😀',
    '𝒳y',
    '12',
    '-',
    '...',
    ' ',
    '\n',
    '\u00a0',
    'x1',
    'don’t',
    '味道',
    '很',
    'ดี',
  ];
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 9 }).map((some) => some.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), (some) => {
      const { fitted } = textTfIdf.fit({ maxWords: 1e6, maxCharacters: 1e6, minRows: 1 }, some);
      for (const kind of ['words', 'characters'] as const) {
        const rows = rowsWith(some, kind);
        expect(new Set(fitted[kind].terms)).toEqual(new Set(rows.keys()));
        const idf = fitted[kind].terms.map(
          (term) => Math.log((1 + some.length) / (1 + (rows.get(term) ?? 0))) + 1,
        );
        expect(fitted[kind].idf).toEqual(idf);
      }
      const own = plainTerms(some[0] ?? '').words;
      const weighed = weights({ ...fitted, characters: { terms: [], idf: [] } }, some[0] ?? '');
      const raw = new Map(
        [...new Set(own)].map((term) => {
          const idf = fitted.words.idf[fitted.words.terms.indexOf(term)] ?? 0;
          return [term, own.filter((other) => other === term).length * idf];
        }),
      );
      const length = Math.hypot(...raw.values());
      for (const [term, weight] of raw) expect(weighed[term]).toBeCloseTo(weight / length, 5);
    }),
    { numRuns: 60 },
  );
});

test('what is behind the first 4,000 characters is not read', () => {
  const long = `${'x '.repeat(MOST_CHARACTERS / 2)}secret`;
  const { fitted } = textTfIdf.fit({ ...options, minRows: 1 }, [long]);
  expect(fitted.words.terms).not.toContain('secret');
});

test('counting stops when it is told to', () => {
  expect(() => fitTextTfIdf(options, texts, () => true)).toThrow(Stopped);
});
