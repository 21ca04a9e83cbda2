import type { Graph } from '../graph.js';

/** The same row again and again, double (N, values); `rows` is their number as a value of the graph. */
export function filledRows(graph: Graph, rows: string, row: ArrayLike<number>): string {
  const shape = graph.add('Concat', [rows, graph.ints([row.length], [1])], { axis: { int: 0 } });
  return graph.add('Expand', [graph.doubles(row, [1, row.length]), shape]);
}
