import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { resume } from '../../src/fit/resume.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
/** 30 yes of 120; x tells a little. */
const rows = Array.from({ length: 120 }, (_, i) => ({
  x: ((i * 37) % 101) + (i % 4 === 0 ? 25 : 0),
  w: i % 3 === 0 ? 2 : 1,
  y: i % 4 === 0 ? 'yes' : 'no',
}));
const plain = { label: 'y', trials: 1, workers: 1, ignore: ['w'] } as const;

async function chanceOfYes(options: Partial<FitOptions>): Promise<number> {
  const { predictMatrix, info } = await fit(rows, { ...plain, ...options });
  const { values } = await predictMatrix(rows);
  const at = info.classes.indexOf('yes');
  return rows.reduce((sum, _, i) => sum + (values[2 * i + at] ?? 0), 0) / rows.length;
}

test('what is learned is the share of classes as they are weighed', async () => {
  const models = ['constant'];
  // 30 rows that count 3 beside 90 that count 1.
  expect(await chanceOfYes({ models, classWeights: { yes: 3 } })).toBeCloseTo(90 / 180, 1);
  expect(await chanceOfYes({ models, classWeights: { yes: 1, no: 9 } })).toBeCloseTo(30 / 840, 1);
  expect(await chanceOfYes({ models, classWeights: 'balanced' })).toBeCloseTo(0.5, 1);
  expect(await chanceOfYes({ models })).toBeCloseTo(0.25, 1);
});

test('weights of rows and of classes multiply', async () => {
  const weighed = (name: string) =>
    rows.filter(({ y }) => y === name).reduce((sum, { w }) => sum + w, 0);
  const [yes, no] = [2 * weighed('yes'), weighed('no')];
  const own = { models: ['constant'], ignore: [], weight: 'w', classWeights: { yes: 2 } } as const;
  expect(await chanceOfYes(own)).toBeCloseTo(yes / (yes + no), 1);
});

test.each(['linear', 'mlp', 'boosted-trees', 'extra-trees', 'neighbours', 'gaussian-process'])(
  '%s says yes more often where its rows count more',
  async (model) => {
    const preset = folder.at(`${model}.json`);
    writeFileSync(preset, JSON.stringify({ models: [model], ensemble: { calibrate: false } }));
    const own = { preset, folds: 2 } as const;
    const before = await chanceOfYes(own);
    expect(await chanceOfYes({ ...own, classWeights: { yes: 5 } })).toBeGreaterThan(before + 0.1);
  },
);

test('the metric takes rows as they are', async () => {
  const { summary } = await fit(rows, { ...plain, models: ['constant'], classWeights: 'balanced' });
  const [score] = summary.leaderboard.map(({ scoreValidation }) => scoreValidation);
  // Of the chance of one half, which the baseline says by these weights.
  expect(score).toBeCloseTo(Math.log(2), 2);
});

test('beside costs they count twice, which is told', async () => {
  const told: string[] = [];
  await fit(rows, {
    ...{ ...plain, models: ['constant'], classWeights: { yes: 3 } },
    costs: { yes: { no: 3 }, no: { yes: 1 } },
    onProgress: (event) => event.kind === 'warning' && told.push(event.message),
  });
  expect(told.join()).toContain('mistakes count twice');
});

test('a run goes on with them to the same bytes', async () => {
  const file = folder.at('rows.csv');
  writeFileSync(file, `x,w,y\n${rows.map(({ x, w, y }) => `${x},${w},${y}`).join('\n')}\n`);
  const own = { ...plain, models: ['linear'], classWeights: { yes: 4 }, report: false } as const;
  const whole = await fit(file, { ...own, trials: 2, out: folder.at('whole') });
  await fit(file, { ...own, trials: 1, out: folder.at('more') });
  const more = await resume(folder.at('more'), { trials: 2, workers: 1 });
  expect(await more.toBytes()).toEqual(await whole.toBytes());
});

test.each([
  [{ classWeights: { maybe: 2 } }, /"y" has no class "maybe"/],
  [{ classWeights: { yes: 0 } }, /class "yes" cannot count 0/],
  [{ classWeights: JSON.parse('{"__proto__":[[1]]}') }, /class "__proto__" cannot count \[\[1\]\]/],
  [{ classWeights: { no: -1 } }, /class "no" cannot count -1/],
  [{ classWeights: { no: 1e308 } }, /class "no" cannot count 1e\+308/],
  [{ classWeights: 'even' as 'balanced' }, /cannot be "even"/],
  [{ label: 'x', classWeights: 'balanced' }, /are for classes, and "x" is taken for numbers/],
] as const)('%o is refused', async (options, message) => {
  await expect(fit(rows, { ...plain, ...options })).rejects.toThrow(message);
});

test('on the command line they are a word or a JSON file, and log loss is told to judge otherwise', async () => {
  const data = folder.at('cli.csv');
  writeFileSync(data, `x,y\n${rows.map(({ x, y }) => `${x},${y}`).join('\n')}\n`);
  const file = folder.at('weights.json');
  writeFileSync(file, '{"yes": 3}');
  const asked = ['fit', data, '--label', 'y', '--trials', '1', '--models', 'constant', '-j', '1'];
  const out = ['--no-report', '--out'];
  const done = await runHere([...asked, '--class-weights', file, ...out, folder.at('cli')]);
  expect(done.code).toBe(0);
  expect(done.stderr).toContain('rows count by --class-weights in training');
  writeFileSync(file, '[1, 2]');
  const wrong = await runHere([...asked, '--class-weights', file, ...out, folder.at('wrong')]);
  expect(wrong.stderr).toContain('it holds no object');
  expect(wrong.code).toBe(2);
});
