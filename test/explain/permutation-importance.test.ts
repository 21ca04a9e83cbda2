import { expect, test } from 'vitest';
import { planShuffles } from '../../src/explain/explained-importance.js';
import { permutationImportance } from '../../src/explain/permutation-importance.js';
import { studentQuantile, studentTail } from '../../src/explain/student-t.js';
import { createWatch } from '../../src/explain/watch.js';
import { metricNamed } from '../../src/metrics/metrics.js';
import type { Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';
import { Stopped } from '../../src/util/stopped.js';

/** Rows of columns a, b and c whose label is a + b; c says nothing. */
function tableOf(rows: number, seed: number, changes: Partial<Table> = {}): Table {
  const random = randomStream('importance-rows', seed);
  const draw = () => Float64Array.from({ length: rows }, () => random.normal());
  const [a, b, c] = [draw(), draw(), draw()];
  const columns = Object.entries({ a, b, c }).map(
    ([name, values]) => ({ kind: 'numeric', name, values }) as const,
  );
  const target = a.map((value, row) => value + (b[row] ?? 0));
  return { kind: 'table', rows, columns, target, ...changes };
}

const valuesOf = ({ columns }: Table, name: string): Float64Array => {
  const column = columns.find((own) => own.name === name);
  return column && 'values' in column ? Float64Array.from(column.values) : new Float64Array();
};
const predict = async (table: Table) =>
  valuesOf(table, 'a').map((value, row) => value + (valuesOf(table, 'b')[row] ?? 0));

type Part = Parameters<typeof permutationImportance>[1][number];

/** Of a table that is judged as a whole, or of these parts of it. */
function importance(
  table: Table,
  judged: Part['predict'] | readonly Part[],
  together: readonly (readonly string[])[] = [['a'], ['b'], ['c']],
  changes: Partial<Parameters<typeof permutationImportance>[2]> = {},
) {
  const playerOf = new Map(together.flatMap((own, i) => own.map((name) => [name, i] as const)));
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  const parts = typeof judged === 'function' ? [{ rows, predict: judged }] : judged;
  return permutationImportance(table, parts, {
    metrics: [metricNamed('mae'), metricNamed('r2')],
    task: { kind: 'regression', classes: 0 },
    players: { columns: together, playerOf },
    repeats: 3,
    seed: 0,
    allocate: (bytes) => new ArrayBuffer(bytes),
    watch: createWatch(),
    ...changes,
  });
}

test('a column that says nothing costs nothing, and one that does costs what its values are apart', async () => {
  const table = tableOf(400, 0);
  const [mae, r2] = await importance(table, predict);
  // A perfect model's error behind a shuffle of a is |a − a'|, 2/√π on average.
  const [first, second, last] = mae?.columns ?? [];
  expect([first?.columns, second?.columns].flat().sort()).toEqual(['a', 'b']);
  for (const own of [first, second]) {
    expect(own?.importance).toBeCloseTo(2 / Math.sqrt(Math.PI), 0);
    expect(own?.interval[0]).toBeLessThan(2 / Math.sqrt(Math.PI));
    expect(own?.interval[1]).toBeGreaterThan(2 / Math.sqrt(Math.PI));
    expect(own?.pValue).toBeLessThan(1e-6);
    expect(own?.repeats).toHaveLength(3);
  }
  expect(last).toMatchObject({ columns: ['c'], importance: 0, interval: [0, 0], pValue: 0.5 });
  expect(mae).toMatchObject({ metric: 'mae', score: 0, rows: 400 });
  // The variance of the error is 2, that of the label too.
  expect(r2?.columns[0]?.importance).toBeCloseTo(1, 0);
  expect(r2?.score).toBe(1);
});

test('columns that are one thing are shuffled together', async () => {
  const table = tableOf(300, 1);
  const same = async (own: Table) => {
    const b = valuesOf(own, 'b');
    return valuesOf(own, 'a').map((value, row) => (value === b[row] ? 0 : 1));
  };
  const a = valuesOf(table, 'a');
  const twins = { ...table, columns: table.columns.map((own) => ({ ...own, values: a })) };
  const target = new Float64Array(300);
  const judged = { ...twins, target };
  const [apart] = await importance(judged, same);
  const [joined] = await importance(judged, same, [['a', 'b'], ['c']]);
  expect(apart?.columns[0]?.importance).toBeGreaterThan(0.9);
  expect(joined?.columns.map((own) => own.importance)).toEqual([0, 0]);
});

const place = (from: number, length: number) => Int32Array.from({ length }, (_, row) => from + row);

test('out of fold, each part is predicted by its own model, with values of its own rows, or of all where it has few or one group', async () => {
  const table = tableOf(120, 2);
  const values = valuesOf(table, 'a');
  /** How many values of rows elsewhere the first part was asked with. */
  const strangers = async (length: number, groups?: Int32Array) => {
    const own = new Set(values.slice(0, length));
    const [known, others] = [new Set(values), new Set<number>()];
    const counting = (rows: number) => async (asked: Table) => {
      expect(asked.rows).toBe(rows);
      for (const value of valuesOf(asked, 'a')) {
        expect(known).toContain(value);
        if (rows === length && !own.has(value)) others.add(value);
      }
      return predict(asked);
    };
    const parts = [
      { rows: place(0, length), predict: counting(length) },
      { rows: place(length, 120 - length), predict: counting(120 - length) },
    ];
    const [mae] = await importance({ ...table, groups }, parts);
    expect(mae).toMatchObject({ rows: 120, score: 0 });
    expect(mae?.columns[0]?.importance).toBeGreaterThan(0.5);
    return others.size;
  };
  const inPairs = Int32Array.from({ length: 120 }, (_, row) => row >> 1);
  expect(await strangers(50)).toBe(0);
  expect(await strangers(50, inPairs)).toBe(0);
  expect(await strangers(50, new Int32Array(120).fill(-1))).toBe(0);
  expect(await strangers(9)).toBeGreaterThan(5);
  expect(await strangers(50, new Int32Array(120).fill(1, 50))).toBeGreaterThan(20);
});

test('a level of a group tells nothing out of fold where no model knows those of its fold', async () => {
  // Ten rows of each of eight groups, whose names are numbers; each half is predicted by who knows the groups of the other by heart.
  const groups = Int32Array.from({ length: 80 }, (_, row) => Math.floor(row / 10));
  const columns: Table['columns'] = [
    { kind: 'numeric', name: 'a', values: Float64Array.from(groups) },
  ];
  const table: Table = {
    ...{ kind: 'table', rows: 80, columns, groups },
    target: Float64Array.from(groups, (group) => 100 * group),
  };
  const knowing = (isKnown: (group: number) => boolean) => async (asked: Table) =>
    Float64Array.from(valuesOf(asked, 'a'), (group) => (isKnown(group) ? 100 * group : 350));
  const [mae] = await importance(
    table,
    [
      { rows: place(0, 40), predict: knowing((group) => group >= 4) },
      { rows: place(40, 40), predict: knowing((group) => group < 4) },
    ],
    [['a']],
  );
  expect(mae?.columns[0]).toMatchObject({ importance: 0, pValue: 0.5 });
});

test('how rows are dealt into parts changes nothing, also where each is one row', async () => {
  const table = tableOf(40, 3);
  const single = Array.from({ length: 40 }, (_, row) => ({ rows: Int32Array.of(row), predict }));
  const found = await importance(table, single);
  expect(found).toEqual(await importance(table, predict));
  expect(found[0]?.columns[0]?.importance).toBeGreaterThan(0.5);
  expect(found[0]?.columns[0]?.pValue).toBeLessThan(0.001);
});

test('rows of a group are drawn together: copies tell no more than one of them', async () => {
  const table = tableOf(40, 4);
  const copies = 10;
  const rows = 40 * copies;
  const columns = table.columns.map(({ name }) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from({ length: rows }, (_, row) => valuesOf(table, name)[row % 40] ?? 0),
  }));
  const target = Float64Array.from({ length: rows }, (_, row) => table.target?.[row % 40] ?? 0);
  const groups = Int32Array.from({ length: rows }, (_, row) => row % 40);
  const many: Table = { kind: 'table', rows, columns, target };
  const [free] = await importance(many, predict);
  const [grouped] = await importance({ ...many, groups }, predict);
  expect(grouped?.columns[0]?.importance).toBe(free?.columns[0]?.importance);
  const ratio = (grouped?.columns[0]?.standardError ?? 0) / (free?.columns[0]?.standardError ?? 1);
  expect(ratio).toBeGreaterThan(1.5);
});

/** Wrong by itself: its error with the column is not certain either. */
const rough = async (table: Table) =>
  valuesOf(table, 'a').map((value, row) => value + 0.5 * (valuesOf(table, 'c')[row] ?? 0));

test.each([
  // By E|N(0, s²)| = s √(2/π): errors of variance 2 against 0, and of 3.25 against 1.25.
  ['a perfect one', predict, Math.SQRT2 * Math.sqrt(2 / Math.PI)],
  ['a rough one', rough, (Math.sqrt(3.25) - Math.sqrt(1.25)) * Math.sqrt(2 / Math.PI)],
])('importances of other rows stray as their errors say: %s', async (_, model, truth) => {
  const seeds = Array.from({ length: 100 }, (_, seed) => 100 + seed);
  const all = await Promise.all(seeds.map((seed) => importance(tableOf(50, seed), model, [['a']])));
  const found = all.flatMap(([mae]) => mae?.columns ?? []);
  const square = (numbers: readonly number[]) =>
    numbers.reduce((sum, number) => sum + number * number, 0) / numbers.length;
  const errors = square(found.map((own) => own.importance - truth));
  const told = square(found.map(({ standardError }) => standardError));
  expect(Math.sqrt(told / errors)).toBeGreaterThan(0.8);
  expect(Math.sqrt(told / errors)).toBeLessThan(1.4);
  const held = found.filter(({ interval: [low, high] }) => low <= truth && truth <= high);
  expect(held.length).toBeGreaterThan(87);
});

test('a column by which the model is wrong has an importance below 0 and a p-value near 1', async () => {
  const table = tableOf(300, 5);
  const spoilt = async (own: Table) =>
    valuesOf(own, 'a').map((_, row) => -2 * (valuesOf(own, 'b')[row] ?? 0));
  const [mae] = await importance(table, spoilt);
  const worst = mae?.columns.at(-1);
  expect(worst?.columns).toEqual(['b']);
  expect(worst?.importance).toBeLessThan(0);
  expect(worst?.pValue).toBeGreaterThan(0.99);
});

test("Student's t: tails and quantiles of its tables", () => {
  expect(studentTail(0, 5)).toBeCloseTo(0.5, 12);
  expect(studentTail(1, 1)).toBeCloseTo(0.25, 12);
  expect(studentTail(-1, 1)).toBeCloseTo(0.75, 12);
  expect(studentTail(2.015048, 5)).toBeCloseTo(0.05, 6);
  expect(studentTail(1.959964, 1e7)).toBeCloseTo(0.025, 6);
  expect(studentQuantile(0.025, 1)).toBeCloseTo(12.7062, 3);
  expect(studentQuantile(0.025, 10)).toBeCloseTo(2.228139, 5);
  expect(studentQuantile(0.025, 120.5)).toBeCloseTo(1.9798, 3);
});

test('large ensembles are judged on fewer rows, and shuffled less where these would be too few', () => {
  expect(planShuffles(10, 1)).toEqual({ rows: 5000, repeats: 5 });
  expect(planShuffles(20, 10)).toEqual({ rows: 500, repeats: 5 });
  expect(planShuffles(20, 20)).toEqual({ rows: 625, repeats: 2 });
  expect(planShuffles(100, 100)).toEqual({ rows: 200, repeats: 2 });
  expect(planShuffles(20, 20, 7)).toEqual({ rows: 200, repeats: 7 });
});

test('it stops behind an abort', async () => {
  const controller = new AbortController();
  const watch = createWatch(controller.signal, () => controller.abort());
  const asking = importance(tableOf(20, 6), predict, undefined, { watch });
  await expect(asking).rejects.toThrow(Stopped);
});
