import type { Random } from '../util/random.js';
import { embeddedWidths } from './embedding-layer.js';
import type { Activation } from './kernels/kernels.js';
import type { DenseLayer, ScaleLayer } from './layer.js';
import {
  type InputWidths,
  type LayerShape,
  type ParameterShape,
  parameterShapes,
  shapeLayers,
} from './layer-shapes.js';
import type { Network } from './network.js';

/**
 * What weights start as: within the bounds of the papers that named the activations; 'by-fan-in' within ±1 / √d as
 * biases too, as PyTorch has it, with d inputs; 'normal' of standard deviation 1 / √d with standard normal biases
 * and a last layer of 0; 'data-driven' as normal, then fitted layer by layer to the data (see fitToData).
 */
export type Initialisation = (typeof INITIALISATIONS)[number];

export const INITIALISATIONS = ['by-activation', 'by-fan-in', 'normal', 'data-driven'] as const;

const RECTIFIERS: ReadonlySet<Activation | 'softmax'> = new Set([
  'relu',
  'relu6',
  'leaky-relu',
  'elu',
  'gelu',
  'silu',
  'mish',
] as const);

/** Gives a parameter its first value. */
type Draw = () => number;

/**
 * Fresh weights. By activation they are uniform within ±√(6 / fan-in) before ReLU and its kin (He et al. 2015),
 * and in convolutions, ±√(3 / fan-in) before SELU (LeCun et al. 1998) and ±√(6 / (fan-in + fan-out)) before the others (Glorot and Bengio
 * 2010); scales, variances and alphas are 1, all else is 0. Embeddings start as their papers have it.
 */
export function initialParameters(
  network: Network,
  widths: InputWidths,
  random: Random,
  initialisation: Initialisation = 'by-activation',
): Float32Array {
  const shapes = shapeLayers(network, widths);
  const end = parameterShapes(shapes).at(-1);
  const parameters = new Float32Array(end ? end.at + end.rows * end.columns : 0);
  const fill = (layers: readonly LayerShape[]) => {
    for (const [index, shape] of layers.entries()) {
      const isLast = layers === shapes && index === layers.length - 1;
      for (const own of shape.parameters) {
        const values = parameters.subarray(own.at, own.at + own.rows * own.columns);
        if (shape.layer.kind === 'scale')
          fillScales(values, shape.layer, layers[index - 1], random);
        else
          fillWith(
            values,
            drawOf(shape, own, isLast ? lastOf(initialisation) : initialisation, random),
          );
      }
      fill(shape.inner);
    }
  };
  fill(shapes);
  return parameters;
}

function fillWith(values: Float32Array, draw: Draw): void {
  for (let i = 0; i < values.length; i++) values[i] = draw();
}

/** A last layer of normal weights would drown the targets, unless it is fitted to the data. */
function lastOf(initialisation: Initialisation): Initialisation | 'zero' {
  return initialisation === 'normal' ? 'zero' : initialisation;
}

function drawOf(
  shape: LayerShape,
  { role }: ParameterShape,
  initialisation: Initialisation | 'zero',
  random: Random,
): Draw {
  const { layer } = shape;
  const fanIn = fanInOf(shape);
  const within = (bound: number) => () => bound * (2 * random.next() - 1);
  const normal = (deviation: number) => () => deviation * random.normal();
  switch (role) {
    case 'scales':
    case 'variances':
    case 'alphas':
      return () => 1;
    case 'weights':
    case 'sparse-weights':
    case 'head-weights': {
      if (initialisation === 'zero') return () => 0;
      if (initialisation === 'by-fan-in') return within(1 / Math.sqrt(fanIn));
      if (initialisation !== 'by-activation') return normal(1 / Math.sqrt(fanIn));
      return within(boundOf(layer, fanIn, shape.outputs));
    }
    case 'biases':
      if (initialisation === 'by-fan-in') return within(1 / Math.sqrt(fanIn));
      return initialisation === 'normal' ? normal(1) : () => 0;
    default:
      return layer.kind === 'embedding' ? embeddingDraw(layer, role, within, normal) : () => 0;
  }
}

function embeddingDraw(
  { numbers, levels }: Extract<LayerShape['layer'], { readonly kind: 'embedding' }>,
  role: ParameterShape['role'],
  within: (bound: number) => Draw,
  normal: (deviation: number) => Draw,
): Draw {
  if (role === 'levels') return normal(levels?.sigma ?? 1);
  if (numbers?.kind === 'piecewise-linear') {
    return role === 'bins' ? () => 0 : within(1 / Math.sqrt(numbers.width));
  }
  if (role === 'frequencies') return normal(numbers?.sigma ?? 1);
  if (role === 'phases') return within(Math.PI);
  return within(1 / Math.sqrt(numbers?.frequencies ?? 1));
}

/** How many values go into one that a layer makes. */
function fanInOf({ layer, inputs }: LayerShape): number {
  if (layer.kind !== 'conv2d') return inputs;
  return layer.size * layer.size * (layer.depthwise ? 1 : inputs);
}

/** An activation comes behind a convolution, mostly a rectifier behind a norm. */
function boundOf(layer: LayerShape['layer'], fanIn: number, fanOut: number): number {
  const activation = layer.kind === 'conv2d' ? 'relu' : (layer as DenseLayer).activation;
  if (RECTIFIERS.has(activation)) return Math.sqrt(6 / fanIn);
  return Math.sqrt(activation === 'selu' ? 3 / fanIn : 6 / (fanIn + fanOut));
}

/** Random scales have one number for the whole vector of an embedding before them (Gorishniy et al. 2024). */
function fillScales(
  values: Float32Array,
  { members, initial }: ScaleLayer,
  before: LayerShape | undefined,
  random: Random,
): void {
  const columns = values.length / members;
  const chunks =
    before?.layer.kind === 'embedding'
      ? embeddedWidths(before.layer, before.inputs)
      : Array.from({ length: columns }, () => 1);
  let next = 0;
  for (let member = 0; member < members; member++) {
    for (const width of chunks) {
      values.fill(firstScale(initial, random), next, next + width);
      next += width;
    }
  }
}

function firstScale(initial: ScaleLayer['initial'], random: Random): number {
  if (initial === 'ones') return 1;
  return initial === 'normal' ? random.normal() : 2 * random.integer(2) - 1;
}
