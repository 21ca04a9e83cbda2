import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fit } from '../../src/index.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import { readBackground, readOutOfFold } from '../../src/run/kept-rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const base = { label: 'y', trials: 2, models: ['linear'], workers: 1 } as const;

/** Rows of a line with some noise; every seventh has no label. */
function rows(count: number) {
  return Array.from({ length: count }, (_, i) => ({
    x: i % 50,
    word: `word ${i % 13}`,
    y: i % 7 === 6 ? null : 3 * (i % 50) + ((i * 37) % 11),
  }));
}

test('a run keeps what was said out of fold, by which its score can be worked out again', async () => {
  const out = folder.at('scores');
  const { summary } = await fit(rows(140), { ...base, out });
  const { rows: places, folds, truth, predictions } = await readOutOfFold(out);
  expect([...places.slice(0, 7)]).toEqual([0, 1, 2, 3, 4, 5, 7]);
  expect(new Set(folds).size).toBeGreaterThan(1);
  const [own, ...others] = predictions;
  expect(own?.name).toBe(summary.best.name);
  expect(others.length).toBeGreaterThan(0);
  const task = { kind: 'regression', classes: 0 } as const;
  const score = metricNamed('rmse').score(truth, own?.values ?? new Float64Array(), task);
  expect(score).toBe(summary.best.scoreValidation);
});

test('it keeps a thousand rows at most, each with its place, fold and label', async () => {
  const out = folder.at('background');
  const data = rows(1400);
  await fit(data, { ...base, out });
  const { rows: places, folds, table, worst } = await readBackground(out);
  expect(worst.rows).toHaveLength(20);
  expect(table.rows).toBe(1000);
  expect(new Set(places).size).toBe(1000);
  expect(Math.min(...folds)).toBe(0);
  const [x] = table.columns;
  if (x?.kind !== 'numeric') throw new Error('no numbers');
  for (const [i, place] of places.entries()) {
    expect([x.values[i], table.target?.[i]]).toEqual([data[place]?.x, data[place]?.y]);
  }
});

test('a tidy run keeps no rows, and says so when they are asked for', async () => {
  const out = folder.at('tidy');
  await fit(rows(140), { ...base, out, tidy: true });
  expect((await readdir(out)).sort()).toEqual([
    'journal.jsonl',
    'leaderboard.csv',
    'model.safetensors',
  ]);
  await expect(readBackground(out)).rejects.toThrow(/The run in .* kept no rows/);
  expect(existsSync(`${out}/oof.safetensors`)).toBe(false);
});
