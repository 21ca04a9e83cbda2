import type { PiecewiseEmbedding } from '../../../../engine/embedding-layer.js';
import type { Graph } from '../../graph.js';
import { byColumn, sideBySideVectors } from './by-column.js';
import { type LayerTensors, tableOf } from './layer-tensors.js';

/** c + w x + Σ V_t · share_t with the share of each bin below x, open below the first bin and above the last one. */
export function piecewiseVectors(
  graph: Graph,
  tensors: LayerTensors,
  { edges, width }: PiecewiseEmbedding,
  x: string,
): string {
  const columns = edges.length;
  const bins = Math.max(...edges.map(({ length }) => length - 1));
  const { lows, sizes, least, most, weights } = binTables(tensors, edges, bins, width);
  const table = (values: Float32Array) => graph.floats(values, [columns, bins]);
  const each = graph.add('Unsqueeze', [x, graph.ints([2], [1])]);
  const along = graph.add('Div', [graph.add('Sub', [each, table(lows)]), table(sizes)]);
  const shares = graph.add('Min', [graph.add('Max', [along, table(least)]), table(most)]);
  const bent = byColumn(graph, shares, graph.floats(weights, [columns, bins, width]));
  const ofColumns = (role: 'slopes' | 'offsets') =>
    graph.floats(tableOf(tensors, role).values, [columns, width]);
  const straight = graph.add('Add', [
    graph.add('Mul', [each, ofColumns('slopes')]),
    ofColumns('offsets'),
  ]);
  return sideBySideVectors(graph, graph.add('Add', [straight, bent]), columns * width);
}

/** What each bin of each column starts at, is wide and counts; bins that a column does not have count 0. */
function binTables(
  tensors: LayerTensors,
  edges: PiecewiseEmbedding['edges'],
  bins: number,
  width: number,
) {
  const own = tableOf(tensors, 'bins').values;
  const size = edges.length * bins;
  const lows = new Float32Array(size);
  const sizes = new Float32Array(size).fill(1);
  const least = new Float32Array(size);
  const most = new Float32Array(size);
  const weights = new Float32Array(size * width);
  let bin = 0;
  for (const [column, ends] of edges.entries()) {
    const last = ends.length - 2;
    for (let t = 0; t <= last; t++) {
      const place = column * bins + t;
      const low = Math.fround(ends[t] ?? 0);
      lows[place] = low;
      sizes[place] = Math.fround(ends[t + 1] ?? 0) - low;
      least[place] = t === 0 ? Number.NEGATIVE_INFINITY : 0;
      most[place] = t === last ? Number.POSITIVE_INFINITY : 1;
      weights.set(own.subarray(bin * width, (bin + 1) * width), place * width);
      bin++;
    }
  }
  return { lows, sizes, least, most, weights };
}
