import { AutofitError } from '../util/errors.js';
import { wholeNumber } from '../util/whole-number.js';
import { type EmbeddingLayer, embeddedNumbers, embeddedWidths } from './embedding-layer.js';
import type { DenseLayer, Layer } from './layer.js';
import { mapFault, rejectLayer, residualFault } from './map-fault.js';
import type { Conv2dLayer } from './map-layers.js';
import { type MapSize, placesOf, windowOver } from './map-size.js';
import type { Network } from './network.js';

/** What parameters do in their layer; 'means' and 'variances' are counted along, not trained. */
export type ParameterRole =
  | 'weights'
  | 'sparse-weights'
  | 'head-weights'
  | 'biases'
  | 'scales'
  | 'shifts'
  | 'means'
  | 'variances'
  /** Of a blended activation. */
  | 'alphas'
  /** Of embedded numbers: w, c and V of a piecewise-linear one, f, p, V and b of a periodic one. */
  | 'slopes'
  | 'offsets'
  | 'bins'
  | 'frequencies'
  | 'phases'
  | 'mixes'
  /** Vectors of embedded levels. */
  | 'levels';

/** A table of parameters, row after row from `at` on among all parameters of the network. */
export interface ParameterShape {
  readonly role: ParameterRole;
  readonly rows: number;
  readonly columns: number;
  readonly at: number;
  /** The inputs d of weights that are trained as √d times what they are. */
  readonly tangent?: number;
}

/**
 * A layer with its widths: w (inputs, outputs) and b of a dense layer, (places of the window · inputs, outputs) of a
 * convolution, rows of its width of a norm.
 */
export interface LayerShape {
  /** Its place from 1 on, and inside a residual block as `2.1`. */
  readonly name: string;
  readonly layer: Layer;
  readonly inputs: number;
  readonly outputs: number;
  /** The size of the maps that come in and go out; undefined where they are none. */
  readonly inputMap: MapSize | undefined;
  readonly outputMap: MapSize | undefined;
  readonly parameters: readonly ParameterShape[];
  /** The layers of a residual block. */
  readonly inner: readonly LayerShape[];
}

/** What goes into a network: columns of numbers, or channels of pictures, then columns of sparse entries. */
export interface InputWidths {
  readonly inputs: number;
  readonly sparseInputs: number;
  /** Of pictures. */
  readonly map?: MapSize | undefined;
}

/**
 * The widths of every layer and the place of its parameters. Throws an AutofitError that says which residual
 * block does not keep its width, which layer needs a map or cannot have one, or that sparse inputs find no dense layer.
 */
export function shapeLayers(network: Network, widths: InputWidths): readonly LayerShape[] {
  wholeNumber('inputs', widths.inputs, 0);
  if (widths.sparseInputs > 0 && !widths.map) checkSparseWay(network.layers);
  let next = 0;
  const table: Table = (role, rows, columns) => {
    const at = next;
    next += rows * columns;
    return { role, rows, columns, at };
  };
  const shapes = shapeStack(network.layers, widths, '', table);
  const end = shapes.at(-1);
  if (widths.sparseInputs > 0 && end && !shapes.some(takesSparse))
    rejectLayer(end.layer, end.name, 'sparse inputs need a dense layer over rows behind the maps');
  return shapes;
}

function takesSparse({ parameters }: LayerShape): boolean {
  return parameters.some(({ role }) => role === 'sparse-weights');
}

/** All parameters of these layers, those of inner ones included, in their order. */
export function parameterShapes(shapes: readonly LayerShape[]): readonly ParameterShape[] {
  return shapes.flatMap(({ parameters, inner }) => [...parameters, ...parameterShapes(inner)]);
}

/** How many numbers the parameters of a network on so many inputs, or channels of pictures of this size, are. */
export function parameterCount(
  network: Network,
  inputs: number,
  sparseInputs = 0,
  map?: MapSize,
): number {
  const shapes = shapeLayers(network, { inputs, sparseInputs, map });
  return parameterShapes(shapes).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

/** Sparse entries pass embeddings, scales and shifts on their way to a dense layer, and nothing else. */
function checkSparseWay(layers: readonly Layer[]): void {
  const first = layers.findIndex(({ kind }) => !PASSED_BY_SPARSE.has(kind));
  if (layers[first]?.kind === 'dense') return;
  const reason = 'sparse inputs need a dense layer before it';
  const message = `Layer ${first + 1} (${layers[first]?.kind}): ${reason}.`;
  throw new AutofitError('BAD_NETWORK', message);
}

const PASSED_BY_SPARSE: ReadonlySet<Layer['kind']> = new Set(['embedding', 'scale', 'shift']);

/** Beside pictures, entries pass all layers before the first dense one over rows. */
function passesSparse(layer: Layer, map: MapSize | undefined, isBesidePictures: boolean): boolean {
  return PASSED_BY_SPARSE.has(layer.kind) || (isBesidePictures && !isDenseOfRows(layer, map));
}

/** Over maps a dense layer is a convolution of single places. */
function isDenseOfRows({ kind }: Layer, map: MapSize | undefined): boolean {
  return kind === 'dense' && !map;
}

type Table = (role: ParameterRole, rows: number, columns: number) => ParameterShape;

function shapeStack(
  layers: readonly Layer[],
  first: InputWidths,
  prefix: string,
  table: Table,
): LayerShape[] {
  let widths = first;
  return layers.map((layer, index) => {
    const shape = shapeLayer(layer, widths, `${prefix}${index + 1}`, table);
    const passed = passesSparse(layer, widths.map, first.map !== undefined)
      ? widths.sparseInputs
      : 0;
    widths = { inputs: shape.outputs, sparseInputs: passed, map: shape.outputMap };
    return shape;
  });
}

function shapeLayer(
  layer: Layer,
  { inputs, sparseInputs: passing, map }: InputWidths,
  name: string,
  table: Table,
): LayerShape {
  const fault = mapFault(layer, inputs, map);
  if (fault) rejectLayer(layer, name, fault);
  const sparseInputs = isDenseOfRows(layer, map) ? passing : 0;
  const width = inputs + sparseInputs;
  const maps = { inputMap: map, outputMap: map };
  const same = { name, layer, inputs: width, outputs: width, ...maps, parameters: [], inner: [] };
  switch (layer.kind) {
    case 'dense':
      return shapeDense(layer, same, sparseInputs, table);
    case 'heads': {
      const { members, units } = layer;
      const weights = table('head-weights', members * units, inputs);
      return { ...same, outputs: units, parameters: [weights, table('biases', members, units)] };
    }
    case 'scale':
      return { ...same, parameters: [table('scales', layer.members, width)] };
    case 'shift':
      return { ...same, parameters: [table('shifts', layer.members, width)] };
    case 'blended-activation':
      return { ...same, parameters: [table('alphas', 1, width)] };
    case 'embedding':
      return shapeEmbedding(layer, same, table);
    case 'conv2d':
      return shapeConvolution(layer, same, table);
    case 'max-pool':
    case 'average-pool':
      return { ...same, outputMap: sizeBehind(map, layer) };
    case 'global-average-pool':
      return { ...same, outputMap: undefined };
    case 'flatten':
      return { ...same, outputs: inputs * (map ? placesOf(map) : 1), outputMap: undefined };
    case 'group-norm':
    case 'layer-norm':
      return { ...same, parameters: [table('scales', 1, width), table('shifts', 1, width)] };
    case 'batch-norm': {
      const roles: readonly ParameterRole[] = ['scales', 'shifts', 'means', 'variances'];
      return { ...same, parameters: roles.map((role) => table(role, 1, width)) };
    }
    case 'residual': {
      const widths = { inputs: width, sparseInputs: 0, map };
      const inner = shapeStack(layer.layers, widths, `${name}.`, table);
      const last = inner.at(-1) ?? same;
      const made = { columns: last.outputs, map: last.outputMap };
      const wrong = residualFault({ columns: width, map }, made);
      if (wrong) rejectLayer(layer, name, wrong);
      return { ...same, inner };
    }
    default:
      return same;
  }
}

/** The last of its inputs are sparse ones. */
function shapeDense(
  layer: DenseLayer,
  same: LayerShape,
  sparseInputs: number,
  table: Table,
): LayerShape {
  const { units } = layer;
  const weights = [table('weights', same.inputs - sparseInputs, units)];
  if (sparseInputs > 0) weights.push(table('sparse-weights', sparseInputs, units));
  const isTangent = layer.parametrization === 'neural-tangent';
  const own = isTangent ? weights.map((shape) => ({ ...shape, tangent: same.inputs })) : weights;
  const biases = layer.bias === false ? [] : [table('biases', 1, units)];
  return { ...same, outputs: units, parameters: [...own, ...biases] };
}

function shapeEmbedding(layer: EmbeddingLayer, same: LayerShape, table: Table): LayerShape {
  const { numbers, levels } = layer;
  const embedded = embeddedNumbers(layer) + (levels?.cardinalities.length ?? 0);
  if (embedded > same.inputs) {
    rejectLayer(layer, same.name, `it embeds ${embedded} columns of ${same.inputs}`);
  }
  const outputs = embeddedWidths(layer, same.inputs).reduce((sum, width) => sum + width, 0);
  const parameters: ParameterShape[] = [];
  if (numbers?.kind === 'piecewise-linear') {
    const { edges, width } = numbers;
    const bins = edges.reduce((sum, own) => sum + own.length - 1, 0);
    parameters.push(table('slopes', edges.length, width), table('offsets', edges.length, width));
    parameters.push(table('bins', bins, width));
  } else if (numbers) {
    const { columns, frequencies, width } = numbers;
    const waves = ['frequencies', 'phases'] as const;
    parameters.push(...waves.map((role) => table(role, columns, frequencies)));
    parameters.push(table('mixes', columns * (width - 1), frequencies));
    parameters.push(table('offsets', columns, width - 1));
  }
  if (levels) {
    const all = levels.cardinalities.reduce((sum, count) => sum + count, 0);
    parameters.push(table('levels', all, levels.width));
  }
  return { ...same, outputs, parameters };
}

function shapeConvolution(layer: Conv2dLayer, same: LayerShape, table: Table): LayerShape {
  const { channels, depthwise, size } = layer;
  const rows = size * size * (depthwise ? 1 : same.inputs);
  const parameters = [table('weights', rows, channels)];
  if (layer.bias) parameters.push(table('biases', 1, channels));
  return { ...same, outputs: channels, outputMap: sizeBehind(same.inputMap, layer), parameters };
}

function sizeBehind(
  map: MapSize | undefined,
  window: { readonly size: number; readonly stride: number },
): MapSize | undefined {
  if (!map) return undefined;
  const { outHeight, outWidth } = windowOver(map, window);
  return { height: outHeight, width: outWidth };
}
