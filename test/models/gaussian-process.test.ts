import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { transposedInverse } from '../../src/models/cholesky.js';
import { gaussianProcess } from '../../src/models/gaussian-process.js';
import { scalesOf } from '../../src/models/kernel-rows.js';
import { learnKernel } from '../../src/models/marginal-likelihood.js';
import type { TrainContext } from '../../src/models/model-family.js';
import type { Params } from '../../src/space/search-space.js';
import { randomStream } from '../../src/util/random.js';
import type { TaskShape } from '../../src/util/task-kind.js';

interface Likeliest {
  readonly curved: number;
  readonly straight: number;
  readonly noise: number;
  readonly scales: readonly number[];
  readonly predictions: readonly number[];
}
const reference = JSON.parse(
  readFileSync('test/reference/sklearn-gaussian-process.json', 'utf8'),
) as {
  readonly rows: number;
  readonly columns: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly other: readonly number[];
  readonly likeliest: Readonly<Record<'shared' | 'columns', Likeliest>>;
};
const { columns } = reference;
const numbers: TaskShape = { kind: 'regression', classes: 0 };
const binary: TaskShape = { kind: 'binary', classes: 2, positive: 1 };

function designOf(values: readonly number[], sourceOf = (i: number) => `${i}`): DesignMatrix {
  const rows = values.length / columns;
  const matrix = { rows, columns, data: Float32Array.from(values) };
  const features = Array.from({ length: columns }, (_, i) => ({
    name: `${i}`,
    source: sourceOf(i),
  }));
  return { rows, blocks: [{ kind: 'dense', matrix, features }] };
}

/** The same values, those behind the first column as levels. */
function withLevels(values: readonly number[], sourceOf: (i: number) => string): DesignMatrix {
  const rows = values.length / columns;
  const features = Array.from({ length: columns }, (_, i) => ({
    name: `${i}`,
    source: sourceOf(i),
  }));
  const entries = values.flatMap((value, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return column > 0 && value !== 0 ? [{ row, column: column - 1, value }] : [];
  });
  const offsets = Int32Array.from({ length: rows + 1 }, (_, end) => {
    return entries.filter(({ row }) => row < end).length;
  });
  const data = Float32Array.from(values.filter((_, at) => at % columns === 0));
  const matrix = { rows, columns: 1, data };
  const sparse = {
    rows,
    columns: columns - 1,
    offsets,
    indices: Int32Array.from(entries, ({ column }) => column),
    values: Float32Array.from(entries, ({ value }) => value),
  };
  return {
    rows,
    blocks: [
      { kind: 'dense', matrix, features: features.slice(0, 1) },
      { kind: 'sparse', matrix: sparse, features: features.slice(1) },
    ],
  };
}

function trained(
  y: readonly number[],
  task: TaskShape,
  more: { params?: Params; weights?: Float64Array; shouldStop?: () => boolean } = {},
) {
  const x = designOf(reference.x);
  const { weights, shouldStop } = more;
  const set = { x, y: Float32Array.from(y), weights };
  const params = { ...gaussianProcess.defaults, ...more.params };
  return gaussianProcess.train(set, params, contextOf(x, task, shouldStop));
}

function contextOf(x: DesignMatrix, task: TaskShape, shouldStop = () => false): TrainContext {
  return {
    task,
    metric: 'rmse',
    kernels: 'auto',
    random: randomStream(0),
    validation: { x, score: () => 0 },
    shouldStop,
  };
}

const other = designOf(reference.other);
const flags = reference.y.map((value) => Number(value > 0));

test.each([
  ['shared', [0, 0, 0]],
  ['columns', [0, 1, 2]],
] as const)('the likeliest kernel is scikit-learn’s: scales %s', (scales, scaleOf) => {
  const { rows } = reference;
  const wanted = reference.likeliest[scales];
  const x = { rows, columns, numbers: columns, data: Float64Array.from(reference.x) };
  const weights = new Float64Array(rows).fill(1);
  const y = Float64Array.from(reference.y);
  const problem = { x, scaleOf: Int32Array.from(scaleOf), y, weights };
  const { kernel, noise } = learnKernel(problem, () => false, 400);
  expect(noise / wanted.noise).toBeCloseTo(1, 2);
  expect(kernel.curved / wanted.curved).toBeCloseTo(1, 2);
  expect(kernel.straight / wanted.straight).toBeCloseTo(1, 2);
  for (const [column, scale] of wanted.scales.entries()) {
    expect((kernel.scales[column] ?? 0) / scale).toBeCloseTo(1, 2);
  }
});

test.each(['shared', 'columns'] as const)(
  'predictions behind a few steps are near those of the likeliest kernel: scales %s',
  (scales) => {
    const { predictions } = reference.likeliest[scales];
    const own = gaussianProcess.predict(
      trained(reference.y, numbers, { params: { scales } }),
      other,
      numbers,
    );
    for (const [row, wanted] of predictions.entries()) {
      expect(Math.abs((own[row] ?? Number.NaN) - wanted)).toBeLessThan(0.02);
    }
  },
);

test('one column of the table has one scale, whatever it becomes, and more than a hundred share theirs', () => {
  const featuresOf = (sources: readonly string[]) =>
    sources.map((source, i) => ({ name: `${source}${i}`, source }));
  const designFrom = (sources: readonly string[], levels: readonly string[]): DesignMatrix => ({
    rows: 0,
    blocks: [
      {
        kind: 'dense',
        matrix: { rows: 0, columns: sources.length, data: new Float32Array() },
        features: featuresOf(sources),
      },
      {
        kind: 'sparse',
        matrix: {
          rows: 0,
          columns: levels.length,
          offsets: new Int32Array(1),
          indices: new Int32Array(),
          values: new Float32Array(),
        },
        features: featuresOf(levels),
      },
    ],
  });
  const few = designFrom(['size', 'day', 'day'], ['town', 'town']);
  expect([...scalesOf(few, 'columns')]).toEqual([0, 1, 1, 2, 2]);
  expect([...scalesOf(few, 'shared')]).toEqual([0, 0, 0, 1, 1]);
  const many = designFrom(
    Array.from({ length: 100 }, (_, i) => `${i}`),
    ['town'],
  );
  expect(new Set(scalesOf(many, 'columns')).size).toBe(2);
});

test('chances are calibrated by rows that are left out, not by rows that it knows', () => {
  const chances = gaussianProcess.predict(trained(flags, binary), other, binary);
  const right = reference.likeliest.columns.predictions.filter(
    (value, row) => Number(value > 0) === Number((chances[2 * row + 1] ?? 0) > 0.5),
  );
  expect(right.length).toBeGreaterThanOrEqual(8);
  // Labels that nothing explains: chances near the shares, though each row could be known by heart.
  const random = randomStream('labels');
  const noise = trained(
    flags.map(() => Number(random.next() < 0.5)),
    binary,
  );
  const own = gaussianProcess.predict(noise, designOf(reference.x), binary);
  expect(Math.max(...own)).toBeLessThan(0.85);
});

test('a row of weight 0 is as good as absent, and of many rows only so many are kept', () => {
  const weights = Float64Array.from(reference.y, (_, row) => Number(row % 2));
  expect(trained(reference.y, numbers, { weights }).rows.rows).toBe(30);
  expect(trained(reference.y, numbers, { params: { mostRows: 20 } }).rows.rows).toBe(20);
});

test('behind a stop there is a model of the rows that the kernel is learnt from', () => {
  const params = { likelihoodRows: 25 };
  const model = trained(reference.y, numbers, { params, shouldStop: () => true });
  expect(model.rows.rows).toBe(25);
});

test('a stop is heard at every row of the kernel, and while the matrix is inverted', () => {
  const askedFor = (mostRows: number, y: readonly number[], task: TaskShape) => {
    let asked = 0;
    const shouldStop = () => ++asked < 0;
    trained(y, task, { params: { likelihoodRows: 10, mostRows }, shouldStop });
    return asked;
  };
  // 20 more rows of the kernel, 5 more blocks of its factor.
  expect(askedFor(40, reference.y, numbers) - askedFor(20, reference.y, numbers)).toBe(25);
  const l = Float64Array.of(1, 0, 0, 1);
  expect(transposedInverse(l, 2, () => true)).toBeUndefined();
  expect(transposedInverse(l, 2, () => false)).toEqual(l);
});

test('chances of a new row are near the shares where nothing explains the classes', () => {
  const random = randomStream('unexplained');
  const losses = Array.from({ length: 6 }, () => {
    const draw = (rows: number) => Array.from({ length: rows * columns }, () => random.normal());
    const x = designOf(draw(80));
    const y = Float32Array.from({ length: 80 }, () => Number(random.next() < 0.5));
    const model = gaussianProcess.train({ x, y }, gaussianProcess.defaults, contextOf(x, binary));
    const chances = gaussianProcess.predict(model, designOf(draw(100)), binary);
    // Of a new row either class is as likely.
    return chances.reduce((sum, chance) => sum - Math.log(chance) / chances.length, 0);
  });
  for (const loss of losses) expect(loss).toBeLessThan(Math.log(2) + 0.05);
});

test('rows that are all alike, two rows, a class without a row and far numbers have answers', () => {
  const cases: readonly (readonly [readonly number[], readonly number[], TaskShape])[] = [
    [new Array<number>(30).fill(1), [0, 1, 0, 1, 0, 1, 0, 1, 0, 1], binary],
    [new Array<number>(30).fill(1), [-1, 1, -1, 1, -1, 1, -1, 1, -1, 1], numbers],
    [[0, 1, 2, 3, 4, 5], [-1, 1], numbers],
    [[0, 1, 2, 3, 4, 5], [0, 1], binary],
    [[0, 1, 2, 3, 4, 5], [0, 1], { kind: 'multiclass', classes: 3 }],
    [[1e30, 1, 2, -1e30, 4, 1e-30], [1e4, -1e4], numbers],
  ];
  for (const [values, y, task] of cases) {
    const x = designOf(values);
    const set = { x, y: Float32Array.from(y) };
    const model = gaussianProcess.train(set, gaussianProcess.defaults, contextOf(x, task));
    for (const answer of gaussianProcess.predict(model, x, task)) {
      expect(Number.isFinite(answer)).toBe(true);
    }
  }
});

test.each([
  ['a length for each column', (i: number) => `${i}`],
  ['a length for two levels of one column', (i: number) => `${Math.min(i, 1)}`],
])('levels tell what numbers would, with %s', (_, source) => {
  // Mostly zeros, as levels and terms are; the first column stays a number.
  const sparse = (value: number, i: number) => (i % columns > 0 && value < 0.3 ? 0 : value);
  const [plain, others] = [reference.x.map(sparse), reference.other.map(sparse)];
  const predicted = (designed: (values: readonly number[]) => DesignMatrix) => {
    const [x, y] = [designed(plain), Float32Array.from(reference.y)];
    const model = gaussianProcess.train({ x, y }, gaussianProcess.defaults, contextOf(x, numbers));
    return [...gaussianProcess.predict(model, designed(others), numbers)];
  };
  const told = predicted((values) => withLevels(values, source));
  for (const [row, wanted] of predicted((values) => designOf(values, source)).entries()) {
    expect(told[row]).toBeCloseTo(wanted, 9);
  }
});
