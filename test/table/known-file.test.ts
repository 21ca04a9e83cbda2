import { expect, test } from 'vitest';
import { knownFile } from '../../src/table/known-file.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test.each([
  ['%PDF-1.4\n', 'a PDF document'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'an old or locked Office file (.xls, .doc)'],
  ['SQLite format 3\0\x10\0', 'a database (SQLite)'],
  ['MZ\x90\0\x03', 'a program'],
])('%j is told by its name', async (begin, what) => {
  const path = folder.write('given.csv', Buffer.from(begin, 'latin1'));
  const read = readTable(path);
  await expect(read).rejects.toMatchObject({
    code: 'NO_TABLE',
    message: `${path} is ${what}, not a table.`,
    hint: expect.stringMatching(/\.$/),
  });
});

test('a text that begins like one is a table', () => {
  expect(knownFile(Buffer.from('MZ,weight\n1,2\n'))).toBeUndefined();
  expect(knownFile(Buffer.from('x,y\n1,2\n'))).toBeUndefined();
});
