import { beforeEach, expect, test } from 'vitest';
import { lstatSync, statSync } from '../../src/browser/host/fs.js';
import { pageFiles } from '../../src/browser/host/page-files.js';

beforeEach(() => {
  for (const name of pageFiles.names('/')) pageFiles.remove(`/${name}`);
});

test('what is asked about a file that is not there throws in a page, or is undefined where that is wanted', () => {
  pageFiles.mount('/runs/one/lock', new Blob(['{}']));
  for (const stat of [statSync, lstatSync]) {
    expect(stat('/runs/one/lock', { throwIfNoEntry: false })?.size).toBe(2);
    expect(stat('/runs/two/lock', { throwIfNoEntry: false })).toBeUndefined();
    expect(() => stat('/runs/two/lock')).toThrow(/ENOENT/);
  }
});
