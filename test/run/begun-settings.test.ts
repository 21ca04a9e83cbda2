import { expect, test } from 'vitest';
import { resolveOptions } from '../../src/options/options.js';
import { resolveDetection } from '../../src/options/resolve-detection.js';
import { begunDetection, begunSettings } from '../../src/run/begun-settings.js';
import type { Json } from '../../src/util/json.js';

// biome-ignore lint/suspicious/noExplicitAny: what is forged has no type
type Forged = any;

const written = async (): Promise<Forged> =>
  JSON.parse(
    JSON.stringify(
      await resolveOptions({
        label: 'y',
        types: { a: 'text' },
        quantiles: [0.1, 0.9],
        timeLimit: '10s',
      }),
    ),
  );

test('settings are what they were', async () => {
  const settings = await written();
  expect(begunSettings({ settings })).toBe(settings);
  // What was not an option when a run began.
  const { memory: _, ...older } = settings;
  expect(begunSettings({ settings: older })).toBe(older);
});

test.each<readonly [string, (settings: Forged) => void, string]>([
  ['no budget', (own) => delete own.budget, 'budget of the settings is missing'],
  ['no label', (own) => (own.schema.label = { toString: 1 }), 'label of'],
  ['a family that there is not', (own) => (own.families[0].family = 'constructor'), 'family of'],
  ['parameters of nothing', (own) => (own.families[0].defaults = { x: null }), 'x is no number'],
  [
    'a space of another kind',
    (own) => (own.families[0].space = { x: { kind: '__proto__' } }),
    'unknown kind',
  ],
  ['configurations of nothing', (own) => (own.portfolio = 7), 'is no list'],
  ['a task that there is not', (own) => (own.schema.task = 'x'), 'task of'],
  ['missing cells of nothing', (own) => (own.schema.missing = 'x'), 'missing of'],
  ['values of nothing', (own) => (own.schema.keep = null), 'keep of'],
  ['fewer rows than none', (own) => (own.folds.smallTable = -1), 'smallTable of'],
  ['a sampler that there is not', (own) => (own.sampler = 'x'), 'sampler of'],
  ['a scheduler that there is not', (own) => (own.scheduler = 'x'), 'scheduler of'],
  ['kernels that there are not', (own) => (own.kernels = 'x'), 'kernels of'],
])('%s: the journal is none', async (_, change, message) => {
  const settings = await written();
  change(settings);
  expect(() => begunSettings({ settings })).toThrow(
    expect.objectContaining({ code: 'BAD_JOURNAL', message: expect.stringContaining(message) }),
  );
});

test.each<Json>([null, 7, [], 'x'])('%j are no settings', (settings) => {
  expect(() => begunSettings({ settings })).toThrow('the settings is missing');
});

test('those of a run that finds boxes are looked at too', () => {
  const own = JSON.parse(JSON.stringify(resolveDetection({ task: 'detection', trials: 2 })));
  expect(begunDetection({ settings: own })).toBe(own);
  for (const forged of [{ seed: 'x' }, { test: 5 }, { kernels: 'x' }, { timeLimit: null }]) {
    const [name = ''] = Object.keys(forged);
    expect(() => begunDetection({ settings: { ...own, ...forged } })).toThrow(`${name} of`);
  }
});
