import { boostedTrees } from '../../../models/boosted-trees.js';
import { isOfNumbers } from '../../../util/task-kind.js';
import { filledRows } from './filled-rows.js';
import { withFirstClass } from './lower-classes.js';
import type { LowerModel } from './lower-model.js';
import { treeInput } from './trees/tree-input.js';
import { treeSums } from './trees/tree-sums.js';

/** Trees are summed in double precision, and their scores linked as the task asks. */
export const lowerBoostedTrees: LowerModel = (graph, saved, x, { kind }) => {
  const { booster, columns } = boostedTrees.load(saved);
  const { start, rounds } = booster;
  const sums = treeSums(graph, rounds.flat(), treeInput(graph, x, columns), start.length);
  const first = graph.doubles(start, [1, start.length]);
  const scores = sums ? graph.add('Add', [sums, first]) : filledRows(graph, x.rows, start);
  if (isOfNumbers({ kind })) return scores;
  if (kind === 'multiclass') return graph.add('Softmax', [scores], { axis: { int: 1 } });
  return withFirstClass(graph, graph.add('Sigmoid', [scores]));
};
