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
