import { expect, test } from 'vitest';
import { lightConfigs, type PaceOptions, paceFamilies, shortened } from '../../src/search/pace.js';
import type { FamilySpace } from '../../src/search/samplers/sampler.js';
import type { SearchSpace } from '../../src/space/search-space.js';
import type { TrialConfig } from '../../src/trial/trial.js';

const lengths = [8, 16, 32, 64];
const family = (name: string, options?: readonly number[]): FamilySpace => ({
  family: name,
  defaults: { epochs: 64, rate: 1 },
  space: { epochs: { kind: 'choice', options: [32, 64] } },
  lengths: options && { param: 'epochs', options },
});

/** The first configurations of families, as long as the time allows. */
async function pacedFamilies(
  families: readonly FamilySpace[],
  options: PaceOptions,
): Promise<readonly TrialConfig[]> {
  const affordable = await paceFamilies(families, options);
  return families.map(({ family: name, defaults }) =>
    shortened({ family: name, params: defaults }, families, affordable),
  );
}

/** So many seconds an epoch. */
function timing(perEpoch: number) {
  const asked: TrialConfig[] = [];
  const timeFold = async (config: TrialConfig) => {
    asked.push(config);
    return perEpoch * Number(config.params.epochs);
  };
  return { asked, timeFold };
}

const shape = { folds: 1, workers: 1 };
const secondsLeft = () => 45;

test('a schedule becomes the longest one that the time allows', async () => {
  const { asked, timeFold } = timing(1);
  const [paced, other] = await pacedFamilies([family('waves', lengths), family('plain')], {
    ...shape,
    secondsLeft,
    timeFold,
  });
  expect(paced?.params).toEqual({ epochs: 32, rate: 1 });
  expect(other?.params).toEqual({ epochs: 64, rate: 1 });
  expect(asked.map(({ params }) => params)).toEqual([
    { epochs: 1, rate: 1 },
    { epochs: 3, rate: 1 },
  ]);
});

test('with time enough nothing changes, and a cheap epoch is timed with more of them', async () => {
  const { asked, timeFold } = timing(0.01);
  const [paced] = await pacedFamilies([family('waves', lengths)], {
    ...shape,
    secondsLeft,
    timeFold,
  });
  expect(paced?.params).toEqual({ epochs: 64, rate: 1 });
  expect(asked.map(({ params }) => params.epochs)).toEqual([1, 3]);
});

test.each([
  ['for the time that is left', 4, 45, 8],
  ['by the clock', 1.5, 450, 64],
])('an epoch that is dear %s is timed once', async (_name, perEpoch, left, epochs) => {
  const { asked, timeFold } = timing(perEpoch);
  const families = [family('waves', lengths)];
  const [paced] = await pacedFamilies(families, { ...shape, secondsLeft: () => left, timeFold });
  expect(paced?.params.epochs).toBe(epochs);
  expect(asked).toHaveLength(1);
});

test.each([
  ['folds take their share', { folds: 4, workers: 2, secondsLeft }, 16],
  ['more workers than folds train no fold faster', { folds: 1, workers: 8, secondsLeft }, 32],
])('%s', async (_name, given, epochs) => {
  const [paced] = await pacedFamilies([family('waves', lengths)], { ...given, ...timing(1) });
  expect(paced?.params.epochs).toBe(epochs);
});

test('two families with schedules share the time', async () => {
  const families = [family('waves', lengths), family('ripples', lengths)];
  const paced = await pacedFamilies(families, { ...shape, secondsLeft, ...timing(1) });
  expect(paced.map(({ params }) => params.epochs)).toEqual([16, 16]);
});

test('only families that come soon share it', async () => {
  const families = [family('waves', lengths), family('ripples', lengths)];
  const given = { ...shape, secondsLeft, ...timing(1) };
  const paced = await pacedFamilies(families, { ...given, sharing: 1 });
  expect(paced.map(({ params }) => params.epochs)).toEqual([32, 32]);
});

test('where not even one epoch ends, the shortest schedule is left to the clock', async () => {
  const timeFold = async () => undefined;
  const [paced] = await pacedFamilies([family('waves', lengths)], {
    ...shape,
    secondsLeft,
    timeFold,
  });
  expect(paced?.params.epochs).toBe(8);
});

test('a configuration is trained no longer than the time allows', () => {
  const families = [family('waves', lengths), family('plain')];
  const config = (name: string, epochs: number) => ({ family: name, params: { epochs } });
  const cut = (own: TrialConfig, waves: number) => shortened(own, families, { waves });
  expect(cut(config('waves', 64), 40)).toEqual(config('waves', 32));
  expect(cut(config('waves', 8), 40)).toEqual(config('waves', 8));
  expect(cut(config('waves', 40), 40)).toEqual(config('waves', 40));
  expect(cut(config('plain', 64), 40)).toEqual(config('plain', 64));
  expect(shortened(config('waves', 64), families, undefined)).toEqual(config('waves', 64));
});

test('one whose epochs take longer than those of the first one has fewer of them', () => {
  const effort = { width: 2 };
  const waves = { ...family('waves'), defaults: { epochs: 64, width: 10 } };
  const families = [{ ...waves, lengths: { param: 'epochs', options: lengths, effort } }];
  const epochsOf = (width: number) =>
    shortened({ family: 'waves', params: { epochs: 64, width } }, families, { waves: 64 }).params
      .epochs;
  expect([5, 10, 14, 20, 40, 400].map(epochsOf)).toEqual([64, 64, 32, 16, 8, 8]);
});

test('a family has a lighter configuration, if its first is not light already and its space has it', () => {
  const own = { param: 'epochs', options: lengths, effort: { width: 2 }, light: { width: 10 } };
  const lightOf = (width: number, options = [5, 10, 20]) => {
    const space: SearchSpace = { width: { kind: 'choice', options } };
    return lightConfigs([
      { ...family('waves'), space, defaults: { epochs: 64, width }, lengths: own },
    ]);
  };
  expect(lightOf(20)).toEqual([{ family: 'waves', params: { epochs: 64, width: 10 } }]);
  expect(lightOf(10)).toEqual([]);
  expect(lightOf(5)).toEqual([]);
  expect(lightOf(20, [5, 20])).toEqual([]);
  expect(lightConfigs([family('plain'), family('waves', lengths)])).toEqual([]);
});
