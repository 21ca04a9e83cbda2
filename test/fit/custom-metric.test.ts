import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type ClassesMetric,
  exportStudy,
  fit,
  leaderboardTable,
  loadPredictor,
  type NumbersMetric,
  paretoFront,
  report,
  resume,
} from '../../src/index.js';
import { loadState } from '../../src/predictor/load-state.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const quick = { label: 'y', trials: 2, models: ['linear', 'neighbours'], workers: 1 } as const;

const rows = Array.from({ length: 90 }, (_, i) => ({
  x: (i * 37) % 50,
  z: (i * 11) % 7,
  y: (i * 37) % 50 > 33 + ((i * 7) % 13) - 6 ? 'yes' : 'no',
}));
const numbers = rows.map(({ x, z }) => ({ x, z, y: 3 * x + (z > 3 ? 20 : 0) + 1 }));

const cubicError: NumbersMetric = {
  name: 'cubic_error',
  direction: 'minimize',
  judges: 'numbers',
  score: (truth, predictions) =>
    truth.reduce((sum, y, row) => sum + Math.abs(y - (predictions[row] ?? 0)) ** 3, 0) /
    truth.length,
};

/** F2 by hand. */
const found: ClassesMetric = {
  name: 'found',
  direction: 'maximize',
  judges: 'classes',
  score(truth, predictions, { classes, weights }) {
    const yes = classes.indexOf('yes');
    let [right, taken, actual] = [0, 0, 0];
    for (const [row, code] of truth.entries()) {
      const weight = weights?.[row] ?? 1;
      if (predictions[row] === yes) taken += weight;
      if (code === yes) actual += weight;
      if (code === yes && predictions[row] === yes) right += weight;
    }
    return right === 0 ? 0 : (5 * right) / (4 * actual + taken);
  },
};

describe('a metric of one’s own decides', () => {
  test('the same as the one of autofit that says the same, threshold included', async () => {
    const own = await fit(rows, { ...quick, metric: found });
    const built = await fit(rows, { ...quick, metric: 'f2' });
    expect(own.summary.metric).toEqual({ name: 'found', direction: 'maximize' });
    const scores = (p: typeof own) => p.leaderboard().map((row) => [row.name, row.weight]);
    expect(scores(own)).toEqual(scores(built));
    expect(own.summary.best.scoreValidation).toBeCloseTo(
      built.summary.best.scoreValidation ?? Number.NaN,
      12,
    );
    expect((await loadState(await own.toBytes())).threshold).not.toBe(0.5);
  });

  test('for numbers, with a function and test rows, and the model file keeps its name alone', async () => {
    const own = await fit(numbers, { ...quick, metric: cubicError, test: numbers.slice(0, 20) });
    const state = await loadState(await own.toBytes());
    expect(state).toMatchObject({ metric: 'cubic_error', customMetric: { direction: 'minimize' } });
    expect(own.summary.scoreTest).toBeGreaterThan(0);
    expect(leaderboardTable(own.leaderboard())).toContain('cubic_error ↓');
    expect(paretoFront(own.summary.leaderboard, 'cubic_error').length).toBeGreaterThan(0);
    const evaluated = await own.evaluate(numbers);
    expect(Object.keys(evaluated.metrics)).toEqual(['rmse', 'mae', 'r2']);
    expect(evaluated.notes.join()).toContain('cubic_error, which decided, is left out');
    const { metrics } = await own.evaluate(numbers, [cubicError, 'mae']);
    expect(metrics.cubic_error).toBeGreaterThan(metrics.mae ?? Infinity);
    await expect(own.leaderboardOn(numbers)).rejects.toMatchObject({ code: 'METRIC_NEEDED' });
    const board = await own.leaderboardOn(numbers, [cubicError]);
    expect(board.find(({ rank }) => rank === 1)?.scoreTest).toBeCloseTo(
      metrics.cubic_error ?? 0,
      9,
    );
  });
});

test('a run with it is resumed with it alone, reported by another one, and exported', async () => {
  const file = folder.at('rows.csv');
  writeFileSync(file, ['x,z,y', ...numbers.map(({ x, z, y }) => `${x},${z},${y}`)].join('\n'));
  const out = folder.at('run');
  await fit(file, { ...quick, metric: cubicError, out, report: false });
  const more = { workers: 1, trials: '+1' } as const;
  await expect(resume(out, more)).rejects.toMatchObject({ code: 'METRIC_NEEDED' });
  await expect(
    resume(out, { ...more, metric: { ...cubicError, name: 'other' } }),
  ).rejects.toMatchObject({ code: 'OTHER_METRIC' });
  const { summary } = await resume(out, { ...more, metric: cubicError });
  expect(summary.trials).toBe(3);
  // A finished run needs it no more.
  expect((await resume(out)).summary.metric.name).toBe('cubic_error');
  expect(await exportStudy(out)).toMatch(/"directions":\[1\]/);
  const written = await report(out);
  expect(JSON.stringify(written.facts)).toContain('"insteadOf":"cubic_error"');
  const loaded = await loadPredictor(out);
  expect(loaded.info.metric).toBe('cubic_error');
  const { importance } = await loaded.explain();
  expect(JSON.stringify(importance)).toContain('rmse');
});

describe('a metric that says nothing of use ends the fit with its name', () => {
  const fitBy = (score: NumbersMetric['score']) =>
    fit(numbers, { ...quick, metric: { ...cubicError, score } });

  test('before training', async () => {
    await expect(fitBy(() => Number.NaN)).rejects.toThrow(
      'The metric "cubic_error" is NaN where every row is answered by the mean.',
    );
    await expect(fitBy(() => 'x' as never)).rejects.toThrow('gave "x", not a number');
  });

  test('while it goes on', async () => {
    let asked = 0;
    const failing = () => {
      if (++asked > 8) throw new Error('out of patience');
      return 1;
    };
    await expect(fitBy(failing)).rejects.toThrow(
      'The metric "cubic_error" failed: out of patience.',
    );
  });

  test('and warns where it says nothing of weights', async () => {
    const told: string[] = [];
    await fit(
      numbers.map((row, i) => ({ ...row, w: 1 + (i % 3) })),
      {
        ...quick,
        weight: 'w',
        metric: cubicError,
        onProgress: (event) => event.kind === 'warning' && told.push(event.message),
      },
    );
    expect(told.join()).toContain('cubic_error counts all rows alike');
  });
});
