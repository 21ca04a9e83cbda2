import { extraTrees } from '../../../models/forests.js';
import { rowSum } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import { filledRows } from './filled-rows.js';
import { withFirstClass } from './lower-classes.js';
import type { LowerModel } from './lower-model.js';
import { treeInput } from './trees/tree-input.js';
import { treeSums } from './trees/tree-sums.js';

/** The means of all trees; random forests and extremely randomised trees are saved alike. */
export const lowerForest: LowerModel = (graph, saved, x, { kind, classes }) => {
  const { forest, columns } = extraTrees.load(saved);
  const { outputs, turns } = forest;
  const sums =
    treeSums(graph, turns.flat(), treeInput(graph, x, columns), outputs) ??
    filledRows(graph, x.rows, new Float64Array(outputs));
  const means = graph.add('Div', [sums, graph.doubles([Math.max(1, turns.length)], [1])]);
  if (kind === 'regression') return means;
  return classes === 2 ? withFirstClass(graph, means) : shares(graph, means, classes);
};

/** Means that sum to 1; where all are 0, each class has the same share. */
function shares(graph: Graph, means: string, classes: number): string {
  const sum = rowSum(graph, means);
  const isSome = graph.add('Greater', [sum, graph.doubles([0], [1])]);
  const divisor = graph.add('Where', [isSome, sum, graph.doubles([1], [1])]);
  const own = graph.add('Div', [means, divisor]);
  return graph.add('Where', [isSome, own, graph.doubles([1 / classes], [1])]);
}
