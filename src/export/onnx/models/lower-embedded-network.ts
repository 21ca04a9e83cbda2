import type { EmbeddedColumns } from '../../../models/embedded-columns.js';
import { loadEmbeddedModel } from '../../../models/embedded-model.js';
import { isOfNumbers } from '../../../util/task-kind.js';
import { cast, columnsOf, sideBySide } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import { normalised } from './lower-classes.js';
import type { DesignTensors, LowerModel } from './lower-model.js';
import { lowerNetwork } from './network/lower-network.js';

/** Networks that embed their columns. */
export const lowerEmbeddedNetwork: LowerModel = (graph, saved, x, { kind }) => {
  const { trained, columns } = loadEmbeddedModel(saved);
  const dense = embeddedInput(graph, x, columns);
  const outputs = lowerNetwork(graph, trained, { dense, sparse: x.sparse?.name, rows: x.rows });
  return isOfNumbers({ kind }) ? outputs : normalised(graph, outputs);
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
    parts.push(columnsOf(graph, x.dense.name, columns));
  };
  take(numbers);
  if (cardinalities.length > 0 && x.codes) {
    parts.push(cast(graph, x.codes.name, 'float'));
  }
  take(plain);
  return parts.length > 0 ? sideBySide(graph, parts) : undefined;
}
