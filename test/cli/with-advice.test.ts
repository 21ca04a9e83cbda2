import { expect, test } from 'vitest';
import { runHere } from '../fixtures/run-here.js';

test.each([
  ['predict', ['runs/a b'], 'data', "autofit predict 'runs/a b' <data>", 'the label is not needed'],
  ['predict', [], 'model', 'autofit predict <model> <data>', 'model file or run folder'],
  ['evaluate', ['m.safetensors'], 'data', 'autofit evaluate m.safetensors <data>', 'the label'],
  ['inspect', [], 'data', 'autofit inspect <data>', 'CSV, JSON, Parquet or Excel'],
] as const)(
  '%s of %j says what %s is, and how it is called',
  async (name, args, missing, usage, what) => {
    const { code, stdout, stderr } = await runHere([name, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const [error, argument, ...rest] = stderr.trimEnd().split('\n');
    expect(error).toBe(`error: missing required argument '${missing}'`);
    expect(argument).toMatch(new RegExp(`^<${missing}>: `));
    expect(argument).toContain(what);
    expect(rest).toEqual([`Usage: ${usage}`]);
  },
);

test('other mistakes are told as they were', async () => {
  expect((await runHere(['predict', 'm', 'd', '--no-such'])).stderr).not.toContain('Usage:');
});

test.each([
  [['predit', 'run', 'new.csv'], 'Did you mean autofit predict?'],
  [['help', 'fit'], 'Did you mean autofit --help?'],
  [['doctro'], 'Did you mean autofit doctor?'],
  [['dat'], 'Did you mean autofit datasets?'],
  [['di'], 'Did you mean autofit distill?'],
  [['a.csv', '-l', 'y', '--time', '20'], '(Did you mean one of --time-limit, --time-column?)'],
  [['a.csv', '-l', 'y', '--time=20'], '(Did you mean one of --time-limit, --time-column?)'],
  [['a.csv', '-l', 'y', '--trial', '2'], '(Did you mean --trials?)'],
  [['a.csv', '-l', 'y', '--tirals', '2'], '(Did you mean --trials?)'],
  [
    ['fit', 'package.json', 'a b.csv', 'c.csv', '-l', 'y'],
    'The first that has no place is "a b.csv"',
  ],
  [['doctor', 'x'], 'The first that has no place is "x"'],
  [['export', 'run'], 'It takes one of: html, ts, python, onnx, oof, optuna.'],
  [['evaluate', '--metric', 'rmse', 'run', 'new.csv'], '--metric takes all words behind it'],
])('%j ends with advice: %s', async (args, advice) => {
  const { code, stdout, stderr } = await runHere(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trimEnd().split('\n').at(-1)).toContain(advice);
});

test('a file is no command, however it is called', async () => {
  const { stderr } = await runHere(['package.json']);
  expect(stderr).toContain('There is no label');
});
