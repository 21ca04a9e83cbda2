import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Drift } from '../../src/drift/drift.js';
import { fit } from '../../src/fit/fit.js';
import { loadPredictor as loadBytes } from '../../src/predictor/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import type { FilePredictor } from '../../src/run/predictor-file.js';
import { loadPredictor, openPredictor } from '../../src/run/predictor-file.js';
import { randomStream } from '../../src/util/random.js';
import { changedRows, drawRows } from '../fixtures/drift-rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const run = folder.at('run');
let predictor: FilePredictor;

beforeAll(async () => {
  await fit(drawRows(600, 1), {
    label: 'price',
    trials: 1,
    workers: 1,
    models: ['linear'],
    types: { tags: 'list', street: 'categorical' },
    out: run,
    report: false,
  });
  predictor = await loadPredictor(run, { workers: 1 });
});

function columnOf({ columns, predictions, label }: Drift, name: string) {
  const found = [...columns, ...predictions, ...(label ? [label] : [])].find(
    (own) => own.name === name,
  );
  if (!found) throw new Error(`no column ${name}`);
  return found;
}

describe('rows of the same kind as training', () => {
  test.each([30, 200])('are not taken for others, of %i rows', async (rows) => {
    let [found, moved] = [0, 0];
    // Scores take most of the time: a few tables have labels.
    for (let seed = 0; seed < 16; seed++) {
      const own = drawRows(rows, 1000 + seed, (row) => (seed < 4 ? row : { ...row, price: '' }));
      const drift = await predictor.drift(own);
      if (drift.found) found++;
      if (drift.columns.some(({ verdict }) => verdict === 'moved')) moved++;
    }
    expect(found).toBeLessThan(2);
    expect(moved).toBeLessThan(3);
  });
});

test('test rows of the fit that are copies of training rows are scored as the fit scored them', async () => {
  const random = randomStream(5, 'drift of copies');
  const draws = Array.from({ length: 80 }, () => ({ x: random.next(), y: random.next() }));
  const out = folder.at('copies');
  const test = draws.slice(0, 60);
  const options = { label: 'y', trials: 1, workers: 1, models: ['linear'], report: false } as const;
  await fit([...draws, ...draws], { ...options, test, out });
  const { found, score } = await (await loadPredictor(out, { workers: 1 })).drift(test);
  expect(score?.before.on).toBe('test');
  expect(score?.score).toBe(score?.before.score);
  expect(found).toBe(false);
});

test('where a metric of one’s own chose, both scores are of the default one', async () => {
  const metric = {
    name: 'thousandths',
    direction: 'minimize',
    score: (truth: ArrayLike<number>, said: ArrayLike<number>) =>
      1000 * Math.max(...Array.from(truth, (own, row) => Math.abs(own - (said[row] ?? 0)))),
  } as const;
  const out = folder.at('own');
  const options = { label: 'price', trials: 1, workers: 1, models: ['linear'], out } as const;
  await fit(drawRows(300, 3), { ...options, metric, test: drawRows(200, 4), report: false });
  const rows = drawRows(200, 5);
  const { score } = await (await loadPredictor(out, { workers: 1 })).drift(rows);
  expect(score).toMatchObject({ metric: 'rmse', before: { on: 'validation' } });
  expect((score?.before.score ?? 0) / (score?.score ?? 0)).toBeCloseTo(1, 0);
  const bytes = readFileSync(folder.at('own/model.safetensors'));
  const alone = await openPredictor(await loadState(bytes), 1).drift(rows);
  expect(alone.score).toBeUndefined();
  expect(alone.notes.join()).toContain('no file keeps "thousandths", a metric of your own');
});

test('what a baseline answers is not compared: each fold has another mean, none of which is that of all', async () => {
  const rows = drawRows(300, 1);
  const signal = AbortSignal.abort();
  const out = folder.at('baseline');
  const { summary } = await fit(rows, { label: 'price', workers: 1, out, report: false, signal });
  expect(summary.baselineOnly).toBe(true);
  const drift = await (await loadPredictor(out, { workers: 1 })).drift(rows);
  expect(drift).toMatchObject({ found: false, predictions: [] });
  expect(drift.notes.join()).toContain('baseline');
});

describe('rows of another kind', () => {
  test.each(changedRows)('%s are found', async (_, name, change) => {
    const hasLabel = name === 'price';
    const drift = await predictor.drift(
      drawRows(300, 5, (row, i) => ({ ...change(row, i), ...(!hasLabel && { price: '' }) })),
    );
    expect(drift.found).toBe(true);
    const own = columnOf(drift, name);
    expect(own.verdict).toBe('drifted');
    expect(own.psi).toBeGreaterThan(0.2);
    expect(own.pValue).toBeLessThan(0.01);
    const others = drift.columns.filter((other) => other.name !== name);
    expect(others.map(({ verdict }) => verdict)).not.toContain('drifted');
  });

  test('new levels are named with their rows, values beyond training are counted', async () => {
    const drift = await predictor.drift(
      drawRows(200, 6, (row, i) => ({
        ...row,
        city: i < 12 ? 'Paris' : i < 15 ? 'Nice' : row.city,
        tags: i < 4 ? 'new|wet' : row.tags,
        age: i < 7 ? 500 : i < 9 ? -3 : row.age,
      })),
    );
    expect(columnOf(drift, 'city').newLevels).toEqual({
      rows: 15,
      levels: 2,
      commonest: [
        { name: 'Paris', rows: 12 },
        { name: 'Nice', rows: 3 },
      ],
    });
    expect(columnOf(drift, 'tags').newLevels?.commonest).toEqual([{ name: 'new', rows: 4 }]);
    expect(columnOf(drift, 'age').beyond).toMatchObject({ below: 2, above: 7 });
    // 7 of 180 beyond the range is no drift by the index, and no chance either.
    expect(columnOf(drift, 'age').verdict).toBe('moved');
  });

  test('of five rows that are all larger than nearly all of training too', async () => {
    const drift = await predictor.drift(
      drawRows(5, 5, (row, i) => ({ ...row, size: 3 + i, price: '' })),
    );
    // Too few for bins: Kolmogorov–Smirnov is sure.
    const { verdict, psi, pValue } = columnOf(drift, 'size');
    expect([drift.found, verdict]).toEqual([true, 'drifted']);
    expect(psi).toBeGreaterThan(0.2);
    expect(pValue).toBeGreaterThan(0.01);
  });

  test('predictions and scores are worse by an interval; the worst column stands first', async () => {
    const turned = drawRows(200, 7, (row) => ({ ...row, size: -2 * Number(row.size) }));
    const drift = await predictor.drift(turned);
    expect(drift.columns[0]?.name).toBe('size');
    const { score } = drift;
    expect(score).toMatchObject({ metric: 'rmse', rows: 200, verdict: 'worse' });
    expect(score?.before).toMatchObject({ on: 'validation' });
    expect(score?.gainInterval?.[1]).toBeLessThan(0);
    expect(score?.gain).toBeCloseTo((score?.before.score ?? 0) - (score?.score ?? 0), 9);
    const evaluated = await predictor.evaluate(turned);
    expect(score?.score).toBeCloseTo(evaluated.metrics.rmse ?? 0, 9);
  });
});

describe('what is left out', () => {
  test('ignored columns are not judged, a higher threshold takes less for drift', async () => {
    const larger = drawRows(300, 5, (row) => ({ ...row, size: Number(row.size) + 1, price: '' }));
    const ignoring = await predictor.drift(larger, { ignore: ['size'] });
    expect(ignoring.columns.map(({ name }) => name)).not.toContain('size');
    const { psi } = columnOf(await predictor.drift(larger), 'size');
    const high = await predictor.drift(larger, { threshold: 1 + (psi ?? 0) });
    expect([high.found, columnOf(high, 'size').verdict]).toEqual([false, 'moved']);
  });

  test('the label may move too, and is scored all the same', async () => {
    const rows = drawRows(60, 5, (row) => ({ ...row, price: Number(row.price) + 15 }));
    const { label, score } = await predictor.drift(rows, { ignore: ['price'] });
    expect([label, score?.verdict]).toEqual([undefined, 'worse']);
  });

  test('rows without labels are compared, some labels are scored alone', async () => {
    const none = await predictor.drift(drawRows(60, 8, ({ price: _, ...row }) => row));
    const empty = await predictor.drift(drawRows(60, 8, (row) => ({ ...row, price: '' })));
    expect([none.score, none.label, empty.score, empty.rows]).toEqual([
      undefined,
      undefined,
      undefined,
      60,
    ]);
    const some = await predictor.drift(
      drawRows(60, 8, (row, i) => ({ ...row, price: i < 45 ? row.price : '' })),
    );
    expect([some.rows, some.score?.rows]).toEqual([60, 45]);
    const whole = await predictor.evaluate(drawRows(60, 8).slice(0, 45));
    expect(some.score?.score).toBeCloseTo(whole.metrics.rmse ?? 0, 9);
  });

  test('an absent column, a wrong option and a foreign column are mistakes', async () => {
    const lacking = drawRows(30, 9, ({ size: _, ...row }) => row);
    await expect(predictor.drift(lacking)).rejects.toThrow('lacks the column(s) "size"');
    const rows = drawRows(30, 9);
    await expect(predictor.drift(rows, { threshold: 0 })).rejects.toThrow(
      '`threshold` cannot be 0.',
    );
    await expect(predictor.drift(rows, { ignore: ['sise'] })).rejects.toThrow(
      '`ignore` names "sise"',
    );
  });
});

describe('the model file', () => {
  test('tells of predictions by itself, but not how sure the score was', async () => {
    const bytes = await predictor.toBytes();
    const alone = await loadPredictor(folder.write('alone.safetensors', bytes), { workers: 1 });
    const rows = drawRows(100, 10);
    const [of, whole] = [await alone.drift(rows), await predictor.drift(rows)];
    expect(of.predictions).toEqual(whole.predictions);
    expect(of.columns).toEqual(whole.columns);
    expect(of.score?.verdict).toBe('unsure');
    expect(of.score?.gainInterval).toBeUndefined();
    expect(of.notes.join()).toContain('give the run folder');
  });

  test('one that was saved without distributions still scores, and says what it lacks', async () => {
    const { answers, spreads: _, ...old } = await loadState(await predictor.toBytes());
    expect(answers?.rows).toBe(600);
    const bytes = await saveState(old);
    await loadBytes(bytes);
    const drift = await openPredictor(await loadState(bytes), 1).drift(drawRows(100, 10));
    expect(new Set(drift.columns.map(({ verdict }) => verdict))).toEqual(new Set(['unjudged']));
    expect(drift.predictions).toEqual([]);
    expect(drift.score?.rows).toBe(100);
    expect(drift.notes.join()).toContain('fit again for columns');
  });
});

test('levels and classes that only a validation file has are no gaps of training', async () => {
  const drawn = (levels: string, labels: string, rows: number) =>
    Array.from({ length: rows }, (_, i) => ({
      x: (i * 7) % 40,
      level: levels[i % levels.length],
      label: labels[(i * 3 + (i % 5)) % labels.length],
    }));
  const [train, validation] = [drawn('abc', 'yn', 120), drawn('abdd', 'ynm', 60)];
  const out = folder.at('validated');
  await fit(train, {
    ...{ label: 'label', validation, trials: 1, workers: 1, models: ['linear'], out },
    report: false,
  });
  const own = await loadPredictor(out, { workers: 1 });
  const found = await own.drift([...train, ...validation]);
  for (const name of ['level', 'label']) {
    expect(columnOf(found, name)).toMatchObject({
      verdict: 'steady',
      psi: 0,
      missing: { trained: 0, now: 0 },
    });
  }
});
