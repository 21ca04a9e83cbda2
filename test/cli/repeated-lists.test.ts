import { expect, test } from 'vitest';
import { lists } from '../../src/cli/option-values.js';
import { runHere } from '../fixtures/run-here.js';

test('a list that is given again goes on', async () => {
  expect(lists('b, "c,d"', ['a'])).toEqual(['a', 'b', 'c,d']);
  const flags = ['--ignore', 'city', '--ignore', 'zip', '--json'];
  const { stdout } = await runHere(['inspect', 'datasets/sacramento.csv', ...flags]);
  const { columns } = JSON.parse(stdout) as { columns: { name: string; kind: string }[] };
  const ignored = columns.filter(({ kind }) => kind === 'ignored').map(({ name }) => name);
  expect(ignored).toEqual(expect.arrayContaining(['city', 'zip']));
});
