import { expect, test } from 'vitest';
import { cleanText } from '../../src/util/clean-text.js';

test.each([
  ['gro\u0308ße', 'größe'],
  ['\ufeffid', 'id'],
  [' a\u200bb ', 'ab'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  [' plain ', 'plain'],
])('%j is %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});
