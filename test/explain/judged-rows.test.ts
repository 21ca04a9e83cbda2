import { expect, test } from 'vitest';
import { sampleJudged } from '../../src/explain/judged-rows.js';
import { permutationImportance } from '../../src/explain/permutation-importance.js';
import { createWatch } from '../../src/explain/watch.js';
import type { Metric } from '../../src/metrics/metric.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';

/** Rows with one signal, of which the largest are of class 1: a share of all. */
function tableOf(rows: number, share: number): Table {
  const random = randomStream('judged', rows);
  const values = Float64Array.from({ length: rows }, () => random.next());
  const noise = () => 0.3 * (random.next() - 0.5);
  const target = Int32Array.from(values, (value) => Number(value + noise() > 1 - share));
  return { kind: 'table', rows, columns: [{ kind: 'numeric', name: 'x', values }], target };
}
const task = { kind: 'binary', classes: 2, positive: 1 } as const;
const metrics = [metricNamed('average_precision')];
const half = (rows: number) =>
  [0, 1].map((part) => placesOf(rows).filter((row) => row % 2 === part));
const placesOf = (rows: number) => Int32Array.from({ length: rows }, (_, row) => row);

test('of a class with three rows all are drawn, and each class counts for its rows', () => {
  const rows = 19_908;
  const target = Int32Array.from({ length: rows }, (_, row) => Number(row % 6636 === 7));
  const table: Table = { kind: 'table', rows, columns: [], target };
  const { parts, standFor } = sampleJudged(table, half(rows), {
    metrics,
    task,
    most: 5000,
    seed: 1,
  });
  const drawn = parts.flatMap((part) => [...part]);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn.length).toBeLessThanOrEqual(5000);
  expect(drawn.length).toBeGreaterThan(4990);
  for (const [place, part] of parts.entries())
    expect(part.every((row) => row % 2 === place)).toBe(true);
  const countOf = (label: number) =>
    drawn
      .filter((row) => target[row] === label)
      .reduce((sum, row) => sum + (standFor?.[row] ?? 1), 0);
  expect(drawn.filter((row) => target[row] === 1)).toHaveLength(3);
  expect(countOf(1)).toBeCloseTo(3, 9);
  expect(countOf(0)).toBeCloseTo(rows - 3, 6);
});

test('few rows are all judged, and a metric of one’s own has rows as they come', () => {
  const table = tableOf(100, 0.1);
  const all = sampleJudged(table, half(100), { metrics, task, most: 100, seed: 1 });
  expect(all).toEqual({ parts: half(100) });
  const own: Metric = { ...metricNamed('average_precision'), isCustom: true };
  const some = sampleJudged(table, half(100), { metrics: [own], task, most: 40, seed: 1 });
  expect(some.standFor).toBeUndefined();
  expect(some.parts.flatMap((part) => [...part])).toHaveLength(40);
});

test('numbers are drawn as they come, and so are classes too many for the rows', () => {
  const rows = 20_000;
  // Twenty refunds far from all others, in a column of which most are 0.
  const target = Float64Array.from({ length: rows }, (_, row) =>
    row % 1000 === 0 ? -5500 : Math.max(0, (row % 100) - 60),
  );
  const table: Table = { kind: 'table', rows, columns: [], target };
  const numbers = { kind: 'regression', classes: 0 } as const;
  const drawn = sampleJudged(table, half(rows), { metrics, task: numbers, most: 1000, seed: 1 });
  expect(drawn.standFor).toBeUndefined();
  const refunds = drawn.parts.flatMap((part) => [...part.filter((row) => row % 1000 === 0)]);
  expect(drawn.parts.flatMap((part) => [...part])).toHaveLength(1000);
  expect(refunds.length).toBeLessThan(6);
  for (const [classes, most] of [
    [60, 50],
    [30, 100],
  ] as const) {
    const task = { kind: 'multiclass', classes } as const;
    const even = { ...table, target: Int32Array.from({ length: 3000 }, (_, row) => row % classes) };
    const sample = sampleJudged({ ...even, rows: 3000 }, half(3000), {
      metrics,
      task,
      most,
      seed: 1,
    });
    expect(sample.standFor).toBeUndefined();
    expect(sample.parts.flatMap((part) => [...part])).toHaveLength(most);
  }
});

test('of classes of every size some rows are drawn, and rows stand for all', () => {
  const classes = 24;
  const rows = 5000;
  const random = randomStream('sizes');
  const target = Int32Array.from({ length: rows }, (_, row) =>
    row < classes ? row : Math.floor(classes * random.next() ** 6),
  );
  const table: Table = { kind: 'table', rows, columns: [], target };
  const judging = { metrics, task: { kind: 'multiclass', classes } as const, seed: 1 };
  for (const most of [100, 110, 150, 200, 500, 1000]) {
    const { parts, standFor } = sampleJudged(table, half(rows), { ...judging, most });
    const drawn = parts.flatMap((part) => [...part]);
    expect(drawn.length).toBeLessThanOrEqual(most);
    expect(drawn.length).toBeGreaterThan(0.75 * most);
    expect(new Set(drawn.map((row) => target[row])).size).toBe(classes);
    const stood = drawn.reduce((sum, row) => sum + (standFor?.[row] ?? 1), 0);
    expect(stood).toBeCloseTo(rows, 6);
  }
});

test('rows that were drawn score, and fall by a shuffle, as all of them do', async () => {
  const rows = 8000;
  const table = tableOf(rows, 0.005);
  const predict = async ({ columns: [column] }: Table) => {
    const values = column && 'values' in column ? column.values : [];
    return Float64Array.from([...values].flatMap((value) => [1 - value, value]));
  };
  const importance = async (most: number) => {
    const names = ['log_loss', 'average_precision', 'roc_auc'];
    const judging = { metrics: names.map((name) => metricNamed(name)), task, most, seed: 3 };
    const { parts, standFor } = sampleJudged(table, [placesOf(rows)], judging);
    return permutationImportance(
      table,
      parts.map((part) => ({ rows: part, predict })),
      {
        ...{ metrics: judging.metrics, task, repeats: 4, seed: 0, standFor },
        players: { columns: [['x']], playerOf: new Map([['x', 0]]) },
        allocate: (bytes) => new ArrayBuffer(bytes),
        watch: createWatch(),
      },
    );
  };
  const [whole, some] = [await importance(rows), await importance(600)];
  for (const [place, { score, columns }] of whole.entries()) {
    expect(Math.abs((some[place]?.score ?? 0) - score)).toBeLessThan(0.06);
    const [own] = columns;
    const found = some[place]?.columns[0]?.importance ?? 0;
    expect(Math.abs(found / (own?.importance ?? 0) - 1)).toBeLessThan(0.25);
  }
});
