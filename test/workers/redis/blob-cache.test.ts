import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blobCache } from '../../../src/workers/redis/blob-cache.js';
import { refOf } from '../../../src/workers/redis/blob-store.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const temp = tempFolder();
const blobOf = async (value: number) => {
  const bytes = new Uint8Array(100).fill(value);
  return { bytes, ref: await refOf(bytes) };
};
const never = () => Promise.reject(new Error('it was fetched'));

test('what was brought once is there, and brought again where it is damaged', async () => {
  const cache = blobCache({ folder: temp.at('a/b'), most: 1000, onFault: () => {} });
  const { bytes, ref } = await blobOf(1);
  expect(await cache.get(ref, async () => bytes)).toEqual(bytes);
  expect(Uint8Array.from(await cache.get(ref, never))).toEqual(bytes);
  writeFileSync(join(temp.at('a/b'), ref.sha256), 'damaged');
  expect(await cache.get(ref, async () => bytes)).toEqual(bytes);
  expect(Uint8Array.from(readFileSync(join(temp.at('a/b'), ref.sha256)))).toEqual(bytes);
});

test('what was not used for longest goes where there is no room for all, and no file of others', async () => {
  const folder = temp.at('small');
  const cache = blobCache({ folder, most: 250, onFault: () => {} });
  const [one, two, three] = await Promise.all([blobOf(1), blobOf(2), blobOf(3)]);
  await cache.get(one.ref, async () => one.bytes);
  await cache.get(two.ref, async () => two.bytes);
  writeFileSync(join(folder, 'notes.txt'), 'x'.repeat(1000));
  for (const [place, { ref }] of [one, two].entries()) {
    utimesSync(join(folder, ref.sha256), place + 1, place + 1);
  }
  await cache.get(one.ref, never);
  await cache.get(three.ref, async () => three.bytes);
  const names = [one.ref.sha256, three.ref.sha256, 'notes.txt'];
  expect(readdirSync(folder).sort()).toEqual(names.sort());
});

test('what is larger than all that may be kept is not kept, and a folder that cannot be made is told once', async () => {
  const told: string[] = [];
  const { bytes, ref } = await blobOf(4);
  const tiny = blobCache({ folder: temp.at('tiny'), most: 50, onFault: () => {} });
  expect(await tiny.get(ref, async () => bytes)).toBe(bytes);
  await expect(tiny.get(ref, never)).rejects.toThrow('it was fetched');
  const folder = join(temp.write('file', ''), 'cache');
  const cache = blobCache({ folder, most: 1000, onFault: (message) => told.push(message) });
  for (let time = 0; time < 2; time++) expect(await cache.get(ref, async () => bytes)).toBe(bytes);
  expect(told).toEqual([expect.stringContaining('data is kept in memory alone')]);
});

test('what is kept is for no other users of the machine', async () => {
  const folder = temp.at('own');
  const { bytes, ref } = await blobOf(1);
  await blobCache({ folder, most: 1000, onFault: () => {} }).get(ref, async () => bytes);
  const modes = [folder, join(folder, ref.sha256)].map((path) => statSync(path).mode & 0o077);
  expect(modes).toEqual([0, 0]);
});
