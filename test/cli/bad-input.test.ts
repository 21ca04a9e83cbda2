import { mkdirSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csvOf, sampleRows } from '../fixtures/rows.js';
import { runCli } from '../fixtures/run-cli.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const good = folder.write('good.csv', csvOf(sampleRows(20), ['x', 'group', 'price']));
const preset = folder.write('tiny.json', tinyPreset);
const many = Array.from({ length: 30 }, (_, i) => `${i},class${i}`).join('\n');
const taken = folder.at('taken');
mkdirSync(taken);
folder.write('taken/model.safetensors', 'a model');

let fits = 0;

/** Arguments of a fit of one trial that should end before it starts. */
function fitOf(data: string, ...options: string[]): string[] {
  const out = options.includes('--out') ? [] : ['--out', folder.at(`never-${fits++}`)];
  return [data, '--trials', '1', '-p', preset, ...out, ...options];
}

const file = (name: string, content: string) => folder.write(name, content);

const sold = file('sold.csv', csvOf(sampleRows(20), ['x', 'group', 'sold']));
const others = csvOf(
  sampleRows(5).map((row) => ({ ...row, sold: String(row.sold) === 'yes' ? 'Up' : 'Down' })),
  ['x', 'group', 'sold'],
);
const capitals = file('capitals.csv', others);

const fitMistakes: [string, readonly string[], readonly string[]][] = [
  [
    'test rows without one known class',
    [sold, '-l', 'sold', '--test', capitals],
    ['None of', "capitals.csv's 5 rows has a class", 'in training "no", "yes"', '--force'],
  ],
  [
    'validation rows without one known class',
    [sold, '-l', 'sold', '--validation', capitals],
    ["capitals.csv's 5 rows has a class"],
  ],
  ['a missing file', [folder.at('no.csv'), '-l', 'y'], ['no.csv does not exist']],
  ['an empty file', [file('empty.csv', ''), '-l', 'y'], ['empty.csv is empty']],
  ['a header alone', [file('head.csv', 'a,y\n'), '-l', 'y'], ['head.csv has a header but no rows']],
  [
    'an absent label',
    [good, '-l', 'prize'],
    ['good.csv has no column "prize"', 'Did you mean "price"?', 'x, group, price'],
  ],
  [
    'a constant label',
    [file('same.csv', 'a,y\n1,7\n2,7\n'), '-l', 'y'],
    ['The label "y" is always "7"'],
  ],
  [
    'a label that is all missing',
    [file('none.csv', 'a,y\n1,\n2,NA\n'), '-l', 'y'],
    ['Every cell of the label "y" is missing'],
  ],
  [
    'a row with too many fields',
    [file('long.csv', 'a,y\n1,2\n3,4,5\n6,7\n'), '-l', 'y'],
    ['long.csv, line 3', '3 fields where the header has 2'],
  ],
  [
    'a row with too few fields',
    [file('short.csv', 'a,b,y\n1,2,3\n1,2,3\n4,5\n'), '-l', 'y'],
    ['short.csv, line 4', '2 fields where the header has 3'],
  ],
  ['one row', [file('one.csv', 'a,y\n1,2\n'), '-l', 'y'], ['one.csv has one row']],
  ['a kind for no column', [good, '-l', 'price', '--type', 'q=numeric'], ['--type names "q"']],
  [
    'one row with a label',
    [file('lone.csv', 'a,y\n1,2\n3,\n5,\n'), '-l', 'y'],
    ['The label "y" is always "2"'],
  ],
  [
    'a label of Infinity',
    [file('inf.csv', 'a,y\n1,1.5\n2,Infinity\n3,2.5\n'), '-l', 'y'],
    ['The label "y" holds "Infinity"', 'not a finite number'],
  ],
  ['a folder without tables', ['src', '-l', 'y'], ['is a folder without a table']],
  ['too many classes', [file('many.csv', `a,y\n${many}\n`), '-l', 'y'], ['has 30 classes']],
  [
    'an output that holds a model',
    [good, '-l', 'price', '--out', taken],
    ['holds a model already'],
  ],
  [
    'an output inside a file',
    [good, '-l', 'price', '--out', `${good}/run`],
    ['cannot be made', 'Choose another folder'],
  ],
  [
    'an output that holds a model, before data that is missing',
    [folder.at('no.csv'), '-l', 'price', '--out', taken],
    ['holds a model already'],
  ],
  [
    'a file for an output, before data that is missing',
    [folder.at('no.csv'), '-l', 'price', '--out', good],
    ['good.csv cannot be made'],
  ],
  ['an unknown option', [good, '-l', 'price', '--trails', '3'], ['--trails', '--trials']],
  ['no label', [good], ['There is no label', '--label names it']],
  [
    'an unknown preset',
    [good, '-l', 'price', '-p', 'blanced'],
    ['no preset "blanced"', 'Did you mean "balanced"?', 'balanced, best, fast'],
  ],
  [
    'an unknown metric',
    [good, '-l', 'price', '--metric', 'rmsee'],
    ['no metric "rmsee"', 'Did you mean "rmse"?', 'log_loss', 'r2'],
  ],
  [
    'a metric of another task',
    [good, '-l', 'price', '--metric', 'f1'],
    ['not for a regression task', 'rmse, mae, r2'],
  ],
  [
    'an unknown family',
    [good, '-l', 'price', '--models', 'mpl'],
    ['no model family "mpl"', 'constant, linear, mlp'],
  ],
  [
    'a bad time',
    [good, '-l', 'price', '-t', 'soon'],
    ['--time-limit: "soon" is not a duration', '30s'],
  ],
  ['a number that is none', [good, '-l', 'price', '--trials', 'x'], ['must be a number']],
  ['no folds', [good, '-l', 'price', '--folds', '0'], ['--folds must be a whole number']],
  ['no features', [good, '-l', 'price', '--max-features', '0'], ['--max-features must be']],
  ['a holdout of all', [good, '-l', 'price', '--holdout', '1'], ['--holdout must lie between']],
  ['no model', [good, '-l', 'price', '--models', ','], ['--models is empty']],
  ['no trials', [good, '-l', 'price', '--trials', '0'], ['--trials must be a whole number']],
  ['a bad seed', [good, '-l', 'price', '--seed', '1.5'], ['--seed must be a whole number']],
  ['a bad task', [good, '-l', 'price', '--task', 'guess'], ['--task cannot be "guess"']],
  ['a bad kind', [good, '-l', 'price', '--type', 'x=blob'], ['--type cannot be "blob"']],
  ['an unknown column', [good, '-l', 'price', '--ignore', 'gruop'], ['Did you mean "group"?']],
  [
    'a positive class of numbers',
    [good, '-l', 'price', '--positive', 'yes'],
    ['makes no sense for a regression task'],
  ],
  ['folds and a holdout', [good, '-l', 'price', '--folds', '3', '--holdout', '0.2'], ['exclude']],
  ['a test file that is missing', [good, '-l', 'price', '--test', 'no.csv'], ['does not exist']],
];

describe('a mistake of the user is told in a sentence, with exit code 2', () => {
  test.each(fitMistakes)('%s', async (_what, [data = '', ...options], parts) => {
    const { code, stdout, stderr } = await runHere(fitOf(data, ...options));
    expect(stderr).toMatch(/^error: /m);
    for (const part of parts) expect(stderr).toContain(part);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  test('by the process too, which prints nothing else', async () => {
    const { code, stdout, stderr } = await runCli(fitOf(good, '-l', 'prize'));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: .*has no column "prize"[^\n]*\n[^\n]*\n$/);
  });

  test('an empty standard input', async () => {
    const { code, stderr } = await runCli(fitOf('-', '-l', 'y'));
    expect(code).toBe(2);
    expect(stderr).toContain('standard input is empty');
  });

  test('a preset file with a wrong field', async () => {
    const wrong = file('wrong.json', '{"description":"x","ensemble":{"rounds":0}}');
    const { code, stderr } = await runHere(fitOf(good, '-l', 'price', '-p', wrong));
    expect(code).toBe(2);
    expect(stderr).toContain('wrong.json: ensemble.rounds:');
  });

  test('with --verbose the stack is shown too', async () => {
    const { code, stderr } = await runCli(fitOf(good, '-l', 'prize', '--verbose'));
    expect(code).toBe(2);
    expect(stderr).toMatch(/^\s+at .*:\d+/m);
  });

  test.each(['predict', 'evaluate', 'leaderboard'])('%s of a model that is none', async (name) => {
    const data = name === 'leaderboard' ? [] : [good];
    const absent = await runHere([name, folder.at('nothing'), ...data]);
    expect(absent.code).toBe(2);
    expect(absent.stderr).toContain('No model can be read');
    const damaged = await runHere([name, taken, ...data]);
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toContain('not a model file of autofit');
  });
});

test('nothing is written for a mistake that is found before training', () => {
  expect(readdirSync(folder.path).filter((name) => name.startsWith('never'))).toEqual([]);
});

test('an output that cannot be is told while standard input goes on', async () => {
  function* endless() {
    yield 'x,price\n';
    for (;;) yield '1.5,3\n'.repeat(10_000);
  }
  const { code, stderr } = await runCli(['-', '-l', 'price', '--out', taken], { input: endless });
  expect(stderr).toContain('holds a model already');
  expect(code).toBe(2);
});

test.each([
  ['in a folder that is not there', 'nowhere/p.csv', 'ENOENT'],
  ['that is a folder', 'taken', 'it is a folder'],
  ['below a file', 'good.csv/p.csv', 'its folder is a file'],
])('a file of predictions %s is told before a model is read', async (_, name, reason) => {
  const args = ['predict', folder.at('no-model'), good, '--out', folder.at(name)];
  const { code, stderr } = await runHere(args);
  expect(stderr).toContain(`${name} cannot be written: `);
  expect(stderr).toContain(reason);
  expect(code).toBe(2);
});
