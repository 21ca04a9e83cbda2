import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportOnnx, fit, loadPredictor } from '../../src/index.js';
import type { FitOptions } from '../../src/options/fit-options.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { randomStream } from '../../src/util/random.js';

const random = randomStream(3, 'copies');
const draws = Array.from({ length: 240 }, () => ({
  x: random.next(),
  z: random.next(),
  // Nothing that a model can find.
  y: random.next() < 0.5 ? 'no' : 'yes',
}));

const options = {
  label: 'y',
  trials: 2,
  workers: 1,
  models: ['linear'],
  metric: 'log_loss',
} as const;

async function fitted(rows: readonly object[], more: Partial<FitOptions> = {}) {
  const notes: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'note') notes.push(event.message);
  };
  const predictor = await fit([...rows], { ...options, ...more, onProgress });
  return { predictor, told: notes.filter((note) => note.includes('are copies of others')) };
}

test('where the labels of copies agree, rows that are copies are answered by them, in a saved model too', async () => {
  const { predictor, told } = await fitted([...draws, ...draws.slice(0, 60)]);
  expect(told).toEqual([expect.stringContaining('120 rows (40 %) are copies of others')]);
  const asked = draws.map(({ x, z }) => ({ x, z }));
  const truth = draws.map(({ y }) => y);
  expect(await predictor.predict(asked)).toEqual(truth);
  // A row that differs by little is none.
  const near = await predictor.predictProba([{ x: (draws[0]?.x ?? 0) + 1e-9, z: draws[0]?.z }]);
  expect(near[0]?.yes).toBeGreaterThan(0.2);
  expect(near[0]?.yes).toBeLessThan(0.8);
  const path = join(mkdtempSync(join(tmpdir(), 'autofit-')), 'model.safetensors');
  await predictor.save(path);
  const again = await loadPredictor(path);
  expect(await again.predictProba(asked)).toEqual(await predictor.predictProba(asked));
  const { notes } = await exportOnnx(path);
  expect(notes).toContainEqual(
    expect.stringContaining('copies of training rows are answered by the models alone'),
  );
});

test('copies whose labels are drawn anew, few copies, and rows with weights leave the answer to the models', async () => {
  const other = (y: string) => (random.next() < 0.5 ? y : y === 'no' ? 'yes' : 'no');
  const anew = draws.slice(0, 60).map((row) => ({ ...row, y: other(row.y) }));
  expect((await fitted([...draws, ...anew])).told).toEqual([]);
  expect((await fitted([...draws, ...draws.slice(0, 5)])).told).toEqual([]);
  // Few values: the same features are no sign of a copy, and the models have seen them, however little a line makes of it.
  const few = draws.map((_, i) => {
    const [x, z] = [i % 5, i % 4];
    return { x, z, y: (x * z + (x >> 1)) % 2 ? 'yes' : 'no' };
  });
  expect((await fitted(few)).told).toEqual([]);
  const weighed = [...draws, ...draws.slice(0, 60)].map((row, i) => ({ ...row, w: 1 + (i % 2) }));
  expect((await fitted(weighed, { weight: 'w' })).told).toEqual([]);
  const validation = [...draws.slice(0, 60), ...draws.slice(0, 60)];
  expect((await fitted(draws.slice(60), { validation })).told).toEqual([]);
});
