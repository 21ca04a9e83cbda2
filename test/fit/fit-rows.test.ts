import { expect, test } from 'vitest';
import { type FitOptions, fit } from '../../src/index.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';

const rows = Array.from({ length: 120 }, (_, i) => ({
  x: (i * 37) % 101,
  at: new Date(Date.UTC(2024, 0, 1 + i)),
  shop: `s${i % 12}`,
  w: 1 + (i % 3),
  y: (i * 37) % 101 > 50 ? 'yes' : 'no',
}));
/** Two short trainings. */
const families = {
  linear: { defaults: { epochs: 20 } },
  'boosted-trees': { defaults: { rounds: 10 } },
};
const options = {
  label: 'y',
  trials: 2,
  workers: 1,
  models: ['linear', 'boosted-trees'],
  families,
} as const;

async function fitted(more: Partial<FitOptions>) {
  const notes: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'note' || event.kind === 'warning') notes.push(event.message);
  };
  return { predictor: await fit(rows, { ...options, ...more, onProgress }), notes };
}

test('weight and group are no features; the time is one', async () => {
  const { predictor } = await fitted({ weight: 'w', group: 'shop' });
  expect(predictor.info.features).toEqual(['x', 'at']);
  const ordered = await fitted({ timeColumn: 'at', ignore: ['shop', 'w'] });
  expect(ordered.predictor.info.features).toEqual(['x', 'at']);
});

test('a label that is named to be left out, and folds that there cannot be, are told of', async () => {
  const { notes } = await fitted({ ignore: ['y'], group: 'shop', folds: 20 });
  expect(notes).toContain('`ignore` names "y", which is the label, and stays it');
  expect(notes).toContain('the table has 12 folds, not 20: rows that stay together make no more');
});

test('weights count in the scores', async () => {
  const heavy = rows.map((row) => ({ ...row, w: row.y === 'yes' ? 1000 : 1 }));
  const predictor = await fit(heavy, { ...options, weight: 'w', models: ['constant'] });
  const [chance] = await predictor.predictProba([{ x: 1, at: '2024-01-01', shop: 's1' }]);
  expect(chance?.yes).toBeGreaterThan(0.95);
  const weighted = await predictor.evaluate(heavy, ['accuracy']);
  expect(weighted.metrics.accuracy).toBeGreaterThan(0.99);
});

test('scores of given rows say whether they are weighted, and how to have them otherwise', async () => {
  const predictor = await fit(rows, { ...options, weight: 'w', models: ['constant'] });
  // All of them are those that it was trained on, which is told too.
  const asked = rows.slice(1);
  const weighted = await predictor.evaluate(asked, ['log_loss']);
  expect(weighted).toMatchObject({
    weighted: true,
    notes: ['weighted by column "w": leave the column out of the data to count rows alike'],
  });
  const { notes } = await predictor.evaluate(
    asked.map((row, i) => (i < 3 ? { ...row, w: 0 } : row)),
  );
  expect(notes[0]).toBe(
    `weighted by column "w", by which 3 of ${asked.length} rows count nothing: leave the column out of the data to count rows alike`,
  );
  const bare = asked.map(({ w: _, ...row }) => row);
  const alike = await predictor.evaluate(bare, ['log_loss']);
  expect(alike.weighted).toBe(false);
  expect(alike.notes).toContain('not weighted: the data has no column "w"');
  expect(alike.metrics).not.toEqual(weighted.metrics);
  const { predictor: plain } = await fitted({ models: ['constant'] });
  expect(await plain.evaluate(asked)).toMatchObject({ weighted: false, notes: [] });
});

test('rows of a validation file without the weight column count 1 each, and those to fit on by their weights', async () => {
  const heavy = rows.map((row) => ({ ...row, w: row.x > 50 ? 9000 : 1000 }));
  const bare = rows.map(({ w: _, ...row }) => row);
  const notes: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'note') notes.push(event.message);
  };
  const more = { label: 'x', weight: 'w', validation: bare, models: ['constant'], onProgress };
  const predictor = await fit(heavy, { ...options, ...more });
  expect(notes.some((note) => note.includes('no weight column "w": each row counts 1'))).toBe(true);
  const total = heavy.reduce((sum, { w }) => sum + w, 0);
  const mean = heavy.reduce((sum, { x, w }) => sum + x * w, 0) / total;
  expect((await predictor.predict(bare.slice(0, 1)))[0]).toBeCloseTo(mean, 3);
  const { metrics } = await predictor.evaluate(bare, ['rmse']);
  expect(predictor.summary.best.scoreValidation).toBeCloseTo(metrics.rmse ?? Number.NaN, 10);
});

test('a fold that has no row to train on that counts is a mistake that names the weights', async () => {
  const one = rows.map((row) => ({ ...row, w: row.shop === 's0' ? 1 : 0 }));
  const given = { ...options, weight: 'w', group: 'shop', folds: 3 };
  await expect(fit(one, given)).rejects.toThrow(/Every row that fold \d trains on has weight 0/);
});

test('rows of a validation file are judged by and never fitted on', async () => {
  const later = rows.slice(60);
  const predictor = await fit(rows.slice(0, 60), { ...options, validation: later });
  expect(predictor.summary.rows).toBe(120);
  const { metrics } = await predictor.evaluate(later, ['log_loss']);
  expect(metrics.log_loss).toBeCloseTo(predictor.summary.best.scoreValidation ?? Number.NaN, 5);
});

test.each([
  [{ group: 'shop', timeColumn: 'at' }, '`group` and `timeColumn` exclude each other'],
  [{ validation: rows, folds: 3 }, '`validation` and `folds` exclude each other'],
  [{ weight: 'wight' }, '`weight` names "wight", which is not a column'],
  [{ weight: 'y' }, '`weight` names "y", which is something else'],
  [{ label: 'x', timeColumn: 'x' }, '`timeColumn` names "x", which is something else'],
  [{ timeColumn: 'shop' }, 'which has no order in time'],
  [{ weight: 'shop' }, 'has the weight "s0"'],
])('%j is a clear mistake', async (more, message) => {
  await expect(fitted(more)).rejects.toThrow(message);
});

test('a chosen model that had too few epochs to converge is told of', async () => {
  const families = { linear: { defaults: { epochs: 3 } } };
  const short = await fitted({ models: ['linear'], trials: 1, families });
  const told = 'linear-1 has not converged: 5 of 5 folds still got better when training ended';
  expect(short.notes.join()).toContain(told);
  const row = short.predictor.leaderboard().find(({ name }) => name === 'linear-1');
  expect(row?.reason).toBe('5 of 5 folds still got better when training ended');
});

test.each(['test', 'validation'] as const)(
  'mistakes and notes of `%s` in memory say that they are of it',
  async (name) => {
    const asked = (data: object[]) => fitted({ [name]: data, models: ['constant'] });
    await expect(asked([])).rejects.toThrow(`\`${name}\`: The data has no rows.`);
    await expect(asked([{ x: 1 }])).rejects.toThrow(`the data of \`${name}\` lacks the column(s)`);
    const { notes } = await asked(rows.map((row) => ({ ...row, more: 1 })));
    expect(notes).toContainEqual(expect.stringContaining(`the data of \`${name}\`: columns that`));
  },
);
