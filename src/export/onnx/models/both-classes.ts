import type { Graph } from '../graph.js';

/** The chance of the positive class, double (N, 1), becomes two, one for each class. */
export function bothClasses(graph: Graph, positive: string): string {
  const negative = graph.add('Sub', [graph.doubles([1], [1]), positive]);
  return graph.add('Concat', [negative, positive], { axis: { int: 1 } });
}
