import type { PeriodicEmbedding } from '../../../../engine/embedding-layer.js';
import { cast } from '../../arithmetic.js';
import type { Graph } from '../../graph.js';
import { byColumn, sideBySideVectors } from './by-column.js';
import { type LayerTensors, tableOf } from './layer-tensors.js';

/** [V cos(2π f x + p) + b, x]; turns are reduced in double precision, for a cosine of many turns loses its place. */
export function periodicVectors(
  graph: Graph,
  tensors: LayerTensors,
  { columns, frequencies, width }: PeriodicEmbedding,
  x: string,
): string {
  const mixed = width - 1;
  const waves = (values: ArrayLike<number>) => graph.doubles(values, [columns, frequencies]);
  const each = graph.add('Unsqueeze', [x, graph.ints([2], [1])]);
  const phases = Float64Array.from(tableOf(tensors, 'phases').values, (p) => p / (2 * Math.PI));
  const turned = graph.add('Mul', [
    cast(graph, each, 'double'),
    waves(tableOf(tensors, 'frequencies').values),
  ]);
  const turns = graph.add('Add', [turned, waves(phases)]);
  const rest = cast(graph, graph.add('Sub', [turns, graph.add('Floor', [turns])]), 'float');
  const cosines = graph.add('Cos', [graph.add('Mul', [rest, graph.floats([2 * Math.PI], [])])]);
  const mixes = transposed(tableOf(tensors, 'mixes').values, mixed, frequencies);
  const sums = byColumn(graph, cosines, graph.floats(mixes, [columns, frequencies, mixed]));
  const offsets = graph.floats(tableOf(tensors, 'offsets').values, [columns, mixed]);
  const vectors = graph.add('Concat', [graph.add('Add', [sums, offsets]), each], {
    axis: { int: 2 },
  });
  return sideBySideVectors(graph, vectors, columns * width);
}

/** Tables of (rows, columns), one after the other, as (columns, rows). */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const all = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += rows * columns) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        all[start + column * rows + row] = values[start + row * columns + column] ?? 0;
      }
    }
  }
  return all;
}
