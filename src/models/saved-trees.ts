import type { Tree } from '../trees/tree.js';
import type { SavedModel } from './model-family.js';
import { savedDoubles, savedNumber, savedTensor } from './saved-model.js';
import { columnCount, type TreeColumns } from './tree-columns.js';

/** What is kept of each split, besides thresholds and lists. */
const OF_SPLITS = ['left', 'right', 'sides', 'gains'] as const;

/** Trees as tensors, tree after tree: the columns of all nodes, what splits hold besides, and what leaves answer. */
export function treeTensors(trees: readonly Tree[]): SavedModel['tensors'] {
  const singles = (arrays: readonly ArrayLike<number>[]) => joined(Float32Array, arrays);
  const columns = singles(trees.map((tree) => tree.columns));
  const isSplit = (_: number, node: number) => (columns[node] as number) >= 0;
  const isLeaf = (_: number, node: number) => (columns[node] as number) < 0;
  const lists = trees.map(({ listStarts, listEnds }) =>
    listEnds.map((end, node) => end - (listStarts[node] ?? 0)),
  );
  const thresholds = trees.map((tree) => tree.thresholds);
  const ofSplits = OF_SPLITS.map((field) => {
    const values = singles(trees.map((tree) => tree[field]));
    return [field, values.filter(isSplit)] as const;
  });
  return {
    nodes: Float32Array.from(trees, (tree) => tree.columns.length),
    columns,
    ...Object.fromEntries(ofSplits),
    thresholds: joined(Float64Array, thresholds).filter(isSplit),
    lists: singles(lists).filter(isSplit),
    listed: singles(trees.map(({ listed }) => listed)),
    values: singles(trees.map(({ values }) => values)).filter(isLeaf),
    ...(trees.some(({ vectors }) => vectors)
      ? { vectors: singles(trees.map(({ vectors }) => vectors ?? [])) }
      : {}),
  };
}

function joined<Tensor extends Float32Array | Float64Array>(
  Values: new (length: number) => Tensor,
  arrays: readonly ArrayLike<number>[],
): Tensor {
  const all = new Values(arrays.reduce((sum, { length }) => sum + length, 0));
  let next = 0;
  for (const array of arrays) {
    all.set(array, next);
    next += array.length;
  }
  return all;
}

/**
 * So many trees; told outputs, their leaves answer vectors of so many. Throws when the tensors do not fit together.
 */
export function savedTrees(saved: SavedModel, count: number, outputs?: number): Tree[] {
  const nodes = savedTensor(saved, 'nodes', count);
  const all = nodes.reduce((sum, count) => sum + count, 0);
  const columns = savedTensor(saved, 'columns', all);
  const { ofSplits, values, thresholds, lists } = nodeFields(saved, columns);
  const listed = savedTensor(
    saved,
    'listed',
    lists.reduce((sum, size) => sum + size, 0),
  );
  const nextVectors = outputs === undefined ? undefined : vectorReader(saved, columns, outputs);
  let [node, code] = [0, 0];
  return Array.from(nodes, (size) => {
    const end = node + size;
    const sizes = lists.subarray(node, end);
    const { listStarts, listEnds } = listPlaces(sizes);
    const codes = listEnds.at(-1) ?? 0;
    const tree: Tree = {
      columns: Int32Array.from(columns.subarray(node, end)),
      left: Int32Array.from(ofSplits.left.subarray(node, end)),
      right: Int32Array.from(ofSplits.right.subarray(node, end)),
      sides: Uint8Array.from(ofSplits.sides.subarray(node, end)),
      thresholds: thresholds.slice(node, end),
      values: values.slice(node, end),
      gains: ofSplits.gains.slice(node, end),
      listStarts,
      listEnds,
      listed: Int32Array.from(listed.subarray(code, code + codes)),
      ...(nextVectors && { vectors: nextVectors(node, end) }),
    };
    checkTree(tree, outputs, saved.kind);
    node = end;
    code += codes;
    return tree;
  });
}

/** What nodes hold besides their columns, each at its place among all; until format 8 all nodes held all of it. */
function nodeFields(saved: SavedModel, columns: Float32Array) {
  const isWhole = saved.tensors.covers !== undefined;
  const leaves = leavesOf(columns);
  const sizes = { splits: columns.length - leaves, leaves };
  const sizeOf = (part: Part) => (isWhole ? columns.length : sizes[part]);
  const laid = (name: string, part: Part, none = 0) => {
    const values = savedTensor(saved, name, sizeOf(part));
    return isWhole ? values : placed(values, columns, part, none);
  };
  const doubles = savedDoubles(saved, 'thresholds', sizeOf('splits'));
  return {
    ofSplits: {
      left: laid('left', 'splits', -1),
      right: laid('right', 'splits', -1),
      sides: laid('sides', 'splits'),
      gains: laid('gains', 'splits'),
    },
    values: laid('values', 'leaves'),
    thresholds: isWhole ? doubles : placed(doubles, columns, 'splits', 0),
    lists: laid('lists', 'splits'),
  };
}

type Part = 'splits' | 'leaves';

/** The values of splits, or of leaves, at the places of their nodes. */
function placed<Tensor extends Float32Array | Float64Array>(
  values: Tensor,
  columns: Float32Array,
  part: Part,
  none: number,
): Tensor {
  const all = new (values.constructor as new (length: number) => Tensor)(columns.length);
  let next = 0;
  for (const [node, column] of columns.entries()) {
    all[node] = part === (column < 0 ? 'leaves' : 'splits') ? (values[next++] as number) : none;
  }
  return all;
}

/** Gives the vectors of one tree after the other, told its nodes: one for each leaf. */
function vectorReader(saved: SavedModel, columns: Float32Array, outputs: number) {
  const all = savedTensor(saved, 'vectors', leavesOf(columns) * outputs);
  let next = 0;
  return (node: number, end: number) => {
    const from = next;
    next += leavesOf(columns.subarray(node, end)) * outputs;
    return all.slice(from, next);
  };
}

/** How many of so many nodes are leaves. */
function leavesOf(columns: Float32Array): number {
  return columns.reduce((sum, column) => sum + Number(column < 0), 0);
}

function listPlaces(sizes: Float32Array): Pick<Tree, 'listStarts' | 'listEnds'> {
  const listStarts = new Int32Array(sizes.length);
  const listEnds = new Int32Array(sizes.length);
  let next = 0;
  for (const [node, size] of sizes.entries()) {
    listStarts[node] = next;
    next += size;
    listEnds[node] = next;
  }
  return { listStarts, listEnds };
}

/** Children come after their parents, so that every walk ends; a leaf that answers a vector has one. */
function checkTree(
  { columns, left, right, values, vectors }: Tree,
  outputs: number | undefined,
  kind: string,
): void {
  const rows = vectors && outputs ? vectors.length / outputs : Number.POSITIVE_INFINITY;
  const isSound = columns.every((column, node) => {
    const value = values[node] ?? 0;
    if (column < 0) return !vectors || (Number.isInteger(value) && value >= 0 && value < rows);
    const children = [left[node] ?? 0, right[node] ?? 0];
    return children.every((child) => child > node && child < columns.length);
  });
  if (!isSound || columns.length === 0)
    throw new Error(`the saved ${kind} model has a broken tree`);
}

/** Numbers that trees hold: one a node, and those of vectors. */
export function treeParameters(trees: readonly Tree[]): number {
  return trees.reduce(
    (sum, { columns, vectors }) => sum + columns.length + (vectors?.length ?? 0),
    0,
  );
}

/** How trees read their columns, as JSON. */
export function columnsJson({ numbers, codes, sparse }: TreeColumns): SavedModel['json'] {
  return { numbers, codes, sparse: [...sparse] };
}

/** Throws when they are not what columnsJson makes, or not all that these trees ask for. */
export function savedColumns(saved: SavedModel, trees: readonly Tree[]): TreeColumns {
  const { sparse } = saved.json;
  if (!Array.isArray(sparse) || !sparse.every((column) => typeof column === 'number')) {
    throw new Error(`the saved ${saved.kind} model does not say how it reads columns`);
  }
  const read = {
    numbers: savedNumber(saved, 'numbers'),
    codes: savedNumber(saved, 'codes'),
    sparse,
  };
  const isCounted = [read.numbers, read.codes, ...sparse].every(
    (count) => Number.isInteger(count) && count >= 0,
  );
  const all = columnCount(read);
  const isRead = trees.every(({ columns }) => columns.every((column) => column < all));
  if (!isCounted || !isRead) throw new Error(`the saved ${saved.kind} model has a broken tree`);
  return read;
}
