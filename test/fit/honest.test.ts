import { expect, test } from 'vitest';
import { fit, loadPredictor } from '../../src/index.js';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import { sampleRows } from '../fixtures/rows.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { tinyPreset } from '../fixtures/tiny-preset.js';

const folder = tempFolder();
const preset = folder.write('tiny.json', tinyPreset);
const options = { label: 'price', preset, trials: 2, workers: 1 } as const;
const rows = sampleRows(100).map(({ x, group, price }) => ({ x, group, price }));

test('rows that are set aside are fitted and chosen by nothing, and scored once', async () => {
  const { summary } = await fit(rows, { ...options, honest: true });
  expect(summary.rows).toBe(80);
  const { scoreTest = Number.NaN, scoreTestInterval = [Number.NaN, Number.NaN] } = summary;
  const [low, high] = scoreTestInterval;
  expect(low).toBeLessThan(scoreTest);
  expect(high).toBeGreaterThan(scoreTest);
});

test('labels of rows that are set aside change nothing but their score', async () => {
  const plain = await fit(rows, { ...options, honest: true });
  const kept = new Set<number>();
  // A label is found to be set aside when another one in its place leaves the validation score as it was.
  for (const [i, row] of rows.entries()) {
    if (i % 10 > 0) continue;
    const changed = rows.map((own) =>
      own === row ? { ...own, price: Number(own.price) + 9 } : own,
    );
    const { summary } = await fit(changed, { ...options, honest: true, trials: 1 });
    const before = plain.leaderboard().find(({ name }) => name === 'linear-1');
    const after = summary.leaderboard.find(({ name }) => name === 'linear-1');
    if (after?.scoreValidation === before?.scoreValidation) {
      expect(summary.scoreTest).not.toBe(plain.summary.scoreTest);
    } else kept.add(i);
  }
  expect(kept.size).toBeGreaterThan(4);
  expect(kept.size).toBeLessThan(10);
});

test('rows of a group are set aside together', async () => {
  const { summary } = await fit(rows, { ...options, honest: true, group: 'group' });
  const groups = new Map<unknown, number>();
  for (const { group } of rows) groups.set(group, (groups.get(group) ?? 0) + 1);
  // Each of them is more than a fifth of the rows: the smallest is set aside.
  expect(100 - summary.rows).toBe(Math.min(...groups.values()));
});

test('they exclude a file of test rows', async () => {
  const both = fit(rows, { ...options, honest: true, test: rows });
  await expect(both).rejects.toThrow('`honest` and `test` exclude each other');
});

test('test rows of which the metric has no score are told of, and later rows are judged beside validation', async () => {
  const test = rows.slice(0, 20).map((row) => ({ ...row, price: 5 }));
  const warnings: string[] = [];
  const out = folder.at('run');
  const { summary } = await fit(rows, {
    ...{ ...options, test, metric: 'r2', out, report: false },
    onProgress: (event) => event.kind === 'warning' && warnings.push(event.message),
  });
  expect(warnings.join()).toContain(
    'r2 has no score of the test rows, as where all labels are alike',
  );
  expect(summary).not.toHaveProperty('scoreTest');
  expect(summary).not.toHaveProperty('scoreTestInterval');
  const { score } = await (await loadPredictor(out)).drift(rows);
  expect(score?.before).toMatchObject({ on: 'validation', score: expect.any(Number) });
});

test('rows to judge by that models are trained on are told of, all or some of them', async () => {
  const warnings: string[] = [];
  const onProgress = (event: ProgressEvent) => {
    if (event.kind === 'warning') warnings.push(event.message);
  };
  await fit(rows, { ...options, test: rows.toReversed(), onProgress });
  await fit(rows, { ...options, validation: rows.toReversed(), onProgress });
  const are = 'are rows that models are trained on: their score is better than that of new rows';
  expect(warnings.filter((message) => message.includes(are))).toEqual([
    `all 100 rows of \`test\` ${are} will be`,
    `all 100 rows of \`validation\` ${are} will be`,
  ]);
  const train = rows.slice(0, 70);
  await fit(train, { ...options, test: rows.slice(50), onProgress });
  await fit(train, { ...options, test: rows.slice(70), onProgress });
  expect(warnings.filter((message) => message.includes(are)).slice(2)).toEqual([
    `20 of the 50 rows of \`test\` ${are} will be`,
  ]);
  const [validation, others] = [rows.slice(70, 90), rows.slice(60)];
  warnings.length = 0;
  await fit(train, { ...options, validation, test: validation, onProgress });
  await fit(train, { ...options, validation, test: validation, refit: true, onProgress });
  await fit(train, { ...options, validation, test: others, refit: true, onProgress });
  const chosen = 'are rows of `validation`, by which models are chosen: their score is better';
  expect(warnings.filter((message) => message.includes('their score is better'))).toEqual([
    expect.stringContaining(`all 20 rows of \`test\` ${chosen}`),
    expect.stringContaining(`all 20 rows of \`test\` ${are}`),
    expect.stringContaining(`all 20 rows of \`test\` ${chosen}`),
    expect.stringContaining(`30 of the 40 rows of \`test\` ${are}`),
    expect.stringContaining(`20 of the 40 rows of \`test\` ${chosen}`),
  ]);
});
