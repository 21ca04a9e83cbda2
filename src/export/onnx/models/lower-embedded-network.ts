import type { EmbeddedColumns } from '../../../models/embedded-columns.js';
import { loadEmbeddedModel } from '../../../models/embedded-model.js';
import type { Graph } from '../graph.js';
import { lowerNetwork } from '../network/lower-network.js';
import { ELEMENT_TYPES } from '../tensor.js';
import type { DesignTensors, LowerModel } from './lower-model.js';
import { sumToOne } from './sum-to-one.js';

/** Networks that embed their columns. */
export const lowerEmbeddedNetwork: LowerModel = (graph, saved, x, { kind }) => {
  const { trained, columns } = loadEmbeddedModel(saved);
  const dense = embeddedInput(graph, x, columns);
  const outputs = lowerNetwork(graph, trained, { dense, sparse: x.sparse?.name, rows: x.rows });
  return kind === 'regression' ? outputs : sumToOne(graph, outputs);
};

/** Numbers to embed, codes, then columns as they are, float (N, columns). */
function embeddedInput(
  graph: Graph,
  x: DesignTensors,
  { numbers, plain, cardinalities }: EmbeddedColumns,
): string | undefined {
  const parts: string[] = [];
  const take = (columns: readonly number[]) => {
    if (columns.length === 0 || !x.dense) return;
    const places = graph.ints(columns, [columns.length]);
    parts.push(graph.add('Gather', [x.dense.name, places], { axis: { int: 1 } }));
  };
  take(numbers);
  if (cardinalities.length > 0 && x.codes) {
    parts.push(graph.add('Cast', [x.codes.name], { to: { int: ELEMENT_TYPES.float } }));
  }
  take(plain);
  return parts.length > 1 ? graph.add('Concat', parts, { axis: { int: 1 } }) : parts[0];
}
