import { constant } from '../../../models/constant.js';
import { sumToOne } from '../../../models/sum-to-one.js';
import type { LowerModel } from './lower-model.js';

/** The same answer for every row. */
export const lowerConstant: LowerModel = (graph, saved, { rows }, { kind, classes }) => {
  const { values } = constant.load(saved);
  const answer = kind === 'regression' ? Float64Array.from(values) : sumToOne(values, classes);
  const row = graph.doubles(answer, [1, answer.length]);
  const shape = graph.add('Concat', [rows, graph.ints([answer.length], [1])], { axis: { int: 0 } });
  return graph.add('Expand', [row, shape]);
};
