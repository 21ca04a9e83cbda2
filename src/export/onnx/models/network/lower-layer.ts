import { NORM_EPSILON } from '../../../../engine/kernels/kernels.js';
import type { Layer } from '../../../../engine/layer.js';
import type { LayerShape, ParameterRole, ParameterShape } from '../../../../engine/layer-shapes.js';
import { AutofitError } from '../../../../util/errors.js';
import type { Graph } from '../../graph.js';
import { lowerActivation, lowerOutput } from './lower-activation.js';

/** What flows between layers: floats (N, width), and sparse columns that have not yet met a dense layer. */
export interface Flow {
  /** Undefined where there are no columns of numbers. */
  readonly values: string | undefined;
  readonly sparse: string | undefined;
}

/** A layer in its place, with the parameters of the whole network. */
export interface PlacedLayer<L extends Layer = Layer> {
  readonly layer: L;
  readonly shape: LayerShape;
  readonly parameters: Float32Array;
}

/** Adds one layer to a graph. Throws an AutofitError for a kind that cannot be said. */
export function lowerLayer(graph: Graph, placed: PlacedLayer, flow: Flow): Flow {
  const { layer, shape } = placed;
  switch (layer.kind) {
    case 'dense':
      return lowerDense(graph, { ...placed, layer }, flow);
    case 'dropout':
      return flow;
    case 'activation':
      return { ...flow, values: lowerActivation(graph, layer.activation, valuesOf(flow)) };
    case 'batch-norm':
      return { ...flow, values: lowerBatchNorm(graph, placed, valuesOf(flow)) };
    default:
      throw new AutofitError(
        'NOT_IN_ONNX',
        `Layer ${shape.name} (${layer.kind}) cannot be said in ONNX.`,
      );
  }
}

/** The values of a flow that has met a dense layer. */
export function valuesOf({ values }: Flow): string {
  if (values === undefined) throw new Error('a layer has no values to work on');
  return values;
}

/** The parameters of this role; undefined where the layer has none. */
export function parametersOf(
  { shape, parameters }: PlacedLayer,
  role: ParameterRole,
): (ParameterShape & { readonly data: Float32Array }) | undefined {
  const found = shape.parameters.find((own) => own.role === role);
  if (!found) return undefined;
  const { at, rows, columns } = found;
  return { ...found, data: parameters.subarray(at, at + rows * columns) };
}

/** Floats of a layer's parameters of this role, (rows, columns). */
export function parameterTensor(
  graph: Graph,
  placed: PlacedLayer,
  role: ParameterRole,
): string | undefined {
  const own = parametersOf(placed, role);
  return own && graph.floats(own.data, [own.rows, own.columns]);
}

/** f(x · w + sparse · v + b). */
function lowerDense(
  graph: Graph,
  placed: PlacedLayer<Extract<Layer, { kind: 'dense' }>>,
  { values, sparse }: Flow,
): Flow {
  const named = (role: ParameterRole) => parameterTensor(graph, placed, role);
  const weights = named('weights');
  const sparseWeights = named('sparse-weights');
  const biases = named('biases');
  const terms = [
    ...(values && weights ? [graph.add('MatMul', [values, weights])] : []),
    ...(sparse && sparseWeights ? [graph.add('MatMul', [sparse, sparseWeights])] : []),
    ...(biases ? [biases] : []),
  ];
  const sum = terms.reduce((total, own) => graph.add('Add', [total, own]));
  return { values: lowerOutput(graph, placed.layer.activation, sum), sparse: undefined };
}

/** scale · (x − mean) / √(variance + ε) + shift, by the running moments. */
function lowerBatchNorm(graph: Graph, placed: PlacedLayer, x: string): string {
  const of = (role: ParameterRole) => parametersOf(placed, role)?.data ?? new Float32Array();
  const [scales, shifts, means] = [of('scales'), of('shifts'), of('means')];
  const factors = of('variances').map(
    (variance, i) => (scales[i] ?? 1) / Math.sqrt(variance + NORM_EPSILON),
  );
  const row = (values: Float32Array) => graph.floats(values, [1, values.length]);
  const centred = graph.add('Sub', [x, row(means)]);
  return graph.add('Add', [graph.add('Mul', [centred, row(factors)]), row(shifts)]);
}
