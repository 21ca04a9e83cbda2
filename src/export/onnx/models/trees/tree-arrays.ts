import { MISSING_LEFT, type Tree, UNLISTED_LEFT } from '../../../../trees/tree.js';
import type { Attributes } from '../../graph.js';
import { byteTensor, doubleTensor } from '../../tensor.js';

/** What each leaf of a tree adds to one of the outputs. */
export interface LeafAnswer {
  readonly output: number;
  readonly value: number;
}

/** How a node of ONNX asks: x ≤ threshold, or whether x is one of a set. */
const MODES = { atMost: 0, isMember: 6 } as const;

interface NodeLists {
  readonly columns: number[];
  readonly thresholds: number[];
  readonly modes: number[];
  readonly trueNodes: number[];
  readonly trueLeaves: number[];
  readonly falseNodes: number[];
  readonly falseLeaves: number[];
  readonly missingTrue: number[];
  readonly members: number[];
  readonly leafOutputs: number[];
  readonly leafValues: number[];
}

/** Trees as the attributes of a TreeEnsemble in double precision that sums what the leaves of each tree answer. */
export function treeArrays(
  trees: readonly Tree[],
  outputs: number,
  answerOf: (tree: number, leaf: number) => LeafAnswer,
): Attributes {
  const lists = emptyLists();
  const roots = trees.map((tree, i) => layTree(lists, tree, (leaf) => answerOf(i, leaf)));
  const doubles = (values: readonly number[]) => ({
    tensor: doubleTensor(values, [values.length]),
  });
  return {
    aggregate_function: { int: 1 },
    n_targets: { int: outputs },
    tree_roots: { ints: roots },
    nodes_featureids: { ints: lists.columns },
    nodes_splits: doubles(lists.thresholds),
    nodes_modes: { tensor: byteTensor(lists.modes, [lists.modes.length]) },
    nodes_truenodeids: { ints: lists.trueNodes },
    nodes_trueleafs: { ints: lists.trueLeaves },
    nodes_falsenodeids: { ints: lists.falseNodes },
    nodes_falseleafs: { ints: lists.falseLeaves },
    nodes_missing_value_tracks_true: { ints: lists.missingTrue },
    leaf_targetids: { ints: lists.leafOutputs },
    leaf_weights: doubles(lists.leafValues),
    ...(lists.members.length > 0 && { membership_values: doubles(lists.members) }),
  };
}

function emptyLists(): NodeLists {
  return {
    columns: [],
    thresholds: [],
    modes: [],
    trueNodes: [],
    trueLeaves: [],
    falseNodes: [],
    falseLeaves: [],
    missingTrue: [],
    members: [],
    leafOutputs: [],
    leafValues: [],
  };
}

/** Nodes and leaves are numbered apart, in the tree's own order; gives the number of the root. */
function layTree(lists: NodeLists, tree: Tree, answerOf: (leaf: number) => LeafAnswer): number {
  const root = lists.columns.length;
  const places = placesOf(tree, root, lists.leafValues.length);
  for (let node = 0; node < tree.columns.length; node++) {
    if (isLeaf(tree, node)) putLeaf(lists, answerOf(node));
    else putNode(lists, tree, node, places);
  }
  // A tree has a node in ONNX: a lone leaf stands on both sides of one.
  if (isLeaf(tree, 0)) putLoneLeaf(lists, places);
  return root;
}

function isLeaf(tree: Tree, node: number): boolean {
  return (tree.columns[node] ?? -1) < 0;
}

function placesOf(tree: Tree, firstNode: number, firstLeaf: number): Int32Array {
  let [node, leaf] = [firstNode, firstLeaf];
  return Int32Array.from(tree.columns, (column) => (column < 0 ? leaf++ : node++));
}

function putLeaf(lists: NodeLists, { output, value }: LeafAnswer): void {
  lists.leafOutputs.push(output);
  lists.leafValues.push(value);
}

function putNode(lists: NodeLists, tree: Tree, node: number, places: Int32Array): void {
  const sides = tree.sides[node] ?? 0;
  const [start = 0, end = 0] = [tree.listStarts[node], tree.listEnds[node]];
  const isNumber = start === end;
  // True is what the node asks for: a number that is small enough, or a level that is listed.
  const isTrueLeft = isNumber || (sides & UNLISTED_LEFT) === 0;
  const [left = 0, right = 0] = [tree.left[node], tree.right[node]];
  const [whenTrue, whenFalse] = isTrueLeft ? [left, right] : [right, left];
  lists.columns.push(tree.columns[node] ?? 0);
  lists.thresholds.push(isNumber ? (tree.thresholds[node] ?? 0) : 0);
  lists.modes.push(isNumber ? MODES.atMost : MODES.isMember);
  lists.trueNodes.push(places[whenTrue] ?? 0);
  lists.trueLeaves.push(Number(isLeaf(tree, whenTrue)));
  lists.falseNodes.push(places[whenFalse] ?? 0);
  lists.falseLeaves.push(Number(isLeaf(tree, whenFalse)));
  lists.missingTrue.push(Number(((sides & MISSING_LEFT) !== 0) === isTrueLeft));
  if (!isNumber) {
    for (let i = start; i < end; i++) lists.members.push(tree.listed[i] ?? 0);
    // What ends a set.
    lists.members.push(Number.NaN);
  }
}

function putLoneLeaf(lists: NodeLists, places: Int32Array): void {
  const leaf = places[0] ?? 0;
  lists.columns.push(0);
  lists.thresholds.push(0);
  lists.modes.push(MODES.atMost);
  lists.trueNodes.push(leaf);
  lists.trueLeaves.push(1);
  lists.falseNodes.push(leaf);
  lists.falseLeaves.push(1);
  lists.missingTrue.push(0);
}
