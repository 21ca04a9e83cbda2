import { expect, test } from 'vitest';
import { labelsAlone, settingsFor } from '../../src/fit/labels-alone.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const file = folder.write(
  'rows.csv',
  csvOf(40, (row) => [row, row % 4, row % 2]),
);

function csvOf(rows: number, cells: (row: number) => readonly number[]): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${cells(row)},${row}.5,1,p${row}.png,low`,
  );
  return ['x,g,k,y,w,photo,c', ...lines, ''].join('\n');
}

/** What is left of a file that was cut behind these rows, and what was warned of. */
async function cut(options: Partial<FitOptions>, source = file) {
  const told: string[] = [];
  const settings = await resolveOptions({
    label: 'y',
    trials: 1,
    workers: 1,
    ...options,
    onProgress: (event) => {
      if (event.kind === 'warning') told.push(event.message);
    },
  });
  const data = await labelsAlone({ ...(await readTable(source)), isCut: true }, settings);
  return { data, told, settings };
}

const BARE = 'the time was up before all was read: the constant of 40 rows is all that is fitted';

test('rows of a group stay together, and the latest rows judge', async () => {
  const { data, told } = await cut({ group: 'g', holdout: 0.25 });
  const [fold] = data.judge.folds;
  const groups = (rows: Int32Array = new Int32Array()) => new Set([...rows].map((row) => row % 4));
  expect(groups(fold?.validation).size).toBe(1);
  expect(groups(fold?.train).size).toBe(3);
  expect(told).toEqual([BARE]);
  // As columns are named, which have no blanks around them.
  const typed = await cut({ group: ' g', weight: 'w ', holdout: 0.25 });
  expect(typed.data.judge.folds[0]?.validation).toEqual(fold?.validation);
  expect(typed.told).toEqual([BARE]);
  const timed = await cut({ timeColumn: 'x', holdout: 0.25 });
  expect([...(timed.data.judge.folds[0]?.validation ?? [])]).toEqual(
    Array.from({ length: 10 }, (_, i) => 30 + i),
  );
  expect(timed.data.schema.columns[0]).toMatchObject({ name: 'x', kind: 'ignored' });
});

test('rows of one group and one time are dealt without, which is told', async () => {
  const alike = folder.write(
    'alike.csv',
    csvOf(40, () => [1, 2, 3]),
  );
  const { told } = await cut({ group: 'g' }, alike);
  expect(told).toEqual([`${BARE}; which of them judge it is not told by \`group\``]);
  const timed = await cut({ timeColumn: 'x' }, alike);
  expect(timed.told).toEqual([`${BARE}; which of them judge it is not told by \`timeColumn\``]);
});

test('what cannot be kept is told', async () => {
  const { told, data, settings } = await cut({ validation: file, test: file });
  const kept = '; some of them judge it, and none of `validation`; no test row is scored';
  expect(told).toEqual([BARE + kept]);
  // What is told of the model is of those rows too.
  expect(settingsFor(data, settings).validation).toBeUndefined();
});

test.each([
  ['validation', { validation: folder.at('none.csv') }],
  ['test', { test: folder.at('none.csv') }],
])('a file of %s that does not exist is a mistake', async (_, options) => {
  await expect(cut(options)).rejects.toMatchObject({ code: 'NO_FILE' });
});

test.each<[string, Partial<FitOptions>]>([
  ['monotone', { monotone: { x: '+' } }],
  ['order', { order: { c: ['low', 'mid'] } }],
  ['missing', { missing: ['x=-1', '-2', 'y=-3'] }],
  ['keep', { keep: ['c=NA', 'NA'] }],
  ['types', { types: { x: 'numeric' } }],
  ['ignore', { ignore: ['x'] }],
  ['classWeights', { label: 'k', classWeights: { later: 3 } }],
  ['backbone', { backbone: file }],
  ['costs', { label: 'k', costs: { later: { '*': 3 }, '*': { '*': 1 } } }],
])('%s of columns and classes that are not read leaves the constant', async (_, options) => {
  const { data } = await cut(options);
  expect(data.isCut).toBe(true);
  expect(data.context.columns).toEqual([]);
});

test.each<[string, Partial<FitOptions>]>([
  ['monotone', { monotone: { z: '+' } }],
  ['order', { order: { z: ['low', 'mid'] } }],
  ['missing', { missing: ['z=-1'] }],
  ['keep', { keep: ['z=NA'] }],
  ['types', { types: { z: 'numeric' } }],
  ['ignore', { ignore: ['z'] }],
  ['weight', { weight: 'z' }],
  ['group', { group: 'z' }],
  ['timeColumn', { timeColumn: 'z' }],
])('%s that names no column of the file is the mistake that it always is', async (option, own) => {
  await expect(cut(own)).rejects.toMatchObject({
    code: 'NO_COLUMN',
    message: `\`${option}\` names "z", which is not a column.`,
  });
});

test('costs of a class that was not read do not count, which is told', async () => {
  const { data, told } = await cut({
    label: 'g',
    costs: { later: { '*': 3 }, '*': { '*': 1 } },
  });
  expect(data.judge.task.costs).toBeUndefined();
  expect(told).toEqual([
    `${BARE}; mistakes cost alike (\`costs\` name the class "later", which the label has not)`,
  ]);
  const known = await cut({ label: 'k', costs: { 0: { 1: 3 }, 1: { 0: 1 } } });
  expect(known.data.judge.task.costs).toEqual([
    [0, 3],
    [1, 0],
  ]);
});

test('a backbone that is not there is a mistake, though it is not read', async () => {
  const backbone = folder.at('none.safetensors');
  await expect(cut({ backbone })).rejects.toMatchObject({ code: 'NO_FILE' });
});

test('rows that name their own columns may name others further down', async () => {
  const lines = Array.from({ length: 40 }, (_, row) => `{"x":${row},"y":${row}.5}\n`);
  const open = folder.write('rows.jsonl', lines.join(''));
  const { told } = await cut({ monotone: { z: '+' }, missing: ['z=-1'], ignore: ['z'] }, open);
  expect(told).toEqual([BARE]);
});
