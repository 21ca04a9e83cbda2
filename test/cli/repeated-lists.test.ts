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

test.each([
  ['report', ['run', '--by', 'city,zip', '--by', 'kind'], { by: ['city', 'zip', 'kind'] }],
  [
    'fit',
    ['a.csv', '--quantiles', '0.1', '--quantiles', '0.5,0.9'],
    { quantiles: [0.1, 0.5, 0.9] },
  ],
] as const)('so do those of %s', (name, args, expected) => {
  const command = createProgram().commands.find((own) => own.name() === name);
  command?.parseOptions([...args]);
  expect(command?.opts()).toMatchObject(expected);
});

test('metrics of a leaderboard are split as those of other commands', () => {
  const command = createProgram().commands.find((own) => own.name() === 'leaderboard');
  command?.parseOptions(['-m', 'mae,r2', '-m', 'mape']);
  expect(command?.opts().metric).toEqual(['mae', 'r2', 'mape']);
});
