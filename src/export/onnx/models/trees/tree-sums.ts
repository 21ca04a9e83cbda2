import type { Tree } from '../../../../trees/tree.js';
import { cast } from '../../arithmetic.js';
import type { Graph } from '../../graph.js';
import { treeArrays } from './tree-arrays.js';

/** Trees with vectors whose answers are in memory together. */
const TOGETHER = 16;

/**
 * The sums of what trees answer for the rows of `x`, double (N, outputs): those of one output every so many trees, or of
 * all outputs each. No tree sums to nothing.
 */
export function treeSums(
  graph: Graph,
  trees: readonly Tree[],
  x: string,
  outputs: number,
): string | undefined {
  if (trees.length === 0) return undefined;
  if (trees.some(({ vectors }) => vectors)) return vectorSums(graph, trees, x, outputs);
  const arrays = treeArrays(trees, outputs, (tree, leaf) => ({
    output: tree % outputs,
    value: trees[tree]?.values[leaf] ?? 0,
  }));
  return graph.add('TreeEnsemble', [x], arrays, 'ai.onnx.ml');
}

/** A leaf of ONNX answers one output: here the number of its vector. */
function vectorSums(graph: Graph, trees: readonly Tree[], x: string, outputs: number): string {
  const sums: string[] = [];
  for (let from = 0; from < trees.length; from += TOGETHER) {
    sums.push(blockSums(graph, trees.slice(from, from + TOGETHER), x, outputs));
  }
  return sums.reduce((sum, block) => graph.add('Add', [sum, block]));
}

function blockSums(graph: Graph, trees: readonly Tree[], x: string, outputs: number): string {
  const firsts: number[] = [];
  let rows = 0;
  for (const { vectors } of trees) {
    firsts.push(rows);
    rows += (vectors?.length ?? 0) / outputs;
  }
  const arrays = treeArrays(trees, trees.length, (tree, leaf) => ({
    output: tree,
    value: (firsts[tree] ?? 0) + (trees[tree]?.values[leaf] ?? 0),
  }));
  const leaves = graph.add('TreeEnsemble', [x], arrays, 'ai.onnx.ml');
  const table = new Float32Array(rows * outputs);
  for (const [i, { vectors }] of trees.entries()) {
    if (vectors) table.set(vectors, (firsts[i] ?? 0) * outputs);
  }
  const places = cast(graph, leaves, 'int64');
  const answers = graph.add('Gather', [graph.floats(table, [rows, outputs]), places]);
  const sum = graph.add('ReduceSum', [answers, graph.ints([1], [1])], { keepdims: { int: 0 } });
  return cast(graph, sum, 'double');
}
