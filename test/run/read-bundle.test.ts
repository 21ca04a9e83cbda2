import { expect, test } from 'vitest';
import { readBundle } from '../../src/run/read-bundle.js';

test('the program of pages is small, and imports nothing', async () => {
  const text = await readBundle('page');
  expect(text.length).toBeLessThan(400_000);
  expect(text).not.toMatch(/\bimport\s*[({"'*]|\brequire\(['"`]/);
  // Browsers do not read what is not seen as it was written.
  expect([...text].filter((mark) => mark < ' ' && !'\t\n'.includes(mark))).toEqual([]);
});
