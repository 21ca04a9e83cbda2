import { expect, test } from 'vitest';
import { pythonDocText, pythonList, pythonString } from '../../../src/export/python/python-text.js';

test.each([
  ['plain', '"plain"'],
  [`it's "so"`, String.raw`"it's \u0022so\u0022"`],
  ['a\\b', String.raw`"a\u005cb"`],
  ['two\nlines\r\0', String.raw`"two\u000alines\u000d\u0000"`],
  ['"""\nimport os', String.raw`"\u0022\u0022\u0022\u000aimport os"`],
  ['Größe 🏠', String.raw`"Gr\u00f6\u00dfe \U0001f3e0"`],
  ['\ud83c', String.raw`"\ud83c"`],
])('%j is written as ASCII that no text ends', (text, written) => {
  expect(pythonString(text)).toBe(written);
});

test('docstrings keep letters of all scripts, and neither end nor turn by what they tell', () => {
  expect(pythonDocText('Größe 価格')).toBe('Größe 価格');
  expect(pythonDocText('"""\u202e\\')).toBe(String.raw`\u0022\u0022\u0022\u202e\u005c`);
});

test('lists', () => {
  expect(pythonList([])).toBe('[]');
  expect(pythonList(['a', '"'])).toBe('[\n    "a",\n    "\\u0022",\n]');
});
