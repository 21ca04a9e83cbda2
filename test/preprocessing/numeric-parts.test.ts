import { expect, test } from 'vitest';
import { fit, loadPredictor } from '../../src/index.js';
import { emptyDesign } from '../../src/preprocessing/empty-design.js';
import { fitParts, transformParts } from '../../src/preprocessing/numeric-parts.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { fitPreprocessor, transformTable } from '../../src/preprocessing/preprocessor.js';
import { selectColumns } from '../../src/preprocessing/select-columns.js';
import type { ColumnSchema, NumberPart, NumericParser } from '../../src/schema/schema.js';
import type { NumericColumn, Table } from '../../src/table/table.js';
import { randomStream } from '../../src/util/random.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const numbers = { impute: preprocessingDefaults.numbers, scaling: 'standard' } as const;
const raw = { numbers: 'raw', categories: 'codes' } as const;
const scaled = { numbers: 'scaled', categories: 'one-hot' } as const;
const all = (column: NumericColumn) => Int32Array.from(column.values.keys());

function column(parts: Readonly<Record<string, readonly number[]>>): NumericColumn {
  const named = Object.entries(parts).map(([name, own]) => ({
    name,
    values: Float64Array.from(own),
  }));
  const [first, second] = named;
  const isPair = second !== undefined && second.name !== 'bound';
  const values = (first?.values ?? new Float64Array()).map((value, row) =>
    isPair ? (value + (second.values[row] ?? 0)) / 2 : value,
  );
  return { kind: 'numeric', name: 'x', values, parts: isPair ? named : named.slice(1) };
}

test('a pair is two features of its column, a bound is its number and its side', () => {
  const pair = column({ first: [120, Number.NaN, 110], second: [80, Number.NaN, 70] });
  const { fitted, part } = fitParts(numbers, raw, pair, all(pair));
  expect(part.columns.map(({ feature, values }) => [feature, [...values]])).toEqual([
    [{ name: 'x: first', source: 'x' }, [120, Number.NaN, 110]],
    [{ name: 'x: second', source: 'x' }, [80, Number.NaN, 70]],
  ]);
  const later = transformParts(fitted, pair, Int32Array.of(2));
  expect(later.columns.map(({ values }) => [...values])).toEqual([[110], [70]]);
  const bound = column({ '': [0.05, 3], bound: [-1, 0] });
  const named = fitParts(numbers, raw, bound, all(bound)).part.columns;
  expect(named.map(({ feature }) => feature.name)).toEqual(['x', 'x: bound']);
});

test('where a cell is missing is one feature, not one for each number', () => {
  const pair = column({ first: [120, Number.NaN, 110], second: [80, Number.NaN, 70] });
  const { part } = fitParts(numbers, scaled, pair, all(pair));
  expect(part.columns.map(({ feature }) => feature.name)).toEqual([
    'x: first',
    'x: first is missing',
    'x: second',
  ]);
});

test('a column is used where one of its numbers tells something', () => {
  const rows = Array.from({ length: 200 }, (_, row) => row);
  const random = randomStream(1);
  const y = Float64Array.from(rows, () => random.next());
  // The mean is the same everywhere.
  const pair = column({ first: [...y], second: [...y.map((value) => 1 - value)] });
  const noise: NumericColumn = { kind: 'numeric', name: 'n', values: y.map(() => random.next()) };
  const table: Table = { kind: 'table', rows: 200, columns: [pair, noise], target: y };
  const target = {
    task: { kind: 'regression', classes: 0 },
    y,
    weights: undefined,
    random,
  } as const;
  const used = selectColumns({ selection: 'probe' }, table, Int32Array.from(rows), target);
  expect(used.has('x')).toBe(true);
});

const evidence = { reason: '', missing: 0, distinct: 9 };
const plain: NumericParser = {
  kind: 'numeric',
  decimal: '.',
  currency: '',
  thousands: false,
  percent: false,
  accounting: false,
  unit: '',
};

function feature(name: string, high: number, parts?: readonly NumberPart[]): ColumnSchema {
  const parser = parts ? { ...plain, parts } : plain;
  const range = { low: -high, high, isWhole: false };
  return { name, role: 'feature', kind: 'numeric', parser, evidence, range };
}

const places = (north: readonly number[], east: readonly number[]): Table => {
  const of = (name: string, values: readonly number[]): NumericColumn => ({
    kind: 'numeric',
    name,
    values: Float64Array.from(values),
  });
  const parts = [of('latitude', north), of('longitude', east)];
  const columns = [of('lat', north), of('lon', east), { ...of('p', north), parts }];
  return { kind: 'table', rows: north.length, columns, target: undefined };
};
const schema = [
  feature('lat', 90),
  feature('lon', 180),
  feature('p', 90, ['latitude', 'longitude']),
];

test('places of two columns and of pairs have features only where they are asked for', () => {
  const table = places([59, 60, 61, 62], [10, 11, 10, 12]);
  const rows = Int32Array.of(0, 1, 2);
  const y = Float64Array.of(1, 2, 3);
  const random = () => randomStream(1);
  const target = { task: { kind: 'regression', classes: 0 }, y, weights: undefined } as const;
  const fitted = (options: typeof preprocessingDefaults, own = table) =>
    fitPreprocessor(options, raw, schema, own, rows, { ...target, random: random() }).fitted;
  const names = (options: typeof preprocessingDefaults) =>
    emptyDesign(fitted(options)).blocks.flatMap(({ features }) => features);
  expect(names(preprocessingDefaults)).toHaveLength(4);
  const made = names({ ...preprocessingDefaults, places: 'all' });
  // Six turned axes and three centres for each of the two places.
  expect(made).toHaveLength(4 + 2 * 9);
  expect(new Set(made.map(({ source }) => source))).toEqual(new Set(['lat', 'lon', 'p']));
  // What other rows hold changes nothing that is learned.
  const other = places([59, 60, 61, -5], [10, 11, 10, -170]);
  const options = { ...preprocessingDefaults, places: 'all' } as const;
  expect(fitted(options, other)).toEqual(fitted(options));
  const one = transformTable(fitted(options), table, Int32Array.of(3));
  expect([one.rows, one.blocks.length]).toEqual([1, 1]);
});

const options = { label: 'y', task: 'regression', models: ['linear'], trials: 1 } as const;

test('what either number of a pair tells is learned, and told again from a file', async () => {
  const random = randomStream(2);
  const rows = Array.from({ length: 150 }, () => {
    const [high, low] = [100 + random.integer(60), 50 + random.integer(40)];
    return { bp: `${high}/${low}`, y: low - high };
  });
  const predictor = await fit(rows, { ...options, workers: 1, preset: 'interpretable' });
  const path = folder.at('pairs.safetensors');
  await predictor.save(path);
  const loaded = await loadPredictor(path);
  const cells = [{ bp: '150/60' }, { bp: '130/80' }];
  const predicted = (await loaded.predict(cells)) as number[];
  expect(predicted).toEqual(await predictor.predict(cells));
  // Both have one mean.
  expect(Math.abs((predicted[0] ?? 0) + 90)).toBeLessThan(2);
  expect(Math.abs((predicted[1] ?? 0) + 50)).toBeLessThan(2);
  for (const [i, cell] of cells.entries()) {
    expect(await loaded.predict([cell])).toEqual([predicted[i]]);
  }
  const { outputs } = loaded.coefficients();
  const names = outputs.flatMap(({ terms }) => terms.map((own) => own.feature));
  expect(names.sort()).toEqual(['bp: first', 'bp: second']);
});

test('distances to learnt centres tell what a plane cannot, also from a file', async () => {
  const random = randomStream(3);
  const rows = Array.from({ length: 150 }, () => {
    const [lat, lon] = [55 + 10 * random.next(), 5 + 10 * random.next()];
    return { lat, lon, y: Math.hypot(2 * (lat - 60), lon - 10) };
  });
  const told = (places: string) =>
    fit(rows, { ...options, workers: 1, families: { linear: { defaults: { places } } } });
  const [plainPlane, predictor] = [await told('axes'), await told('distances')];
  const scores = [plainPlane, predictor].map((own) => own.leaderboard()[0]?.scoreValidation ?? 0);
  expect(scores[1]).toBeLessThan(0.5 * (scores[0] ?? 0));
  const path = folder.at('places.safetensors');
  await predictor.save(path);
  const loaded = await loadPredictor(path);
  const row = { lat: 60.5, lon: 9.5 };
  expect(await loaded.predict([row])).toEqual(await predictor.predict([row]));
});
