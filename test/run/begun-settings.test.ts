import { expect, test } from 'vitest';
import { resolveOptions } from '../../src/options/options.js';
import { begunSettings } from '../../src/run/begun-settings.js';
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
