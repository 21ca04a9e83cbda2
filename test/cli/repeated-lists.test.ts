import { expect, test } from 'vitest';
import { lists } from '../../src/cli/option-values.js';
import { createProgram } from '../../src/cli/program.js';
import { runHere } from '../fixtures/run-here.js';

test('a list that is given again goes on', async () => {
  expect(lists('b, "c,d"', ['a'])).toEqual(['a', 'b', 'c,d']);
  const flags = ['--ignore', 'city', '--ignore', 'zip', '--json'];
  const { stdout } = await runHere(['inspect', 'datasets/sacramento.csv', ...flags]);
  const { columns } = JSON.parse(stdout) as { columns: { name: string; kind: string }[] };
  const ignored = columns.filter(({ kind }) => kind === 'ignored').map(({ name }) => name);
  expect(ignored).toEqual(expect.arrayContaining(['city', 'zip']));
});

test('metrics of a leaderboard are split as those of other commands', () => {
  const command = createProgram().commands.find((own) => own.name() === 'leaderboard');
  command?.parseOptions(['-m', 'mae,r2', '-m', 'mape']);
  expect(command?.opts().metric).toEqual(['mae', 'r2', 'mape']);
});
