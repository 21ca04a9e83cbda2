import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type DesignMatrix,
  denseBlock,
  featureNames,
  rawBlock,
  rawNumbers,
  sparseBlock,
} from '../../src/matrix/design-matrix.js';
import type { Matrix } from '../../src/matrix/matrix.js';
import type { ModelInputs } from '../../src/matrix/model-inputs.js';
import {
  type PreprocessingOptions,
  preprocessingDefaults,
} from '../../src/preprocessing/preprocessing-options.js';
import { fitPreprocessor, transformTable } from '../../src/preprocessing/preprocessor.js';
import { fitTarget, restoreTarget } from '../../src/preprocessing/target.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { featureColumns } from '../../src/schema/schema.js';
import { type ColumnValues, readColumns } from '../../src/table/read-rows.js';
import { MISSING, UNSEEN } from '../../src/table/table.js';
import { MAX_BINS } from '../../src/trees/bins.js';
import { randomStream } from '../../src/util/random.js';
import { binary, regression } from '../fixtures/tasks.js';

const scaledOneHot = { numbers: 'scaled', categories: 'one-hot' } as const;
const rawCodes = { numbers: 'raw', categories: 'codes' } as const;

function prepare(columns: ColumnValues) {
  const raw = readColumns(columns);
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types: {}, ignore: [] });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  return {
    schema: featureColumns(schema),
    table: parseTable(raw, schema, { allocate, label: 'required' }).table,
  };
}

function columnOf(matrix: Matrix | undefined, column: number): number[] {
  const { rows, columns: width, data } = matrix ?? { rows: 0, columns: 0, data: [] };
  return Array.from({ length: rows }, (_, row) => data[row * width + column] ?? Number.NaN);
}

const columns = {
  size: ['1', '', '3', '8', '2', '5'],
  color: ['red', 'blue', 'red', '', 'blue', 'green'],
  y: ['a', 'b', 'a', 'b', 'a', 'b'],
};
/** Nothing here looks at the label. */
const noTarget = {
  task: binary,
  y: new Float64Array(60),
  weights: undefined,
  random: randomStream(0),
};
const all = Int32Array.of(0, 1, 2, 3, 4, 5);

test('numbers are filled and scaled in a dense block, levels one-hot in a sparse one', () => {
  const { schema, table } = prepare(columns);
  const { x } = fitPreprocessor(preprocessingDefaults, scaledOneHot, schema, table, all, noTarget);
  expect(denseBlock(x)?.matrix).toMatchObject({ rows: 6, columns: 2 });
  const sparse = sparseBlock(x)?.matrix;
  expect(sparse?.columns).toBe(4);
  expect(sparse?.indices).toEqual(Int32Array.of(2, 1, 2, 3, 1, 0));
});

test('every column of the design matrix names its source', () => {
  const { schema, table } = prepare(columns);
  const { x } = fitPreprocessor(preprocessingDefaults, scaledOneHot, schema, table, all, noTarget);
  expect(featureNames(x)).toEqual([
    { name: 'size', source: 'size' },
    { name: 'size is missing', source: 'size' },
    { name: 'color is rare', source: 'color' },
    { name: 'color = blue', source: 'color' },
    { name: 'color = red', source: 'color' },
    { name: 'color is missing', source: 'color' },
  ]);
});

test('a family may take missing numbers and codes as they are', () => {
  const { schema, table } = prepare(columns);
  const { x } = fitPreprocessor(preprocessingDefaults, rawCodes, schema, table, all, noTarget);
  expect(rawBlock(x)?.columns.map((column) => rawNumbers(column))).toEqual([
    Float64Array.of(1, Number.NaN, 3, 8, 2, 5),
  ]);
  expect(x.blocks[1]).toMatchObject({
    kind: 'codes',
    codes: Int32Array.of(2, 1, 2, 3, 1, 0),
    cardinalities: [4],
  });
});

test('rows that are not fitted on change nothing that is fitted', () => {
  const train = Int32Array.of(0, 2, 4, 5);
  const { schema, table } = prepare(columns);
  const changed = {
    ...columns,
    size: ['1', '999', '3', '', '2', '5'],
    color: ['red', 'green', 'red', 'green', 'blue', 'green'],
  };
  const other = prepare(changed).table;
  const of = (rows: typeof table) =>
    fitPreprocessor(preprocessingDefaults, scaledOneHot, schema, rows, train, noTarget).fitted;
  expect(of(other)).toEqual(of(table));
});

test('the rows transformed later are those that fitting gave', () => {
  const { schema, table } = prepare(columns);
  for (const inputs of [scaledOneHot, rawCodes]) {
    const { fitted, x } = fitPreprocessor(
      preprocessingDefaults,
      inputs,
      schema,
      table,
      all,
      noTarget,
    );
    expect(transformTable(JSON.parse(JSON.stringify(fitted)), table, all)).toEqual(x);
  }
});

test('scikit-learn prepares the same table in the same way', () => {
  const reference = JSON.parse(
    readFileSync('test/reference/sklearn-preprocessing.json', 'utf8'),
  ) as {
    numbers: (number | null)[];
    later: (number | null)[];
    levels: string[];
    prepared: number[][];
    preparedLater: number[][];
    oneHot: number[][];
  };
  const label = (rows: number) => Array.from({ length: rows }, (_, i) => `c${i % 2}`);
  const { numbers, later, levels } = reference;
  const { schema, table } = prepare({ size: numbers, color: levels, y: label(8) });
  const rows = Int32Array.from(numbers, (_, row) => row);
  const { fitted, x } = fitPreprocessor(
    preprocessingDefaults,
    scaledOneHot,
    schema,
    table,
    rows,
    noTarget,
  );
  const close = (got: Float32Array | undefined, wanted: number[][]) => {
    for (const [i, value] of wanted.flat().entries()) expect(got?.[i]).toBeCloseTo(value, 5);
  };
  close(denseBlock(x)?.matrix.data, reference.prepared);
  const slots = reference.oneHot.map((row) => 1 + row.indexOf(1));
  expect([...(sparseBlock(x)?.matrix.indices ?? [])]).toEqual(slots);
  const fresh = {
    kind: 'numeric',
    name: 'size',
    values: Float64Array.from(later, (v) => v ?? Number.NaN),
  } as const;
  const color = { kind: 'coded', name: 'color', codes: new Int32Array(3), levels: 3 } as const;
  const more = { kind: 'table', rows: 3, columns: [fresh, color], target: undefined } as const;
  close(
    denseBlock(transformTable(fitted, more, Int32Array.of(0, 1, 2)))?.matrix.data,
    reference.preparedLater,
  );
});

const twoTexts = { ...columns, shape: ['o', 'x', 'x', 'o', 'o', 'x'] };

test('the slots of each column come behind those of the one before', () => {
  const { schema, table } = prepare(twoTexts);
  const { x } = fitPreprocessor(preprocessingDefaults, scaledOneHot, schema, table, all, noTarget);
  const sparse = sparseBlock(x)?.matrix;
  expect(sparse?.indices).toEqual(Int32Array.of(2, 5, 1, 6, 2, 6, 3, 5, 1, 5, 0, 6));
  expect(sparse?.offsets).toEqual(Int32Array.of(0, 2, 4, 6, 8, 10, 12));
  const { x: coded } = fitPreprocessor(
    preprocessingDefaults,
    rawCodes,
    schema,
    table,
    all,
    noTarget,
  );
  expect(coded.blocks[1]).toMatchObject({
    codes: Int32Array.of(2, 1, 1, 2, 2, 2, 3, 1, 1, 1, 0, 2),
    cardinalities: [4, 3],
  });
});

test('the columns of later rows are found by name', () => {
  const { schema, table } = prepare(twoTexts);
  const { fitted, x } = fitPreprocessor(
    preprocessingDefaults,
    scaledOneHot,
    schema,
    table,
    all,
    noTarget,
  );
  const turned = { ...table, columns: table.columns.toReversed() };
  expect(transformTable(fitted, turned, all)).toEqual(x);
});

test('options reach the steps, and later rows are filled with what training taught', () => {
  const options: PreprocessingOptions = {
    ...preprocessingDefaults,
    numbers: { strategy: 'constant', constant: 2 },
    categories: { strategy: 'most-frequent' },
    oneHot: { minRows: 1, maxLevels: 100 },
  };
  const { schema, table } = prepare({ ...columns, color: ['red', 'red', '', 'blue', 'red', 'c'] });
  const { fitted, x } = fitPreprocessor(options, scaledOneHot, schema, table, all, noTarget);
  expect(sparseBlock(x)?.matrix.indices).toEqual(Int32Array.of(3, 3, 3, 1, 3, 2));
  const [, missing = 0, , , two = 0] = columnOf(denseBlock(x)?.matrix, 0);
  expect(missing).toBe(two);
  const gap = { kind: 'coded', name: 'color', codes: Int32Array.of(MISSING), levels: 3 } as const;
  const later = { ...table, rows: 1, columns: table.columns.with(1, gap) };
  const again = transformTable(fitted, later, Int32Array.of(0));
  expect(sparseBlock(again)?.matrix.indices).toEqual(Int32Array.of(3));
});

test('whatever later rows hold, numbers are finite and slots exist', () => {
  const { schema, table } = prepare(columns);
  const { fitted } = fitPreprocessor(
    preprocessingDefaults,
    scaledOneHot,
    schema,
    table,
    all,
    noTarget,
  );
  const number = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN));
  const code = fc.integer({ min: UNSEEN, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, code), { minLength: 1, maxLength: 9 }), (cells) => {
      const values = Float64Array.from(cells, ([value]) => value);
      const codes = Int32Array.from(cells, ([, own]) => own);
      const size = { kind: 'numeric', name: 'size', values } as const;
      const color = { kind: 'coded', name: 'color', codes, levels: 3 } as const;
      const rows = cells.length;
      const later = { kind: 'table', rows, columns: [size, color], target: undefined } as const;
      const x = transformTable(
        fitted,
        later,
        Int32Array.from(cells, (_, row) => row),
      );
      expect(denseBlock(x)?.matrix.data.every(Number.isFinite)).toBe(true);
      const slots = sparseBlock(x)?.matrix.columns ?? 0;
      const indices = sparseBlock(x)?.matrix.indices;
      expect(indices?.every((slot) => slot >= 0 && slot < slots)).toBe(true);
    }),
  );
});

test('numbers to predict are standardised and restored, classes stay codes', () => {
  const y = Float64Array.of(100, 200, 300);
  const { fitted, transformed } = fitTarget(regression, y);
  expect([...transformed].map((value) => Number(value.toFixed(4)))).toEqual([-1.2247, 0, 1.2247]);
  expect([...restoreTarget(fitted, Float64Array.from(transformed))].map(Math.round)).toEqual([
    100, 200, 300,
  ]);
  expect(fitTarget(binary, Float64Array.of(0, 1, 1)).transformed).toEqual(Float32Array.of(0, 1, 1));
});

test('times become numbers and texts become terms, each column naming its source', () => {
  const day = (i: number) => `2024-0${1 + (i % 9)}-1${i % 7} 0${i % 10}:00`;
  const text = (i: number) => `${['free', 'cheap', 'good'][i % 3]} money number${i} today${i % 4}`;
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const { schema, table } = prepare({
    when: rows.map((i) => (i === 3 || i === 8 ? '' : day(i))),
    note: rows.map((i) => (i === 4 ? '' : text(i))),
    y: rows.map((i) => `c${i % 2}`),
  });
  const order = Int32Array.from(rows);
  const { fitted, x } = fitPreprocessor(
    preprocessingDefaults,
    scaledOneHot,
    schema,
    table,
    order,
    noTarget,
  );
  const names = featureNames(x);
  expect(names.map(({ source }) => source)).toEqual(
    names.map(({ name }) => (name.startsWith('when') ? 'when' : 'note')),
  );
  expect(names.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'when: elapsed',
      'when: elapsed is missing',
      'when: hour sine',
      'note: characters (log)',
      'note: free',
      'note: cheap money',
      'note: …mone…',
    ]),
  );
  expect(names.filter(({ name }) => name.endsWith('is missing'))).toHaveLength(1);
  expect(denseBlock(x)?.matrix.data.every(Number.isFinite)).toBe(true);
  const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
  expect(transformTable(stored, table, order)).toEqual(x);
  const sparse = sparseBlock(x)?.matrix;
  expect(sparse?.offsets[5]).toBe(sparse?.offsets[4]);
});

test('terms stand beside one-hot levels in one sparse block', () => {
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const { schema, table } = prepare({
    color: rows.map((i) => ['red', 'blue'][i % 2]),
    note: rows.map((i) => `word${i} other${i % 50} common`),
    y: rows.map((i) => `c${i % 2}`),
  });
  const { x } = fitPreprocessor(
    { ...preprocessingDefaults, text: { maxWords: 1, maxCharacters: 0, minRows: 2 } },
    scaledOneHot,
    schema,
    table,
    Int32Array.of(0, 1),
    noTarget,
  );
  expect(sparseBlock(x)).toMatchObject({
    features: [{ name: 'color is rare' }, { name: 'note: common' }],
    matrix: { columns: 2, indices: Int32Array.of(0, 1, 0, 1), values: Float32Array.of(1, 1, 1, 1) },
  });
});

/** Levels of four rows each; those of the first half of the levels have labels of 10 to 11, the others of 0 to 1. */
function wide(levels: number) {
  const cells = Array.from({ length: 4 * levels }, (_, row) => row % levels);
  return {
    shop: cells.map((level) => `s${level}`),
    y: cells.map((level, row) => (level < levels / 2 ? 10 : 0) + row / (4 * levels)),
  };
}

function prepareWide(levels: number, options: Partial<PreprocessingOptions>, inputs: ModelInputs) {
  const { schema, table } = prepare(wide(levels));
  const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
  const y = Float64Array.from(table.target ?? []);
  const target = { task: regression, y, weights: undefined, random: randomStream('wide') };
  const own = { ...preprocessingDefaults, ...options };
  const { fitted, x } = fitPreprocessor(own, inputs, schema, table, rows, target);
  return { x, later: transformTable(fitted, table, rows) };
}

test('levels are one-hot where each has a slot, and else target means, unless it is told', () => {
  const slots = { oneHot: { minRows: 2, maxLevels: 12 } };
  const narrow = prepareWide(12, slots, scaledOneHot).x;
  expect([denseBlock(narrow), sparseBlock(narrow)?.matrix.columns]).toEqual([undefined, 13]);
  const { x, later } = prepareWide(13, slots, scaledOneHot);
  expect(featureNames(x).map(({ name }) => name)).toEqual(['shop: target mean']);
  const means = columnOf(denseBlock(later)?.matrix, 0);
  expect(Math.min(...means.slice(0, 6))).toBeGreaterThan(Math.max(...means.slice(7, 13)) + 0.5);
  const told = prepareWide(13, { ...slots, levels: 'one-hot' }, scaledOneHot).x;
  expect(sparseBlock(told)?.matrix.columns).toBe(13);
});

test('trees have target means beside the codes of columns with more levels than bins', () => {
  const names = (levels: number) =>
    featureNames(prepareWide(levels, {}, rawCodes).x).map(({ name }) => name);
  expect(preprocessingDefaults.codedLevels).toBe(MAX_BINS - 1);
  expect(names(254)).toEqual(['shop']);
  expect(names(255)).toEqual(['shop: target mean', 'shop']);
  const { x, later } = prepareWide(20, { codedLevels: 19 }, rawCodes);
  const [own, all] = [x, later].map((design) => numbersAt(design, 0));
  // Of all rows: (4 · mean + 10 · mean of all) / 14. Of the others of a level only: never its own label.
  expect(all?.[0]).toBeCloseTo((4 * 10.375 + 10 * 5.49375) / 14, 6);
  expect(own?.[0]).not.toBeCloseTo(all?.[0] ?? 0, 3);
  const above = (values?: Float64Array) => Array.from(values ?? [], (value) => value > 5.5);
  expect(above(own)).toEqual(above(all));
});

const visits = {
  ordered: ['2024-01-01', '2024-01-05', '', '2024-02-01', '2024-03-01', '2024-03-02'],
  clock: ['10:00', '11:00', '12:00', '10:30', '09:00', '08:00'],
  delivered: ['2024-01-03', '2024-01-05', '2024-01-09', '2024-02-11', '2024-03-01', '2024-04-02'],
  y: ['a', 'b', 'a', 'b', 'a', 'b'],
};

test('the days between two columns of dates are a number, a time of day is compared with none', () => {
  const { schema, table } = prepare(visits);
  const fits = (inputs: ModelInputs) =>
    fitPreprocessor(preprocessingDefaults, inputs, schema, table, all, noTarget);
  const { fitted, x } = fits(rawCodes);
  const days = 'ordered: days until delivered';
  const names = featureNames(x).map(({ name }) => name);
  expect(names.filter((name) => name.includes('days until'))).toEqual([days]);
  const valuesOf = (design: typeof x) => numbersAt(design, names.indexOf(days));
  expect(valuesOf(x)).toEqual(Float64Array.of(2, 0, Number.NaN, 10, 0, 31));
  // Read back from a model file, for other rows.
  const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
  const some = Int32Array.of(5, 3);
  expect(valuesOf(transformTable(stored, table, some))).toEqual(Float64Array.of(31, 10));
  const scaled = featureNames(fits(scaledOneHot).x).map(({ name }) => name);
  expect(scaled).toContain(days);
});

test('days between dates that are the same in all training rows are no feature', () => {
  const shifted = visits.delivered.map((day) => day.replace('2024', '2025'));
  const { schema, table } = prepare({
    ...visits,
    ordered: shifted.map((day) => `${day}T00:00:00Z`),
    delivered: shifted,
  });
  const { x } = fitPreprocessor(preprocessingDefaults, rawCodes, schema, table, all, noTarget);
  expect(featureNames(x).some(({ name }) => name.includes('days until'))).toBe(false);
});

/** The numbers of a column that is taken as it is; none where there is no such column. */
function numbersAt(x: DesignMatrix, place: number): Float64Array {
  const column = rawBlock(x)?.columns[place];
  return column ? rawNumbers(column) : new Float64Array();
}
