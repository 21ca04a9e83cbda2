import { allocator } from '../util/allocator.js';
import { growMemory } from '../util/grow-memory.js';
import { CODE_KINDS, type CodeColumn, type CodeColumns, edgeCode } from './code-columns.js';
import { MISSING_LEFT, type Tree, UNLISTED_LEFT } from './tree.js';
import { WALK_ROWS } from './tree-walker.js';

/** Trees in a memory as assembly/walks.ts reads them, with room for a block of rows; places are bytes. */
export interface LaidTrees {
  readonly roots: readonly number[];
  /** What walks each tree. */
  readonly walks: readonly ('walkNumbers' | 'walkTree')[];
  /** Of each column of codes. */
  readonly edgesAt: readonly number[];
  readonly codesAt: readonly number[];
  readonly valuesAt: number;
  readonly leavesAt: number;
  /** Of each tree, what its leaves answer. */
  readonly answersAt: readonly number[];
  readonly sumsAt: number;
  /** Where what was laid ends. */
  readonly end: number;
}

const NODE = 16;
/** In place of a threshold. */
const LEVELS = 0xfffffffe;
const NEVER_RIGHT = 0xffffffff;

/** Writes trees into a memory from this byte on, and makes it as large as that takes. */
export function layTrees(
  memory: WebAssembly.Memory,
  from: number,
  trees: readonly Tree[],
  codes: CodeColumns,
  columns: number,
): LaidTrees {
  const place = allocator(from);
  const edgesAt = codes.columns.map(({ edges }) => place(edges.byteLength));
  const codesAt = codes.columns.map(() => place(2 * WALK_ROWS));
  const valuesAt = place(8 * WALK_ROWS * columns);
  const leavesAt = place(4 * WALK_ROWS);
  const sumsAt = place(8 * WALK_ROWS);
  const roots = trees.map((tree) => place(NODE * tree.columns.length));
  const answersAt = trees.map(({ values }) => place(values.byteLength));
  const sizes = trees.map((tree) => tableBytes(tree, codes));
  const tables = sizes.map((size) => place(size));
  const end = place(0);
  growMemory(memory, end);
  const words = new Uint32Array(memory.buffer);
  const bytes = new Uint8Array(memory.buffer);
  for (const [i, { edges }] of codes.columns.entries()) {
    new Float64Array(memory.buffer, edgesAt[i], edges.length).set(edges);
  }
  for (const [i, tree] of trees.entries()) {
    const places = { root: roots[i] ?? 0, table: tables[i] ?? 0, codesAt };
    writeTree(tree, codes, places, words, bytes);
    new Float32Array(memory.buffer, answersAt[i], tree.values.length).set(tree.values);
  }
  const walks = sizes.map((size) => (size > 0 ? 'walkTree' : 'walkNumbers'));
  return { roots, walks, edgesAt, codesAt, valuesAt, leavesAt, answersAt, sumsAt, end };
}

/** What the tables of a tree's levels take. */
function tableBytes(tree: Tree, codes: CodeColumns): number {
  let sum = 0;
  for (let node = 0; node < tree.columns.length; node++) {
    if ((tree.columns[node] as number) >= 0) sum += tableSize(columnOf(tree, node, codes));
  }
  return sum;
}

/** A byte for each code of levels, those for unlisted and for missing ones among them; none of numbers. */
function tableSize({ kind, edges }: CodeColumn): number {
  return kind === CODE_KINDS.levels ? edges.length + 2 : 0;
}

function columnOf(tree: Tree, node: number, codes: CodeColumns): CodeColumn {
  return codes.columns[codes.placeOf(tree, node)] as CodeColumn;
}

/** Level by level, so that two children lie side by side. */
function writeTree(
  tree: Tree,
  codes: CodeColumns,
  {
    root,
    table: tablesAt,
    codesAt,
  }: { readonly root: number; readonly table: number; readonly codesAt: readonly number[] },
  words: Uint32Array,
  bytes: Uint8Array,
): void {
  const order = new Int32Array(tree.columns.length);
  let [count, table] = [1, tablesAt];
  for (let place = 0; place < count; place++) {
    const node = order[place] as number;
    const word = (root + NODE * place) / 4;
    if ((tree.columns[node] as number) < 0) {
      words.set([0, NEVER_RIGHT, root + NODE * place, node], word);
      continue;
    }
    if (count + 2 > order.length) throw new Error('a tree with a node that has two parents');
    const column = columnOf(tree, node, codes);
    const isLevels = column.kind === CODE_KINDS.levels;
    words[word] = codesAt[codes.placeOf(tree, node)] as number;
    words[word + 1] = isLevels ? LEVELS : edgeCode(column, tree.thresholds[node] as number);
    words[word + 2] = root + NODE * count;
    words[word + 3] = table;
    if (isLevels) writeTable(tree, node, column, bytes, table);
    table += tableSize(column);
    order[count++] = tree.left[node] as number;
    order[count++] = tree.right[node] as number;
  }
}

/** 1 for each code that goes right. */
function writeTable(
  { sides, listed, listStarts, listEnds }: Tree,
  node: number,
  column: CodeColumn,
  bytes: Uint8Array,
  at: number,
): void {
  const isUnlistedLeft = ((sides[node] as number) & UNLISTED_LEFT) !== 0;
  const isMissingLeft = ((sides[node] as number) & MISSING_LEFT) !== 0;
  const missing = column.edges.length + 1;
  bytes.fill(isUnlistedLeft ? 0 : 1, at, at + missing);
  bytes[at + missing] = isMissingLeft ? 0 : 1;
  for (let i = listStarts[node] as number; i < (listEnds[node] as number); i++) {
    bytes[at + edgeCode(column, listed[i] as number)] = isUnlistedLeft ? 1 : 0;
  }
}
