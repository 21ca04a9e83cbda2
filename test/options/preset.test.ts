import { expect, test } from 'vitest';
import { resolveOptions } from '../../src/options/options.js';
import { listPresets, readPreset } from '../../src/options/preset.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test.each(listPresets())('the preset $name is sound', async ({ name, description }) => {
  expect(description).not.toBe('');
  const { families } = await resolveOptions({ label: 'y', preset: name });
  expect(families.length).toBeGreaterThan(0);
});

test('a preset may be a JSON file', async () => {
  const file = folder.write('mine.json', '{"description":"mine","folds":3,"metric":"mae"}');
  expect(await readPreset(file)).toEqual({ description: 'mine', folds: 3, metric: 'mae' });
});

test.each([
  ['{"description":"x","folds":0}', /: folds: /],
  ['{"description":"x","fold":3}', /: the file: .*fold/],
  ['{"description":3}', /: description: /],
  [
    '{"description":"x","families":{"mlp":{"space":{"depth":{"kind":"integer","low":3,"high":1}}}}}',
    /: families\.mlp\.space\.depth\.low: low is above high/,
  ],
  ['{"description"', / is not JSON: /],
  ['{"description":"x","models":["mpl"]}', /bad\.json: models\.0: .*"mpl"/],
  ['{"description":"x","families":{"mpl":{}}}', /bad\.json: families\.mpl: .*"mpl"/],
  [
    '{"description":"x","families":{"mlp":{"defaults":{"dept":1}}}}',
    /bad\.json: families\.mlp\.defaults\.dept: .*no parameter "dept"/,
  ],
  [
    '{"description":"x","families":{"mlp":{"defaults":{"activation":"relux"}}}}',
    /bad\.json: families\.mlp\.defaults\.activation: activation cannot be "relux"/,
  ],
])('a preset file of %s is refused with the path of its fault', async (text, message) => {
  await expect(readPreset(folder.write('bad.json', text))).rejects.toThrow(message);
});

test('a version that there is not, and the portfolio, are no presets', async () => {
  for (const name of ['balanced-v9', 'quick-v1', 'portfolio', 'portfolio-v1', 'shipped-v1']) {
    await expect(readPreset(name)).rejects.toThrow('There is no preset');
  }
});

test('an unknown preset is refused with those that exist', async () => {
  await expect(readPreset('quick')).rejects.toMatchObject({
    message: 'There is no preset "quick".',
    hint: expect.stringContaining('balanced, best, fast, interpretable, lecture'),
  });
});
