import type { Graph } from '../../graph.js';

/** (N, columns, from) times a (from, to) matrix of each column: (N, columns, to). */
export function byColumn(graph: Graph, x: string, weights: string): string {
  const swap = { perm: { ints: [1, 0, 2] } };
  const product = graph.add('MatMul', [graph.add('Transpose', [x], swap), weights]);
  return graph.add('Transpose', [product], swap);
}

/** (N, columns, width) as (N, columns · width). */
export function sideBySideVectors(graph: Graph, x: string, width: number): string {
  return graph.add('Reshape', [x, graph.ints([0, width], [2])]);
}
