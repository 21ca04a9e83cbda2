import { arithmetic, cast, rowSum, sideBySide } from '../arithmetic.js';
import type { Graph } from '../graph.js';

/** The chance of the second of two classes (N, 1), as doubles of both. */
export function withFirstClass(graph: Graph, second: string): string {
  const own = cast(graph, second, 'double');
  return sideBySide(graph, [arithmetic(graph).sub(1, own), own]);
}

/** Chances as doubles of which each row's sum to 1. */
export function normalised(graph: Graph, chances: string): string {
  const own = cast(graph, chances, 'double');
  return arithmetic(graph).div(own, rowSum(graph, own));
}
