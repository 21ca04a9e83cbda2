import {
  type EmbeddingLayer,
  embeddedNumbers,
  type LevelEmbedding,
} from '../../../../engine/embedding-layer.js';
import { cast, sideBySide } from '../../arithmetic.js';
import type { Graph } from '../../graph.js';
import { sideBySideVectors } from './by-column.js';
import { type LayerTensors, tableOf } from './layer-tensors.js';
import { periodicVectors } from './periodic-vectors.js';
import { piecewiseVectors } from './piecewise-vectors.js';

/** Vectors of numbers, then of levels, then the other columns as they are: float (N, all widths). */
export function lowerEmbedding(
  graph: Graph,
  tensors: LayerTensors,
  layer: EmbeddingLayer,
  x: string,
): string {
  const { numbers, levels } = layer;
  const { inputs } = tensors.shape;
  const parts: string[] = [];
  let from = 0;
  const next = (columns: number) => {
    const own = sliced(graph, x, from, from + columns);
    from += columns;
    return own;
  };
  if (numbers) {
    const own = next(embeddedNumbers(layer));
    parts.push(
      numbers.kind === 'periodic'
        ? periodicVectors(graph, tensors, numbers, own)
        : piecewiseVectors(graph, tensors, numbers, own),
    );
  }
  if (levels) parts.push(levelVectors(graph, tensors, levels, next(levels.cardinalities.length)));
  if (inputs > from) parts.push(next(inputs - from));
  return sideBySide(graph, parts);
}

function sliced(graph: Graph, x: string, from: number, to: number): string {
  const ints = (value: number) => graph.ints([value], [1]);
  return graph.add('Slice', [x, ints(from), ints(to), ints(1)]);
}

function levelVectors(
  graph: Graph,
  tensors: LayerTensors,
  { cardinalities, width }: LevelEmbedding,
  x: string,
): string {
  let first = 0;
  const firsts = cardinalities.map((count) => {
    first += count;
    return first - count;
  });
  const codes = cast(graph, x, 'int64');
  const places = graph.add('Add', [codes, graph.ints(firsts, [firsts.length])]);
  const { values, rows } = tableOf(tensors, 'levels');
  const vectors = graph.add('Gather', [graph.floats(values, [rows, width]), places]);
  return sideBySideVectors(graph, vectors, cardinalities.length * width);
}
