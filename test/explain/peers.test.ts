import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gridRows } from '../../src/explain/grid.js';
import { partialDependence } from '../../src/explain/partial-dependence.js';
import { permutationImportance } from '../../src/explain/permutation-importance.js';
import { shapleyExact } from '../../src/explain/shapley-exact.js';
import { shapleySampling } from '../../src/explain/shapley-sampling.js';
import { createTreeShap } from '../../src/explain/tree-shap.js';
import { createWatch } from '../../src/explain/watch.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Column, Table } from '../../src/table/table.js';
import { gameOfRows, matrixOf, type PlainTree, treeOf, treeSums } from '../fixtures/games.js';

type Rows = readonly (readonly number[])[];
interface Reference {
  readonly boosted: {
    readonly start: number;
    readonly trees: readonly PlainTree[];
    readonly x: Rows;
    readonly background: Rows;
    readonly base: readonly number[];
    readonly values: readonly Rows[];
    readonly judged: Rows;
    readonly truth: readonly number[];
    readonly importance: readonly number[];
    readonly importanceErrors: readonly number[];
    readonly grid: readonly number[];
    readonly average: readonly number[];
    readonly individual: Rows;
  };
  readonly forest: Pick<Reference['boosted'], 'trees' | 'x' | 'background' | 'base' | 'values'>;
  readonly function: {
    readonly x: Rows;
    readonly background: Rows;
    readonly base: number;
    readonly values: Rows;
    readonly sampled: Rows;
  };
}
/** What shap and scikit-learn say; shap-explain.py wrote it. */
const {
  boosted,
  forest,
  function: asked,
}: Reference = JSON.parse(readFileSync('test/reference/shap-explain.json', 'utf8'));
const watch = createWatch();

test.each([
  ['boosted trees', boosted, 1, 1],
  ['a forest whose leaves answer two outputs', forest, 2, 5],
] as const)('TreeSHAP agrees with shap.TreeExplainer on %s', (_, reference, outputs, divided) => {
  const trees = reference.trees.map(treeOf);
  const [x, background] = [matrixOf(reference.x), matrixOf(reference.background)];
  const playerOf = Int32Array.from({ length: x.columns }, (_, column) => column);
  const values = new Float64Array(x.rows * x.columns * outputs);
  const add = createTreeShap({ x, background, players: x.columns, playerOf, outputs }, values);
  for (let row = 0; row < x.rows; row++) {
    for (const tree of trees) add(tree, row, 0);
  }
  const expected = reference.values.flat(2);
  expect(expected.length).toBe(values.length);
  for (const [i, value] of expected.entries()) {
    // Theirs are in single precision.
    expect((values[i] ?? 0) / divided).toBeCloseTo(value, 7);
  }
  const start = 'start' in reference ? reference.start : 0;
  const sums = treeSums(trees, background, outputs);
  for (const [output, base] of reference.base.entries()) {
    const own = sums.filter((_, i) => i % outputs === output);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    expect(start + mean / divided).toBeCloseTo(base, 10);
  }
});

test('all coalitions agree with shap.explainers.Exact, and sampled orders with both it and Permutation', async () => {
  const game = gameOfRows(asked.x, asked.background, ([a = 0, b = 0, c = 0, d = 0]) => [
    a * b * c + Math.sin(d) + Math.max(b, d) - Math.exp(-a * a),
  ]);
  const exact = await shapleyExact(game, watch);
  const sampled = await shapleySampling(game, { turns: 20, seed: 1 }, watch);
  expect(exact.base[0]).toBeCloseTo(asked.base, 12);
  const theirs = asked.sampled.flat();
  for (const [i, value] of asked.values.flat().entries()) {
    expect(exact.values[i]).toBeCloseTo(value, 12);
    const error = 4 * (sampled.standardErrors[i] ?? 0) + 1e-9;
    expect(Math.abs((sampled.values[i] ?? 0) - value)).toBeLessThan(error);
    expect(Math.abs((sampled.values[i] ?? 0) - (theirs[i] ?? 0))).toBeLessThan(error + 0.01);
  }
});

test('permutation importance agrees with scikit-learn, whose shuffles are others', async () => {
  const trees = boosted.trees.map(treeOf);
  const columns = boosted.judged[0]?.map((_, i): Column => {
    const values = Float64Array.from(boosted.judged, (row) => row[i] ?? 0);
    return { kind: 'numeric', name: `x${i}`, values };
  });
  const table: Table = {
    kind: 'table',
    rows: boosted.judged.length,
    columns: columns ?? [],
    target: Float64Array.from(boosted.truth),
  };
  const predict = async (own: Table) => {
    const cells = Array.from({ length: own.rows }, (_, row) =>
      own.columns.map((column) => ('values' in column ? (column.values[row] ?? 0) : 0)),
    );
    return treeSums(trees, matrixOf(cells), 1).map((sum) => boosted.start + sum);
  };
  const names = table.columns.map(({ name }) => name);
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  const [found] = await permutationImportance(table, [{ rows, predict }], {
    metrics: [metricNamed('rmse')],
    task: { kind: 'regression', classes: 0 },
    players: {
      columns: names.map((name) => [name]),
      playerOf: new Map(names.map((name, i) => [name, i])),
    },
    repeats: 200,
    seed: 0,
    allocate: (bytes) => new ArrayBuffer(bytes),
    watch,
  });
  for (const [i, importance] of boosted.importance.entries()) {
    const own = found?.columns.find((column) => column.columns[0] === `x${i}`);
    // Theirs has 400 repeats, ours 200: the difference has √3 of their error.
    const error = Math.sqrt(3) * (boosted.importanceErrors[i] ?? 0);
    expect(Math.abs((own?.importance ?? 0) - importance)).toBeLessThan(4 * error);
  }
});

test('partial dependence and curves of single rows agree with scikit-learn', async () => {
  const trees = boosted.trees.map(treeOf);
  const game = gameOfRows(boosted.judged, [], (row) => [
    boosted.start + (treeSums(trees, matrixOf([row]), 1)[0] ?? 0),
  ]);
  const values = Float64Array.from(boosted.judged, (row) => row[3] ?? 0);
  const points = gridRows({ kind: 'numeric', name: 'x3', values }, 20);
  expect(Array.from(points, (row) => values[row])).toEqual(boosted.grid);
  const { means, curves } = await partialDependence(game, 3, points, watch);
  for (const [i, average] of boosted.average.entries()) expect(means[i]).toBeCloseTo(average, 10);
  for (const [row, curve] of boosted.individual.entries()) {
    for (const [point, value] of curve.entries()) {
      expect(curves[point * game.rows + row]).toBeCloseTo(value, 10);
    }
  }
});
