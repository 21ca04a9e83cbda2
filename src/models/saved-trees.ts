import type { Tree } from '../trees/tree.js';
import type { ModelTensor, SavedModel } from './model-family.js';
import { savedDoubles, savedNumber, savedTensor } from './saved-model.js';
import { columnCount, type TreeColumns } from './tree-columns.js';

/** What is kept of each node, besides thresholds. */
const FIELDS = ['columns', 'left', 'right', 'sides', 'values', 'gains', 'covers'] as const;

/** Trees as tensors: the fields of all nodes, tree after tree. */
export function treeTensors(trees: readonly Tree[]): SavedModel['tensors'] {
  const joined = (arrays: readonly ArrayLike<number>[]) =>
    filled(new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0)), arrays);
  const thresholds = trees.map((tree) => tree.thresholds);
  const nodes = thresholds.reduce((sum, { length }) => sum + length, 0);
  const lists = trees.map(({ listStarts, listEnds }) =>
    listEnds.map((end, node) => end - (listStarts[node] ?? 0)),
  );
  return {
    nodes: Float32Array.from(trees, ({ columns }) => columns.length),
    ...Object.fromEntries(FIELDS.map((field) => [field, joined(trees.map((tree) => tree[field]))])),
    thresholds: filled(new Float64Array(nodes), thresholds),
    lists: joined(lists),
    listed: joined(trees.map(({ listed }) => listed)),
    ...(trees.some(({ vectors }) => vectors)
      ? { vectors: joined(trees.map(({ vectors }) => vectors ?? [])) }
      : {}),
  };
}

function filled<Tensor extends ModelTensor>(
  all: Tensor,
  arrays: readonly ArrayLike<number>[],
): Tensor {
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
  const fields = Object.fromEntries(
    FIELDS.map((field) => [field, savedTensor(saved, field, all)]),
  ) as Record<(typeof FIELDS)[number], Float32Array>;
  const thresholds = savedDoubles(saved, 'thresholds', all);
  const lists = savedTensor(saved, 'lists', all);
  const listed = savedTensor(
    saved,
    'listed',
    lists.reduce((sum, size) => sum + size, 0),
  );
  const nextVectors =
    outputs === undefined ? undefined : vectorReader(saved, fields.columns, outputs);
  let [node, code] = [0, 0];
  return Array.from(nodes, (size) => {
    const end = node + size;
    const own = (field: keyof typeof fields) => fields[field].slice(node, end);
    const sizes = lists.subarray(node, end);
    const { listStarts, listEnds } = listPlaces(sizes);
    const codes = listEnds.at(-1) ?? 0;
    const tree: Tree = {
      columns: Int32Array.from(own('columns')),
      left: Int32Array.from(own('left')),
      right: Int32Array.from(own('right')),
      sides: Uint8Array.from(own('sides')),
      thresholds: thresholds.slice(node, end),
      values: own('values'),
      gains: own('gains'),
      covers: own('covers'),
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

/** Gives the vectors of one tree after the other, told its nodes: one for each leaf. */
function vectorReader(saved: SavedModel, columns: Float32Array, outputs: number) {
  const leavesOf = (own: Float32Array) => own.reduce((sum, column) => sum + Number(column < 0), 0);
  const all = savedTensor(saved, 'vectors', leavesOf(columns) * outputs);
  let next = 0;
  return (node: number, end: number) => {
    const from = next;
    next += leavesOf(columns.subarray(node, end)) * outputs;
    return all.slice(from, next);
  };
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
