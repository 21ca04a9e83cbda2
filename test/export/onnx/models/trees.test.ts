import { expect, test } from 'vitest';
import type { Attribute } from '../../../../src/export/onnx/graph.js';
import { createGraph } from '../../../../src/export/onnx/graph.js';
import { treeArrays } from '../../../../src/export/onnx/models/trees/tree-arrays.js';
import { treeInput } from '../../../../src/export/onnx/models/trees/tree-input.js';
import { treeSums } from '../../../../src/export/onnx/models/trees/tree-sums.js';
import { leafOf, MISSING_LEFT, type Tree, UNLISTED_LEFT } from '../../../../src/trees/tree.js';
import { matrixOf } from '../../../fixtures/games.js';

interface PlainNode {
  readonly column: number;
  readonly threshold?: number;
  readonly listed?: readonly number[];
  readonly sides?: number;
  readonly left?: number;
  readonly right?: number;
  readonly value?: number;
}

function treeOf(nodes: readonly PlainNode[], vectors?: readonly number[]): Tree {
  const lists = nodes.map(({ listed = [] }) => listed);
  const ends = lists.map((_, i) => lists.slice(0, i + 1).flat().length);
  const ints = (field: 'column' | 'left' | 'right') =>
    Int32Array.from(nodes, (node) => node[field] ?? 0);
  return {
    columns: ints('column'),
    left: ints('left'),
    right: ints('right'),
    thresholds: Float64Array.from(nodes, ({ threshold = 0 }) => threshold),
    sides: Uint8Array.from(nodes, ({ sides = 0 }) => sides),
    listStarts: Int32Array.from(ends, (_, i) => ends[i - 1] ?? 0),
    listEnds: Int32Array.from(ends),
    listed: Int32Array.from(lists.flat()),
    values: Float32Array.from(nodes, ({ value = 0 }) => value),
    gains: new Float32Array(nodes.length),
    ...(vectors && { vectors: Float32Array.from(vectors) }),
  };
}

const leaf = (value: number): PlainNode => ({ column: -1, value });

/** Numbers whose gaps go left, then levels of which 0 and 2 go left. */
const mixed = treeOf([
  { column: 0, threshold: 0.1, sides: MISSING_LEFT, left: 1, right: 2 },
  leaf(1),
  { column: 1, listed: [0, 2], left: 3, right: 4 },
  leaf(2),
  leaf(3),
]);
/** Level 1 goes right, as what is missing; all others go left. */
const unlisted = treeOf([
  { column: 1, listed: [1], sides: UNLISTED_LEFT, left: 1, right: 2 },
  leaf(10),
  leaf(20),
]);
const lone = treeOf([leaf(5)]);
const trees = [mixed, unlisted, lone];

function arraysOf() {
  return treeArrays(trees, 1, (tree, node) => ({
    output: 0,
    value: trees[tree]?.values[node] ?? 0,
  }));
}

function numbersOf(attribute: Attribute | undefined): number[] {
  if (attribute && 'ints' in attribute) return Array.from(attribute.ints);
  if (!attribute || !('tensor' in attribute)) throw new Error('no numbers');
  const { data, type } = attribute.tensor;
  if (!(data instanceof Uint8Array)) throw new Error('texts');
  return type === 'uint8' ? [...data] : [...new Float64Array(data.slice().buffer)];
}

test('trees are written node by node, nodes and leaves numbered apart', () => {
  const arrays = arraysOf();
  const told = Object.keys(arrays).filter(
    (name) => !['aggregate_function', 'n_targets'].includes(name),
  );
  expect(Object.fromEntries(told.map((name) => [name, numbersOf(arrays[name])]))).toEqual({
    tree_roots: [0, 2, 3],
    nodes_featureids: [0, 1, 1, 0],
    nodes_splits: [0.1, 0, 0, 0],
    // At most the threshold, or one of the members.
    nodes_modes: [0, 6, 6, 0],
    nodes_truenodeids: [0, 1, 4, 5],
    nodes_trueleafs: [1, 1, 1, 1],
    nodes_falsenodeids: [1, 2, 3, 5],
    nodes_falseleafs: [0, 1, 1, 1],
    nodes_missing_value_tracks_true: [1, 0, 1, 0],
    membership_values: [0, 2, Number.NaN, 1, Number.NaN],
    leaf_targetids: [0, 0, 0, 0, 0, 0],
    leaf_weights: [1, 2, 3, 10, 20, 5],
  });
});

test('a walk down what is written ends where the trees end', () => {
  const cells = [Number.NaN, 0.1, 0.1 + 2 ** -56, Math.fround(0.1)];
  const rows = cells.flatMap((cell) => [Number.NaN, 0, 1, 2, 3].map((code) => [cell, code]));
  const { data } = matrixOf(rows);
  for (const [i, row] of rows.entries()) {
    const wanted = trees.map((tree) => tree.values[leafOf(tree, data, 2 * i)]);
    expect(walk(row)).toEqual(wanted);
  }
});

/** As the definition of the operator has it. */
function walk(row: readonly number[]): number[] {
  const arrays = arraysOf();
  const of = (name: string) => numbersOf(arrays[name]);
  const [modes, splits, columns] = [of('nodes_modes'), of('nodes_splits'), of('nodes_featureids')];
  const sets = setsOf(of('membership_values'));
  const setOf = modes.map((mode, node) =>
    mode === 6 ? modes.slice(0, node).filter((m) => m === 6).length : -1,
  );
  return of('tree_roots').map((root) => {
    let [node, isLeaf] = [root, 0];
    while (!isLeaf) {
      const value = row[columns[node] ?? 0] ?? Number.NaN;
      const isAsked =
        modes[node] === 6 ? sets[setOf[node] ?? 0]?.has(value) : value <= (splits[node] ?? 0);
      const isTrue =
        isAsked || (Number.isNaN(value) && of('nodes_missing_value_tracks_true')[node] === 1);
      const side = isTrue ? 'true' : 'false';
      isLeaf = of(`nodes_${side}leafs`)[node] ?? 1;
      node = of(`nodes_${side}nodeids`)[node] ?? 0;
    }
    return of('leaf_weights')[node] ?? Number.NaN;
  });
}

function setsOf(members: readonly number[]): Set<number>[] {
  const sets = [new Set<number>()];
  for (const member of members) {
    if (Number.isNaN(member)) sets.push(new Set());
    else sets.at(-1)?.add(member);
  }
  return sets;
}

test('trees answer one output in turn, and those with vectors all, some of them at a time', () => {
  const graph = createGraph();
  treeSums(graph, [mixed, unlisted, lone, mixed], 'x', 2);
  const [inTurn] = graph.nodes;
  expect(numbersOf(inTurn?.attributes.leaf_targetids)).toEqual([0, 0, 0, 1, 1, 0, 1, 1, 1]);
  expect(inTurn?.attributes.n_targets).toEqual({ int: 2 });
  const vectors = createGraph();
  const own = treeOf([{ column: 0, left: 1, right: 2 }, leaf(1), leaf(0)], [1, 2, 3, 4, 5, 6]);
  treeSums(
    vectors,
    Array.from({ length: 17 }, () => own),
    'x',
    3,
  );
  const ensembles = vectors.nodes.filter(({ op }) => op === 'TreeEnsemble');
  expect(ensembles.map(({ attributes }) => attributes.n_targets)).toEqual([
    { int: 16 },
    { int: 1 },
  ]);
  // The place of a leaf's vector among those of its block.
  expect(numbersOf(ensembles[0]?.attributes.leaf_weights).slice(0, 6)).toEqual([1, 0, 3, 2, 5, 4]);
  expect(numbersOf(ensembles[1]?.attributes.leaf_weights)).toEqual([1, 0]);
  expect(treeSums(createGraph(), [], 'x', 1)).toBeUndefined();
});

test('trees read numbers, codes and their own sparse columns; lone leaves read nothing', () => {
  const graph = createGraph();
  const x = {
    rows: 'rows',
    raw: { name: 'raw', columns: 2 },
    codes: { name: 'codes', cardinalities: [3] },
    sparse: { name: 'sparse', columns: 9 },
  };
  treeInput(graph, x, { numbers: 2, codes: 1, sparse: [4, 7] });
  expect(graph.nodes.map(({ op }) => op)).toEqual(['Cast', 'Gather', 'Cast', 'Concat']);
  const plain = createGraph();
  expect(treeInput(plain, x, { numbers: 2, codes: 0, sparse: [] })).toBe('raw');
  treeInput(plain, { rows: 'rows' }, { numbers: 0, codes: 0, sparse: [] });
  expect(plain.nodes.map(({ op }) => op)).toEqual(['Concat', 'Expand']);
});
