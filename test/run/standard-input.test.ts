import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { inputCopy } from '../../src/run/standard-input.js';
import { syncFolder } from '../../src/util/sync-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

vi.mock('../../src/util/sync-folder.js', { spy: true });

test('the copy of standard input is moved into the run, and its name is synced', async () => {
  const folder = tempFolder();
  const copy = await inputCopy('-');
  writeFileSync(copy.path ?? '', 'a,b\n1,2\n');
  const place = await copy.moveTo(folder.path);
  copy.remove();
  expect(place).toBe(folder.at('standard-input'));
  expect(readFileSync(String(place), 'utf8')).toBe('a,b\n1,2\n');
  expect(syncFolder).toHaveBeenCalledWith(folder.path);
});
