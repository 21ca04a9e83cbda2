import { NORM_EPSILON } from '../../../../engine/kernels/kernels.js';
import type { LayerShape } from '../../../../engine/layer-shapes.js';
import type { DenseLayer, HeadsLayer } from '../../../../engine/network.js';
import { AutofitError } from '../../../../util/errors.js';
import type { Graph } from '../../graph.js';
import { foundTable, type LayerTensors, tableOf } from './layer-tensors.js';
import { lowerActivation } from './lower-activation.js';
import { lowerEmbedding } from './lower-embedding.js';

/** What passes between layers; float, undefined where there are no columns. */
export interface Flow {
  /** (N, columns); (members, N, columns) behind what differs between the members of an ensemble. */
  readonly x: string | undefined;
  readonly areMembers: boolean;
  /** Sparse columns with all their zeros, (N, columns), until a dense layer takes them in. */
  readonly sparse: string | undefined;
}

/** What a layer makes of what comes in, when predicting. */
export function lowerLayer(
  graph: Graph,
  shape: LayerShape,
  parameters: Float32Array,
  flow: Flow,
): Flow {
  const tensors = { shape, parameters };
  const { layer } = shape;
  if (layer.kind === 'dense') return lowerDense(graph, tensors, layer, flow);
  const { x } = flow;
  if (x === undefined || layer.kind === 'dropout') return flow;
  const vector = (role: Parameters<typeof tableOf>[1]) => rowOf(graph, tensors, role);
  switch (layer.kind) {
    case 'heads':
      return lowerHeads(graph, tensors, layer, x);
    case 'activation':
      return { ...flow, x: lowerActivation(graph, layer.activation, x) };
    case 'blended-activation': {
      const curved = graph.add('Sub', [lowerActivation(graph, layer.activation, x), x]);
      const blended = graph.add('Mul', [curved, vector('alphas')]);
      return { ...flow, x: graph.add('Add', [x, blended]) };
    }
    case 'scale':
      return withMembers(graph, tensors, flow, 'Mul', 'scales');
    case 'shift':
      return withMembers(graph, tensors, flow, 'Add', 'shifts');
    case 'layer-norm': {
      const settings = { axis: { int: -1 }, epsilon: { float: NORM_EPSILON } };
      const inputs = [x, vector('scales'), vector('shifts')];
      return { ...flow, x: graph.add('LayerNormalization', inputs, settings) };
    }
    case 'batch-norm':
      return { ...flow, x: lowerBatchNorm(graph, tensors, x) };
    case 'residual': {
      const inner = lowerLayers(graph, shape.inner, parameters, flow);
      return { ...inner, x: inner.x && graph.add('Add', [x, inner.x]) };
    }
    case 'conv2d':
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
    case 'flatten':
    case 'group-norm':
      throw new AutofitError('NOT_IN_ONNX', 'Networks of pictures cannot be said in ONNX.', {
        hint: 'Fit with `models` that leave them out.',
      });
    case 'embedding':
      return { ...flow, x: lowerEmbedding(graph, tensors, layer, x) };
  }
}

/** Layers one after the other. */
export function lowerLayers(
  graph: Graph,
  shapes: readonly LayerShape[],
  parameters: Float32Array,
  flow: Flow,
): Flow {
  return shapes.reduce((own, shape) => lowerLayer(graph, shape, parameters, own), flow);
}

function lowerDense(
  graph: Graph,
  tensors: LayerTensors,
  { units, activation }: DenseLayer,
  { x, sparse, areMembers }: Flow,
): Flow {
  const product = (from: string, role: 'weights' | 'sparse-weights') => {
    const { values, rows } = tableOf(tensors, role);
    return graph.add('MatMul', [from, graph.floats(values, [rows, units])]);
  };
  const parts = [
    ...(x === undefined ? [] : [product(x, 'weights')]),
    ...(sparse === undefined ? [] : [product(sparse, 'sparse-weights')]),
  ];
  const biases = foundTable(tensors, 'biases');
  if (biases) parts.push(graph.floats(biases.values, [1, units]));
  const sum = parts.reduce((all, part) => graph.add('Add', [all, part]));
  return { x: lowerActivation(graph, activation, sum), areMembers, sparse: undefined };
}

function lowerHeads(
  graph: Graph,
  tensors: LayerTensors,
  { members, units, activation }: HeadsLayer,
  x: string,
): Flow {
  const { values, columns } = tableOf(tensors, 'head-weights');
  const weights = new Float32Array(values.length);
  for (let head = 0; head < members * units; head++) {
    const [member, unit] = [Math.floor(head / units), head % units];
    for (let i = 0; i < columns; i++) {
      weights[(member * columns + i) * units + unit] = values[head * columns + i] ?? 0;
    }
  }
  const product = graph.add('MatMul', [x, graph.floats(weights, [members, columns, units])]);
  const biases = graph.floats(tableOf(tensors, 'biases').values, [members, 1, units]);
  const sum = graph.add('Add', [product, biases]);
  return { x: lowerActivation(graph, activation, sum), areMembers: true, sparse: undefined };
}

function withMembers(
  graph: Graph,
  tensors: LayerTensors,
  flow: Flow,
  op: 'Mul' | 'Add',
  role: 'scales' | 'shifts',
): Flow {
  const { rows, columns, values } = tableOf(tensors, role);
  const dims = rows > 1 ? [rows, 1, columns] : [1, columns];
  const x = flow.x && graph.add(op, [flow.x, graph.floats(values, dims)]);
  return { ...flow, x, areMembers: flow.areMembers || rows > 1 };
}

/** By running moments, which make it a line for each column. */
function lowerBatchNorm(graph: Graph, tensors: LayerTensors, x: string): string {
  const [scales, shifts] = [tableOf(tensors, 'scales'), tableOf(tensors, 'shifts')];
  const [means, variances] = [tableOf(tensors, 'means'), tableOf(tensors, 'variances')];
  const slopes = Float64Array.from(
    scales.values,
    (scale, j) => scale / Math.sqrt((variances.values[j] ?? 0) + NORM_EPSILON),
  );
  const offsets = slopes.map(
    (slope, j) => (shifts.values[j] ?? 0) - slope * (means.values[j] ?? 0),
  );
  const along = graph.add('Mul', [x, graph.floats(slopes, [slopes.length])]);
  return graph.add('Add', [along, graph.floats(offsets, [offsets.length])]);
}

function rowOf(graph: Graph, tensors: LayerTensors, role: Parameters<typeof tableOf>[1]): string {
  const { values, columns } = tableOf(tensors, role);
  return graph.floats(values, [columns]);
}
