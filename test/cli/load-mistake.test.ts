import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadMistake } from '../../src/cli/load-mistake.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
for (const name of ['whole', 'modern', 'broken']) mkdirSync(folder.at(name));
folder.write('whole/package.json', '{"main": "./own.js"}');
folder.write('whole/own.js', '');
folder.write('modern/package.json', '{"exports": "./own.js"}');
folder.write('broken/package.json', '{"main": "./own.js"}');

/** What Node says of a package that it does not find. */
function notFound(wanted: string): Error {
  const message = `Cannot find package '${wanted}' imported from /program.js`;
  return Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
}

test.each(['whole', 'modern'])(
  'a package that is there was not found as too many files are open: %s',
  (name) => {
    const path = folder.at(name);
    expect(loadMistake(notFound(`${path}/index.js`))).toMatchObject({
      name: 'AutofitError',
      message: `${path} cannot be opened: too many files are open (EMFILE).`,
      hint: expect.stringContaining('ulimit -n'),
    });
  },
);

test.each([
  ['a package without its file', notFound(folder.at('broken/index.js'))],
  ['a package that is not there', notFound(folder.at('absent/index.js'))],
  ['a package by its name', notFound('absent')],
  ['another error', new Error('a bug')],
])('%s stays as it is', (_, thrown) => {
  expect(loadMistake(thrown)).toBe(thrown);
});
