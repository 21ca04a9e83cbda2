import { expect, test } from 'vitest';
import { runHere } from '../fixtures/run-here.js';

const data = 'datasets/sacramento.csv';
const fit = ['fit', data, '-l', 'price'];

test.each([
  ['<train>', ['', '-l', 'price']],
  ['<train>', ['fit', '', '-l', 'price']],
  ['--test', [...fit, '--test', '']],
  ['--out', [...fit, '-o', '']],
  ['--models', [...fit, '--models', '']],
  ['--exclude-models', [...fit, '--exclude-models', ',']],
  ['--ignore', [...fit, '--ignore', '']],
  ['--missing', [...fit, '--missing', '']],
  ['--keep', [...fit, '--keep', '']],
  ['--quantiles', [...fit, '--quantiles', '']],
  ['<data>', ['predict', 'model', '']],
  ['--with', ['predict', 'model', data, '--with', '']],
  ['--metric', ['evaluate', 'model', data, '--metric', '']],
  ['--together', ['explain', 'model', '--together', '']],
  ['--by', ['report', 'run', '--by', '']],
  ['<runs>', ['compare', 'run', '']],
] as const)('an empty %s is told by its name: %j', async (name, args) => {
  const { code, stdout, stderr } = await runHere(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.split('\n')[0]).toBe(`error: ${name} is empty.`);
});

test('a delimiter may be a blank', async () => {
  const { code } = await runHere(['inspect', data, '--delimiter', ' ', '--json']);
  expect(code).toBe(0);
});

test.each([
  [['-qv'], true],
  [['--verbose'], true],
  [['-l', '-v'], false],
  [[], false],
] as const)('the trace is for those who ask for it: %j', async (more, isTold) => {
  const { code, stderr } = await runHere(['fit', 'none.csv', '-l', 'y', '-t', '5s', ...more]);
  expect(code).toBe(2);
  expect(/^ {4}at /m.test(stderr)).toBe(isTold);
});

test('what a task may be is told with detection', async () => {
  const { code, stderr } = await runHere([...fit, '--task', 'detecton']);
  expect(code).toBe(2);
  expect(stderr).toContain(
    'It takes one of: auto, binary, multiclass, regression, quantile, detection.',
  );
});
