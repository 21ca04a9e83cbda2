import type { Graph } from '../graph.js';
import { ELEMENT_TYPES } from '../tensor.js';

/** Probabilities in single precision, (N, classes), as doubles of which each row's sum to 1. */
export function sumToOne(graph: Graph, outputs: string): string {
  const shares = graph.add('Cast', [outputs], { to: { int: ELEMENT_TYPES.double } });
  const sum = graph.add('ReduceSum', [shares, graph.ints([1], [1])]);
  return graph.add('Div', [shares, sum]);
}
