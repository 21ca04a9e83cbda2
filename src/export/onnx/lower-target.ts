import type { FittedTarget } from '../../preprocessing/target.js';
import { arithmetic, cast } from './arithmetic.js';
import type { Graph } from './graph.js';

/** What a model predicts as doubles in the label's own units, as `restoreTarget` makes them; chances pass. */
export function lowerTarget(
  graph: Graph,
  predictions: string,
  { log, mean, deviation, bounds, smearing, link, quantiles }: FittedTarget,
): string {
  const own = cast(graph, predictions, 'double');
  if (!bounds) return own;
  const { add, sub, mul, exp, atLeastZero, clip } = arithmetic(graph);
  const plain = add(
    mul(clip(ascending(graph, own, quantiles), bounds.low, bounds.high), deviation),
    mean,
  );
  if (link) return exp(plain);
  if (!log) return plain;
  const value = atLeastZero(sub(exp(plain), 1));
  return atLeastZero(add(value, mul(smearing - 1, add(value, 1))));
}

/** The answers of each row sorted; one a row as they are. */
export function ascending(graph: Graph, predictions: string, quantiles = 1): string {
  if (quantiles === 1) return predictions;
  const least = { axis: { int: 1 }, largest: { int: 0 }, sorted: { int: 1 } };
  const [values = ''] = graph.addSeveral(
    'TopK',
    [predictions, graph.ints([quantiles], [1])],
    2,
    least,
  );
  return values;
}
