import { expect, test } from 'vitest';
import { parseByteSize } from '../../src/util/byte-size.js';

test.each([
  ['800m', 800e6],
  ['4g', 4e9],
  ['1.5 GB', 1.5e9],
  ['64KB', 64_000],
  [123456, 123456],
  ['123456', 123456],
])('%s is so many bytes', (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes);
});

test.each(['', 'much', '4 giga', '-1g', '0', '0.4', '9'.repeat(310)])('"%s" is no size', (text) => {
  expect(() => parseByteSize(text)).toThrow(/is no size in bytes/);
});
