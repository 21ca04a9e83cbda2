import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { makeFolder } from '../../src/util/make-folder.js';
import { syncFolder } from '../../src/util/sync-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

vi.mock('../../src/util/sync-folder.js', { spy: true });

const folder = tempFolder();

test('the name of every folder that is made is synced where it stands, once', async () => {
  await makeFolder(folder.at('a/b'));
  await makeFolder(folder.at('a/b'));
  expect(existsSync(folder.at('a/b'))).toBe(true);
  expect(vi.mocked(syncFolder).mock.calls).toEqual([[folder.path], [folder.at('a')]]);
});

test('what cannot be a folder is told with its path', async () => {
  const file = folder.write('file', '');
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'CANNOT_WRITE', place: { file } });
});
