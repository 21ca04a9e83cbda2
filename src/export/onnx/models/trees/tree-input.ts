import type { TreeColumns } from '../../../../models/tree-columns.js';
import { cast, columnsOf, sideBySide } from '../../arithmetic.js';
import type { Graph } from '../../graph.js';
import { filledRows } from '../filled-rows.js';
import type { DesignTensors } from '../lower-model.js';

/** All columns that trees read, side by side, double (N, columns). */
export function treeInput(graph: Graph, x: DesignTensors, read: TreeColumns): string {
  const parts: string[] = [];
  if (read.numbers > 0 && x.raw) parts.push(x.raw.name);
  if (read.codes > 0 && x.codes) parts.push(cast(graph, x.codes.name, 'double'));
  if (read.sparse.length > 0 && x.sparse) {
    parts.push(cast(graph, columnsOf(graph, x.sparse.name, read.sparse), 'double'));
  }
  // Trees without columns are lone leaves, which look at nothing.
  if (parts.length === 0) return filledRows(graph, x.rows, [0]);
  return sideBySide(graph, parts);
}
