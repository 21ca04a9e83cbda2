import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resolveOptions } from '../../src/options/options.js';
import { listPresets, readPreset } from '../../src/options/preset.js';
import { portfolioFile, presetFile, presetNames } from '../../src/options/shipped-presets.js';

/** Never to be changed: a name with its version promises these bytes for good. */
const FROZEN = [
  ['balanced.json', 'ce7ebdcf5d6be157641ad613a98ed6be4749e303491fa660603d34b2108c190f'],
  ['best.json', '4929152e60a9352ff9148588126ce986cc9bb26cc91a0a84727133a9f5e1accc'],
  ['fast.json', '5a863fb7b93fb6098b9ff2b78ee7f1383b805b7c9d6864374e64e11bdfa32135'],
  ['interpretable.json', '235ba25191cfafa5c2f739ecdb12c39c08b994f8616f748573068fb30b898d28'],
  ['lecture.json', 'f0cdcc8c78035a0bbde9853abd4d4665d92a4381e55f1cd3f2151650c7447d4e'],
  ['portfolio.json', '891ef4392884ef1841a598e1a267b8809b9e5e3f4dfb970ecc5fe68f0399ea4a'],
] as const;

test.each(FROZEN)('the frozen file v1/%s is what it was', (file, hash) => {
  const bytes = readFileSync(`presets/v1/${file}`);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
});

test('every frozen file is pinned, and the current names alone are listed', () => {
  expect(readdirSync('presets/v1').sort()).toEqual(FROZEN.map(([file]) => file));
  expect(listPresets().map(({ name }) => name)).toEqual(presetNames());
});

test('a name with its version is the frozen file, with the portfolio of its time', () => {
  expect(presetFile('balanced-v1')).toMatch(/presets.v1.balanced\.json$/);
  expect(presetFile('balanced')).toMatch(/presets.balanced\.json$/);
  expect(portfolioFile('shipped-v1')).toMatch(/presets.v1.portfolio\.json$/);
  expect(portfolioFile('shipped')).toMatch(/presets.portfolio\.json$/);
  for (const other of ['balanced', 'shipped-v9', 'mine.json']) {
    expect(portfolioFile(other)).toBeUndefined();
  }
});

test.each(presetNames('v1'))(
  '%s-v1 overrides what its families and the portfolio are now',
  async (name) => {
    const frozen = await readPreset(`${name}-v1`);
    for (const { space = {} } of Object.values(frozen.families ?? {})) {
      // What came later is not searched.
      expect(space.places).toEqual({ kind: 'choice', options: ['axes'] });
    }
    const settings = await resolveOptions({ label: 'y', preset: `${name}-v1` });
    expect(frozen.portfolio ?? 'shipped-v1').toBe('shipped-v1');
    expect(settings.preset).toBe(`${name}-v1`);
    expect(settings.families.map(({ family }) => family)).toEqual(frozen.models);
    for (const { family, defaults, space } of settings.families) {
      expect({ defaults, space }).toMatchObject(frozen.families?.[family] ?? { none: family });
    }
    if (frozen.portfolio === undefined) return;
    const configs: unknown = JSON.parse(readFileSync('presets/v1/portfolio.json', 'utf8'));
    const own = (configs as { family: string }[]).filter(({ family }) =>
      frozen.models?.includes(family),
    );
    expect(settings.portfolio).toMatchObject(own);
  },
);
