import { elasticNetFamily } from '../../../models/elastic-net.js';
import { arithmetic, cast } from '../arithmetic.js';
import { withFirstClass } from './lower-classes.js';
import type { LowerModel } from './lower-model.js';

/** Sums in double precision, as the family has them; then a sigmoid or a softmax. */
export const lowerElasticNet: LowerModel = (graph, saved, { dense, sparse, rows }, task) => {
  const { fit, inputs, sparseInputs } = elasticNetFamily.load(saved);
  const { coefficients } = fit;
  const outputs = coefficients.length / (inputs + sparseInputs + 1);
  const { add, div, exp, sub } = arithmetic(graph);
  const product = (name: string, from: number, columns: number) => {
    const own = coefficients.subarray(from * outputs, (from + columns) * outputs);
    const weights = graph.doubles(own, [columns, outputs]);
    return graph.add('MatMul', [cast(graph, name, 'double'), weights]);
  };
  const shape = graph.add('Concat', [rows, graph.ints([outputs], [1])], { axis: { int: 0 } });
  const intercepts = graph.doubles(coefficients.subarray(-outputs), [1, outputs]);
  const sums = [
    ...(dense ? [product(dense.name, 0, inputs)] : []),
    ...(sparse ? [product(sparse.name, inputs, sparseInputs)] : []),
  ].reduce(add, graph.add('Expand', [intercepts, shape]));
  if (task.kind === 'regression') return sums;
  if (outputs === 1) return withFirstClass(graph, div(1, add(1, exp(sub(0, sums)))));
  return graph.add('Softmax', [sums], { axis: { int: -1 } });
};
