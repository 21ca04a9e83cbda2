import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { inputCopy, sourceAt } from '../../src/run/standard-input.js';
import { syncFolder } from '../../src/util/sync-folder.js';
import { tempFolder } from '../fixtures/temp-folder.js';

vi.mock('../../src/util/sync-folder.js', { spy: true });

test('the copy of standard input is moved into the run, and its name is synced', async () => {
  const folder = tempFolder();
  const copy = await inputCopy(['train.csv', undefined, '-']);
  writeFileSync(copy.path ?? '', 'a,b\n1,2\n');
  const again = await copy.moveTo(folder.path);
  const place = again('-');
  copy.remove();
  expect(place).toBe(folder.at('standard-input'));
  expect([again('train.csv'), again(undefined)]).toEqual(['train.csv', undefined]);
  expect(readFileSync(String(place), 'utf8')).toBe('a,b\n1,2\n');
  expect(syncFolder).toHaveBeenCalledWith(folder.path);
});

test('a folder that was moved has its copy with it, and other data stays where it was', () => {
  const folder = tempFolder();
  const [first, moved] = [folder.at('a'), folder.at('b')];
  mkdirSync(first);
  writeFileSync(folder.at('a/standard-input'), 'a,b\n1,2\n');
  renameSync(first, moved);
  expect(sourceAt(moved, folder.at('a/standard-input'))).toBe(folder.at('b/standard-input'));
  expect(sourceAt(moved, '/data/train.csv')).toBe('/data/train.csv');
  expect(sourceAt(folder.path, folder.at('standard-input'))).toBe(folder.at('standard-input'));
});
