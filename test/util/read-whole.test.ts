import { expect, test } from 'vitest';
import { readWhole } from '../../src/util/read-whole.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test.each([1, 3, 7, 8])('a file of seven bytes is read whole, %i at once', async (most) => {
  const path = folder.write('seven', 'abcdefg');
  expect(Buffer.from(await readWhole(path, most)).toString()).toBe('abcdefg');
});
