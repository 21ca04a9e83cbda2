import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawnFiles } from '../../src/run/drawn-files.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
mkdirSync(folder.at('cells'));
const cell = { image: 'a.png', file: folder.write('cells/a.png', 'a') };
symlinkSync(folder.at('cells'), folder.at('link'));

test('pictures are drawn into files of their own', async () => {
  const images = ['a-2.jpg', 'A.jpg', 'a.png', 'x/b.png', 'x_b.gif'];
  const out = folder.at('new');
  const files = await drawnFiles(
    out,
    images.map((image) => ({ image, file: folder.at(image) })),
  );
  const names = ['a-2.png', 'A.png', 'a-3.png', 'x_b.png', 'x_b-2.png'];
  expect(files).toEqual(names.map((name) => join(out, name)));
});

test('a picture that is read is never drawn over, whatever its path', async () => {
  for (const own of ['cells', 'link']) {
    await expect(drawnFiles(folder.at(own), [cell])).rejects.toMatchObject({
      code: 'FILE_USED',
      message: `${join(folder.at(own), 'a.png')} is read, and would be drawn over.`,
    });
  }
  expect(await drawnFiles(folder.at('other'), [cell])).toHaveLength(1);
});
