import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { neighbours } from '../../src/models/neighbours.js';
import { randomStream } from '../../src/util/random.js';

/** Rows far from 0, whose squares single precision holds to 0.06. */
const far = Math.fround(1000.1);
const rows = [
  [far, 3],
  [far, 4],
];

function saved(weighting: string) {
  const biases = rows.map((row) => -row.reduce((sum, value) => sum + value ** 2, 0) / 2);
  const parameters = [0, 1].flatMap((column) => rows.map((row) => row[column] ?? 0));
  return {
    kind: 'neighbours',
    json: { inputs: 2, sparseInputs: 0, k: 2, weighting, count: 2 },
    tensors: {
      rows: Float32Array.from([...parameters, ...biases]),
      y: Float32Array.of(7, 1),
      weights: Float32Array.of(1, 1),
    },
  };
}

function designOf(row: readonly number[]): DesignMatrix {
  const data = Float32Array.from(row);
  return {
    rows: 1,
    blocks: [{ kind: 'dense', matrix: { rows: 1, columns: 2, data }, features: [] }],
  };
}

test('a row that is among those kept is at no distance, however far from 0 it lies', () => {
  const predict = (weighting: string) =>
    neighbours.predict(neighbours.load(saved(weighting)), designOf([far, 3]), {
      kind: 'regression',
      classes: 0,
    });
  // At no distance a row counts 1 / 0.01, at a distance of 1 it counts 1 / 1.01.
  expect(predict('distance')[0]).toBeCloseTo((100 * 7 + 1 / 1.01) / (100 + 1 / 1.01), 10);
  expect(predict('uniform')[0]).toBe(4);
});

test.each([
  [64, 1],
  [300, 256],
])(
  'of %s neighbours at most %s are best where the nearer half of 256 says the opposite',
  (mostNeighbours, k) => {
    const count = 300;
    const data = Float32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? i : 0));
    const x: DesignMatrix = {
      rows: count,
      blocks: [{ kind: 'dense', matrix: { rows: count, columns: 2, data }, features: [] }],
    };
    const y = Float32Array.from({ length: count }, (_, row) => (row < 128 ? 1 : -1));
    const params = { ...neighbours.defaults, weighting: 'uniform', mostNeighbours };
    const { length } = neighbours.train({ x, y }, params, {
      task: { kind: 'regression', classes: 0 },
      metric: 'rmse',
      kernels: 'auto',
      random: randomStream('neighbours'),
      validation: { x: designOf([0, 0]), score: ([answer = 0]) => -Math.abs(answer) },
      shouldStop: () => false,
    });
    expect(length).toBe(k);
  },
);
