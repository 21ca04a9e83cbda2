import { expect, test } from 'vitest';
import { type FitOptions, fit } from '../../src/index.js';
import { sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const preset = folder.write('tiny.json', tinyPreset);
const rows = sampleRows(40).map(({ x, group, price }) => ({ x, group, price }));

async function namesOf(enqueue: FitOptions['enqueue'], trials: number) {
  const predictor = await fit(rows, { label: 'price', preset, trials, workers: 1, enqueue });
  const names = predictor.leaderboard().map(({ name }) => name);
  return names.filter((name) => !['ensemble', 'constant'].includes(name)).sort();
}

const tree = { family: 'boosted-trees', params: { rounds: 3 } };

test('configurations to begin with come first, also of families that are not searched', async () => {
  expect(await namesOf([tree], 1)).toEqual(['boosted-trees-1']);
  expect(await namesOf([tree], 3)).toEqual(['boosted-trees-1', 'linear-2', 'mlp-3']);
});

test('one that is told twice, or is a default, is tried once', async () => {
  const linear = { family: 'linear', params: {} };
  expect(await namesOf([tree, tree, linear], 3)).toEqual(['boosted-trees-1', 'linear-2', 'mlp-3']);
});

test('the baseline is not tried once more', async () => {
  expect(await namesOf([{ family: 'constant', params: {} }, tree], 1)).toEqual(['boosted-trees-1']);
});

test('they come from a JSON file, one or many', async () => {
  const one = folder.write('one.json', JSON.stringify(tree));
  expect(await namesOf(one, 1)).toEqual(['boosted-trees-1']);
  const many = folder.write('many.json', JSON.stringify([{ family: 'mlp' }, tree]));
  expect(await namesOf(many, 2)).toEqual(['boosted-trees-2', 'mlp-1']);
});

test.each([
  ['{"family":"mlp","params":{"dept":2}}', '0.params.dept: The family mlp has no parameter "dept"'],
  ['{"family":"mlp","params":{"depth":"two"}}', '0.params.depth: depth is a whole number'],
  ['{"family":"tabm","params":{"edges":"apar"}}', '0.params.edges: edges cannot be "apar"'],
  ['{"family":"mpl"}', '0.family: There is no model family "mpl"'],
  ['[]', 'the file: '],
  ['[{"params":{}}]', '0.family: '],
  ['{"family"', 'cannot be read'],
])('%s is refused with what is wrong', async (text, message) => {
  await expect(namesOf(folder.write('bad.json', text), 1)).rejects.toThrow(message);
});

test('a space that has been tried wholly ends the search', async () => {
  const space = { epochs: { kind: 'choice', options: [1, 2, 3] } } as const;
  const fixed = Object.fromEntries(
    ['learningRate', 'weightDecay', 'batchSize', 'patience', 'scaling', 'levels'].map((name) => [
      name,
      {
        kind: 'choice',
        options: [name === 'scaling' ? 'standard' : name === 'levels' ? 'one-hot' : 1],
      },
    ]),
  );
  const selection = { kind: 'choice', options: ['all'] } as const;
  const targetScale = { kind: 'choice', options: ['plain'] } as const;
  const small = { ...fixed, ...space, selection, targetScale } as never;
  const families = { linear: { defaults: { epochs: 1 }, space: small } };
  const plain = folder.write('plain.json', '{"description":"first configurations"}');
  const models = ['linear'];
  const options = { label: 'price', preset: plain, models, families, trials: 50, workers: 1 };
  const predictor = await fit(rows, { ...options, sampler: 'random' });
  const trials = predictor.leaderboard().filter(({ family }) => family === 'linear');
  expect(trials.length).toBe(4);
});
