import { columnCount, type TreeColumns } from '../../../models/tree-columns.js';
import type { Graph } from '../graph.js';
import { filledRows } from '../models/filled-rows.js';
import type { DesignTensors } from '../models/lower-model.js';
import { ELEMENT_TYPES } from '../tensor.js';

/** All columns that trees read, side by side, double (N, columns). */
export function treeInput(graph: Graph, x: DesignTensors, read: TreeColumns): string {
  const asDoubles = (value: string) =>
    graph.add('Cast', [value], { to: { int: ELEMENT_TYPES.double } });
  const parts: string[] = [];
  if (read.numbers > 0 && x.raw) parts.push(x.raw.name);
  if (read.codes > 0 && x.codes) parts.push(asDoubles(x.codes.name));
  if (read.sparse.length > 0 && x.sparse) {
    const places = graph.ints(read.sparse, [read.sparse.length]);
    const chosen = graph.add('Gather', [x.sparse.name, places], { axis: { int: 1 } });
    parts.push(asDoubles(chosen));
  }
  const [only] = parts;
  // Trees without columns are lone leaves, which look at nothing.
  if (!only || columnCount(read) === 0) return filledRows(graph, x.rows, [0]);
  return parts.length > 1 ? graph.add('Concat', parts, { axis: { int: 1 } }) : only;
}
