import { expect, test } from 'vitest';
import type { DesignMatrix } from '../../src/matrix/design-matrix.js';
import { type BoostedModel, boostedTrees } from '../../src/models/boosted-trees.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 300;

function designOf(rows: number): DesignMatrix {
  const random = randomStream('many-classes');
  const columns = [0, 1].map(() => ({
    values: Float64Array.from({ length: rows }, () => random.normal()),
  }));
  const features = ['a', 'b'].map((name) => ({ name, source: name }));
  return { rows, blocks: [{ kind: 'raw', rows, columns, features }] };
}

const x = designOf(ROWS);

function trained(classes: number, shouldStop: () => boolean = () => false): BoostedModel {
  const task = { kind: 'multiclass', classes } as const;
  const y = Float32Array.from({ length: ROWS }, (_, row) => row % classes);
  const params = { ...boostedTrees.defaults, rounds: 3 };
  let score = 0;
  const validation = { x, score: () => ++score };
  const context = { task, metric: 'log_loss', kernels: 'auto', validation, shouldStop } as const;
  return boostedTrees.train({ x, y }, params, { ...context, random: randomStream('train') });
}

test('ten classes have a tree each, more share one whose leaves answer all', () => {
  expect(trained(10).booster.rounds.map((trees) => trees.length)).toEqual([10, 10, 10]);
  const { booster, parameters } = trained(11);
  expect(booster.rounds.map((trees) => trees.length)).toEqual([1, 1, 1]);
  const trees = booster.rounds.flat();
  for (const { columns, vectors } of trees) {
    expect(vectors).toHaveLength(11 * columns.filter((column) => column < 0).length);
  }
  const held = trees.map(({ columns, vectors }) => columns.length + (vectors?.length ?? 0));
  expect(parameters).toBe(held.reduce((a, b) => a + b, 0));
});

test('trees of many classes are saved with their vectors, others as before', () => {
  const task = { kind: 'multiclass', classes: 11 } as const;
  const model = trained(11);
  const saved = boostedTrees.save(model);
  const loaded = boostedTrees.load(saved);
  expect(loaded.booster).toEqual(model.booster);
  expect(loaded.parameters).toBe(model.parameters);
  const chances = boostedTrees.predict(model, x, task);
  expect(boostedTrees.predict(loaded, x, task)).toEqual(chances);
  expect(chances.subarray(0, 11).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  const other = boostedTrees.save(trained(10));
  expect(Object.keys(other.tensors)).not.toContain('vectors');
  expect(Object.keys(other.json)).not.toContain('vectors');
  expect(boostedTrees.load(other).booster).toEqual(trained(10).booster);
});

test('saved vectors that are absent, too few or out of reach are refused', () => {
  const saved = boostedTrees.save(trained(11));
  const { vectors = new Float32Array(), ...rest } = saved.tensors;
  expect(() => boostedTrees.load({ ...saved, tensors: rest })).toThrow('vectors');
  const fewer = { ...rest, vectors: vectors.slice(11) as Float32Array };
  expect(() => boostedTrees.load({ ...saved, tensors: fewer })).toThrow('vectors');
  const leaf = saved.tensors.columns?.findIndex((column) => column < 0) ?? 0;
  for (const wrong of [0.5, -1, 1000]) {
    const values = Float32Array.from(saved.tensors.values ?? []);
    values[leaf] = wrong;
    const tensors = { ...saved.tensors, values };
    expect(() => boostedTrees.load({ ...saved, tensors })).toThrow('a broken tree');
  }
});

test('importance adds up what splits of projections win', () => {
  const { raw } = boostedTrees.importance?.(trained(11)) ?? {};
  expect(raw).toHaveLength(2);
  expect(Math.min(...Array.from(raw ?? [0]))).toBeGreaterThan(0);
});
