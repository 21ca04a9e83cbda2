import { expect, test } from 'vitest';
import { readClassWeights } from '../../src/cli/class-weight-flag.js';
import { readCosts } from '../../src/cli/cost-flags.js';
import { resolveOptions } from '../../src/options/options.js';
import { readPreset } from '../../src/options/preset.js';
import { parseJson } from '../../src/util/parse-json.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('a mark of the byte order before JSON is no part of it', () => {
  expect(parseJson('\ufeff{"a": "\ufeff"}')).toEqual({ a: '\ufeff' });
  expect(() => parseJson('\ufeff\ufeff1')).toThrow(SyntaxError);
});

test('files that people write are read behind one', async () => {
  const costs = folder.write('costs.json', '\ufeff{"yes": {"no": 10}}');
  expect(readCosts(costs)).toEqual({ yes: { no: 10 } });
  const weights = folder.write('weights.json', '\ufeff{"yes": 10}');
  expect(readClassWeights(weights)).toEqual({ yes: 10 });
  const preset = folder.write('mine.json', '\ufeff{"description": "mine"}');
  expect(await readPreset(preset)).toEqual({ description: 'mine' });
  const config = folder.write('config.json', '\ufeff{"family": "mlp", "params": {"depth": 2}}');
  const given = { label: 'y', opening: 'portfolio', portfolio: config } as const;
  const { portfolio } = await resolveOptions(given);
  const params: unknown = expect.objectContaining({ depth: 2 });
  expect(portfolio).toContainEqual({ family: 'mlp', params });
});
