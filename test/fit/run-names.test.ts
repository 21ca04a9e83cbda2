import { expect, test } from 'vitest';
import { runNames } from '../../src/fit/run-names.js';

test.each([
  [
    ['runs/a', 'runs/b/'],
    ['a', 'b'],
  ],
  [
    ['x1/run', 'x2/run', 'other'],
    ['x1/run', 'x2/run', 'other'],
  ],
  [
    ['a/x/run', 'b/x/run', 'b/y/run'],
    ['a/x/run', 'b/x/run', 'y/run'],
  ],
  [
    ['run', './run'],
    ['run', 'run'],
  ],
  [
    ['/run', '/a/run'],
    ['run', 'a/run'],
  ],
])('%j are called %j', (folders, names) => {
  expect(runNames(folders)).toEqual(names);
});
