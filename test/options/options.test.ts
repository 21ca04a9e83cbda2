import { expect, test } from 'vitest';
import type { FitOptions } from '../../src/options/fit-options.js';
import { resolveOptions } from '../../src/options/options.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { tempFolder } from '../fixtures/temp-folder.js';

function settings(options: Partial<FitOptions> = {}) {
  return resolveOptions({ label: 'y', ...options });
}

async function mistake(options: Partial<FitOptions>): Promise<string> {
  const thrown = await settings(options).then(
    () => undefined,
    (error: { message: string; hint?: string }) => error,
  );
  return `${thrown?.message} ${thrown?.hint ?? ''}`;
}

test('a minute is the limit when nothing is told', async () => {
  expect((await settings()).budget).toEqual({ trials: undefined, timeLimit: 60 });
});

test('with trials alone there is no limit of time; with both, both count', async () => {
  expect((await settings({ trials: 5 })).budget).toEqual({ trials: 5, timeLimit: undefined });
  expect((await settings({ trials: 5, timeLimit: '2m' })).budget).toEqual({
    trials: 5,
    timeLimit: 120,
  });
});

test('the defaults are those that are documented', async () => {
  expect(await settings()).toMatchObject({
    schema: { label: 'y', task: 'auto', types: {}, ignore: [] },
    ensemble: { rounds: 25 },
    preset: 'balanced',
    seed: 0,
  });
  expect((await settings({ trials: 5, workers: 32 })).lag).toBe(8);
  expect((await settings({ workers: 32 })).lag).toBe(64);
  expect(await settings({ trials: 5, lag: 40 })).toMatchObject({ lag: 40, lagFollows: false });
  expect(await settings({ lag: 3, timeLimit: 9 })).toMatchObject({ lag: 3, lagFollows: false });
  expect(await settings({ redis: 'redis://a', workers: 3 })).toMatchObject({ localWorkers: 3 });
  expect(await settings({ redis: 'redis://a', localWorkers: 0 })).toMatchObject({
    localWorkers: 0,
  });
  expect((await settings()).families.map(({ family }) => family)).toEqual([
    'linear',
    'boosted-trees',
    'tabm',
    'mlp',
    'realmlp',
    'symmetric-trees',
    'extra-trees',
    'gaussian-process',
    'neighbours',
    'convnet',
  ]);
});

test('what is told overrides the preset, and the preset the defaults', async () => {
  expect((await settings({ preset: 'best' })).ensemble.rounds).toBe(50);
  expect((await settings({ preset: 'best', ensemble: { rounds: 3 } })).ensemble.rounds).toBe(3);
  const models = (await settings({ models: ['mlp'] })).families.map(({ family }) => family);
  expect(models).toEqual(['mlp']);
  expect((await settings({ models: undefined })).families).toHaveLength(10);
});

test('a preset changes a family parameter by parameter', async () => {
  const [linear] = (await settings({ families: { linear: { defaults: { epochs: 7 } } } })).families;
  expect(linear?.defaults).toMatchObject({ epochs: 7, learningRate: 0.02 });
});

test('the constant is the baseline in any case, not a family to search', async () => {
  expect((await settings({ models: ['constant'] })).families).toEqual([]);
});

test('mistakes are told with what would be right', async () => {
  expect(await mistake({ models: ['mpl'] })).toContain('constant, linear, mlp');
  expect(await mistake({ families: { mlp: { defaults: { deph: 1 } } } })).toMatch(
    /no parameter "deph".*depth/,
  );
  expect(await mistake({ families: { tree: {} } })).toContain('"tree"');
  expect(await mistake({ metric: 'acc' })).toContain('accuracy');
  expect(await mistake({ holdout: 1 })).toContain('between 0 and 1');
  expect(await mistake({ folds: 0 })).toContain('at least 1');
  expect(await mistake({ folds: 2, holdout: 0.5 })).toContain('exclude each other');
  expect(await mistake({ force: true })).toContain('for `test` and `validation`');
  expect(await settings({ force: true, test: 'test.csv' })).toMatchObject({ force: true });
  expect(await mistake({ trials: 1.5 })).toContain('whole number');
  expect(await mistake({ workers: 0 })).toContain('at least 1');
  expect(await mistake({ timeLimit: '-3s' })).toContain('not a duration');
});

test('what is told of a family that is not searched changes nothing, and is told of', async () => {
  const families = { tabm: { defaults: { epochs: 5 } } };
  const told: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => told.push(event);
  await settings({ models: ['mlp'], families, onProgress });
  await settings({ excludeModels: ['tabm'], families, onProgress });
  const message = '`families` changes tabm, which is not searched: it changes nothing';
  expect(told).toEqual([
    { kind: 'note', message },
    { kind: 'note', message },
  ]);
  const { families: searched } = await settings({ models: ['mlp', 'tabm'], families });
  expect(searched[1]?.defaults).toMatchObject({ epochs: 5 });
});

test('what is told of a family lies over what the preset says of it and of the others', async () => {
  const told = { preset: 'fast', families: { mlp: { defaults: { dropout: 0.3 } }, linear: {} } };
  const { families } = await settings(told);
  const named = (name: string) => families.find(({ family }) => family === name);
  expect(named('mlp')?.defaults).toMatchObject({ dropout: 0.3, width1: 32, epochs: 60 });
  expect(named('mlp')?.space.epochs).toMatchObject({ options: [60] });
  expect(named('tabm')?.defaults).toMatchObject({ epochs: 25, width: 64 });
  const linear = { linear: { defaults: { epochs: 300 } } };
  const kept = await settings({ preset: 'interpretable', families: linear });
  expect(kept.families[0]?.defaults).toMatchObject({ epochs: 300, targetScale: 'plain' });
  expect(kept.families[0]?.space.scaling).toMatchObject({ options: ['standard'] });
  const open = { rounds: undefined, stacking: undefined };
  expect((await settings({ preset: 'interpretable', ensemble: open })).ensemble).toEqual(
    (await settings({ preset: 'interpretable' })).ensemble,
  );
});

test('folds or a holdout that are told take the place of those of the preset', async () => {
  const folder = tempFolder();
  const preset = (text: string) => folder.write('own.json', text);
  const five = preset('{"models":["linear"],"folds":5,"smallTable":300}');
  expect((await settings({ preset: five, holdout: 0.3 })).folds).toMatchObject({
    folds: undefined,
    holdout: 0.3,
    smallTable: 300,
  });
  expect((await settings({ preset: five })).folds).toMatchObject({ folds: 5 });
  const held = preset('{"models":["linear"],"holdout":0.3}');
  expect((await settings({ preset: held, folds: 4 })).folds).toMatchObject({
    folds: 4,
    holdout: undefined,
  });
});
