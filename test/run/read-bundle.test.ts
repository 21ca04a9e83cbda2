import { expect, test } from 'vitest';
import { readBundle } from '../../src/run/read-bundle.js';

test('the program of pages is small, and imports nothing', async () => {
  const text = await readBundle('page');
  expect(text.length).toBeLessThan(495_000);
  expect(text).not.toMatch(/\bimport\s*[({"'*]|\brequire\(['"`]/);
  // Browsers do not read what is not seen as it was written.
  expect([...text].filter((mark) => mark < ' ' && !'\t\n'.includes(mark))).toEqual([]);
});

test('what reads pictures is a script of its own, which pages without pictures do not carry', async () => {
  const pictures = await readBundle('pictures');
  expect(pictures.length).toBeLessThan(520_000);
  expect(pictures).toMatch(/^(?:\/\*![\s\S]*?\*\/\s*)?var autofitPictures=/);
  expect([...pictures].filter((mark) => mark < ' ' && !'\t\n'.includes(mark))).toEqual([]);
  const decoder = pictures.slice(pictures.indexOf('AGFzbQ'), pictures.indexOf('AGFzbQ') + 200);
  for (const name of ['page', 'typescript'] as const) {
    expect(await readBundle(name)).not.toContain(decoder);
  }
});
