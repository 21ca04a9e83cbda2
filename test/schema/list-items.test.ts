import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIST_SEPARATORS, listItems, listText, typedItems } from '../../src/schema/list-items.js';
import { isMissing } from '../../src/schema/missing-tokens.js';

const marks = ['a', 'b', ',', ' ', '"', "'", '(', ')', '}', '-', 'é'];
const texts = fc.array(fc.string({ unit: fc.constantFrom(...marks), maxLength: 6 }));

test('items of JSON are read back from the text that they make', () => {
  fc.assert(
    fc.property(texts, (own) => {
      const items = listItems('[]', JSON.stringify(own)) ?? [];
      const text = listText('[]', items, isMissing);
      expect(typedItems('[]', text)).toEqual(items);
      expect(items.length > 0 && isMissing(text)).toBe(false);
    }),
  );
});

test.each([
  ['(a[1], b)', 'a[1], b'],
  [`['say "a, b"', "it's, so"]`, `'say "a, b"', "it's, so"`],
  [`["it's, \\"so\\""]`, `"it's, \\"so\\""`],
  ["[it's, so]", "it's, so"],
  ['["NA"]', '"NA"'],
  ['[]', ''],
])('the items of %s are written as %s', (cell, text) => {
  const items = listItems('[]', cell) ?? ['none'];
  expect(listText('[]', items, isMissing)).toBe(text);
  expect(typedItems('[]', text)).toEqual(items);
});

test('a typed text may have brackets, and between other separators has none', () => {
  expect(typedItems('[]', '["a, b", c]')).toEqual(['a, b', 'c']);
  expect(typedItems('[]', '(a, b)')).toEqual(['a', 'b']);
  for (const separator of LIST_SEPARATORS.slice(1)) {
    const text = listText(separator, ['(a', '"b'], isMissing);
    expect(text).toBe(`(a${separator}"b`);
    expect(typedItems(separator, text)).toEqual(['(a', '"b']);
  }
});
