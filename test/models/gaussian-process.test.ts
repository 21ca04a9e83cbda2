import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { gaussianProcess } from '../../src/models/gaussian-process.js';
import { scalesOf } from '../../src/models/kernel-rows.js';
import { learnKernel } from '../../src/models/marginal-likelihood.js';
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

function designOf(values: readonly number[]): DesignMatrix {
  const rows = values.length / columns;
  const matrix = { rows, columns, data: Float32Array.from(values) };
  const features = Array.from({ length: columns }, (_, i) => ({ name: `${i}`, source: `${i}` }));
  return { rows, blocks: [{ kind: 'dense', matrix, features }] };
}

function trained(
  y: readonly number[],
  task: TaskShape,
  more: { params?: Params; weights?: Float64Array; shouldStop?: () => boolean } = {},
) {
  const x = designOf(reference.x);
  const { weights, shouldStop = () => false } = more;
  const set = { x, y: Float32Array.from(y), weights };
  return gaussianProcess.train(
    set,
    { ...gaussianProcess.defaults, ...more.params },
    {
      task,
      metric: 'rmse',
      kernels: 'auto',
      random: randomStream(0),
      validation: { x, score: () => 0 },
      shouldStop,
    },
  );
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
