import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadPredictor } from '../../src/predictor/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { READ_VERSIONS } from '../../src/predictor/save-state.js';
import type { Row } from '../../src/table/flat-row.js';

/** Made by scripts/old-models.mjs, each by the commit that it names: what they answered then. */
const MODELS = 'test/fixtures/models';

/**
 * How far answers may be off, relatively: sums of 32-bit distances to neighbours were in another order at format 4, and the weight of a
 * near one is the inverse of its distance.
 */
const offBy = (format: string, family: string) =>
  format === 'format-4' && family === 'neighbours' ? 1e-3 : 1e-9;

interface Told {
  readonly rows: readonly Row[];
  readonly predicted: readonly (number | string)[];
  readonly chances?: readonly Readonly<Record<string, number>>[];
}

const formats = READ_VERSIONS.map((version) => `format-${version}`);

test('there are models of every format that is read', () => {
  expect(readdirSync(MODELS).sort()).toEqual([...formats].sort());
});

const cases = formats.flatMap((format) =>
  readdirSync(join(MODELS, format))
    .filter((name) => name.endsWith('.gz'))
    .map((name) => [format, name.split('.')[0] ?? ''] as const),
);

test.each(cases)(
  'a model of %s (%s) answers as it did when it was made',
  async (format, family) => {
    const told = JSON.parse(readFileSync(join(MODELS, format, 'answers.json'), 'utf8')) as Readonly<
      Record<string, Told>
    >;
    const { rows, predicted, chances } = told[family] ?? { rows: [], predicted: [] };
    expect(rows.length).toBe(6);
    const near = nearWithin(offBy(format, family));
    const bytes = gunzipSync(readFileSync(join(MODELS, format, `${family}.safetensors.gz`)));
    const predictor = await loadPredictor(new Uint8Array(bytes));
    if (!chances)
      return near([...(await predictor.predict(rows))].map(Number), predicted.map(Number));
    expect([...(await predictor.predict(rows))]).toEqual(predicted);
    const now = await predictor.predictProba(rows);
    for (const [i, before] of chances.entries()) {
      expect(Object.keys(now[i] ?? {})).toEqual(Object.keys(before));
      near(Object.values(now[i] ?? {}), Object.values(before));
    }
  },
);

test('models of an older file are as models are kept now, for whoever reads a state', async () => {
  const stateOf = (format: number) => {
    const path = join(MODELS, `format-${format}`, 'random-forest.safetensors.gz');
    return loadState(new Uint8Array(gunzipSync(readFileSync(path))));
  };
  const [before, now] = await Promise.all([stateOf(7), stateOf(8)]);
  const tensorsIn = ({ members }: PredictorState) => members[0]?.folds[0]?.model.tensors ?? {};
  expect(Object.keys(tensorsIn(before)).sort()).toEqual(Object.keys(tensorsIn(now)).sort());
  expect(tensorsIn(before)).toEqual(tensorsIn(now));
});

function nearWithin(share: number) {
  return (now: readonly number[], before: readonly number[]): void => {
    expect(now.length).toBe(before.length);
    for (const [i, value] of before.entries())
      expect(Math.abs((now[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(share * Math.abs(value));
  };
}
