import {
  type EmbeddingLayer,
  embeddedNumbers,
  type LevelEmbedding,
  type PeriodicEmbedding,
  type PiecewiseEmbedding,
} from '../../../engine/embedding-layer.js';
import type { Graph } from '../graph.js';
import { ELEMENT_TYPES } from '../tensor.js';
import { type LayerTensors, tableOf } from './layer-tensors.js';

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
        ? periodic(graph, tensors, numbers, own)
        : piecewise(graph, tensors, numbers, own),
    );
  }
  if (levels) parts.push(levelVectors(graph, tensors, levels, next(levels.cardinalities.length)));
  if (inputs > from) parts.push(next(inputs - from));
  const [only = x] = parts;
  return parts.length > 1 ? graph.add('Concat', parts, { axis: { int: 1 } }) : only;
}

function sliced(graph: Graph, x: string, from: number, to: number): string {
  const ints = (value: number) => graph.ints([value], [1]);
  return graph.add('Slice', [x, ints(from), ints(to), ints(1)]);
}

/** c + w x + Σ V_t · share_t with the share of each bin below x, open below the first bin and above the last one. */
function piecewise(
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
  return flat(graph, graph.add('Add', [straight, bent]), columns * width);
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

/** [V cos(2π f x + p) + b, x]; turns are reduced in double precision, for a cosine of many turns loses its place. */
function periodic(
  graph: Graph,
  tensors: LayerTensors,
  { columns, frequencies, width }: PeriodicEmbedding,
  x: string,
): string {
  const mixed = width - 1;
  const cast = (value: string, to: 'float' | 'double') =>
    graph.add('Cast', [value], { to: { int: ELEMENT_TYPES[to] } });
  const waves = (values: ArrayLike<number>) => graph.doubles(values, [columns, frequencies]);
  const each = graph.add('Unsqueeze', [x, graph.ints([2], [1])]);
  const phases = Float64Array.from(tableOf(tensors, 'phases').values, (p) => p / (2 * Math.PI));
  const turned = graph.add('Mul', [
    cast(each, 'double'),
    waves(tableOf(tensors, 'frequencies').values),
  ]);
  const turns = graph.add('Add', [turned, waves(phases)]);
  const rest = cast(graph.add('Sub', [turns, graph.add('Floor', [turns])]), 'float');
  const cosines = graph.add('Cos', [graph.add('Mul', [rest, graph.floats([2 * Math.PI], [])])]);
  const mixes = transposed(tableOf(tensors, 'mixes').values, columns, mixed, frequencies);
  const sums = byColumn(graph, cosines, graph.floats(mixes, [columns, frequencies, mixed]));
  const offsets = graph.floats(tableOf(tensors, 'offsets').values, [columns, mixed]);
  const vectors = graph.add('Concat', [graph.add('Add', [sums, offsets]), each], {
    axis: { int: 2 },
  });
  return flat(graph, vectors, columns * width);
}

/** Each of so many (rows, columns) tables as (columns, rows). */
function transposed(
  values: Float32Array,
  tables: number,
  rows: number,
  columns: number,
): Float32Array {
  const size = rows * columns;
  return values
    .map((_, i) => {
      const place = i % size;
      const [column, row] = [Math.floor(place / rows), place % rows];
      return values[Math.floor(i / size) * size + row * columns + column] ?? 0;
    })
    .subarray(0, tables * size);
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
  const codes = graph.add('Cast', [x], { to: { int: ELEMENT_TYPES.int64 } });
  const places = graph.add('Add', [codes, graph.ints(firsts, [firsts.length])]);
  const { values, rows } = tableOf(tensors, 'levels');
  const vectors = graph.add('Gather', [graph.floats(values, [rows, width]), places]);
  return flat(graph, vectors, cardinalities.length * width);
}

/** (N, columns, from) times a (from, to) matrix of each column: (N, columns, to). */
function byColumn(graph: Graph, x: string, weights: string): string {
  const swap = { perm: { ints: [1, 0, 2] } };
  const product = graph.add('MatMul', [graph.add('Transpose', [x], swap), weights]);
  return graph.add('Transpose', [product], swap);
}

/** (N, columns, width) as (N, columns · width). */
function flat(graph: Graph, x: string, width: number): string {
  return graph.add('Reshape', [x, graph.ints([0, width], [2])]);
}
