import { densePlaces } from './dense-places.js';
import { type Ground, outputOf } from './ground.js';
import type { Offset } from './kernels/kernels.js';
import { layMapLayer } from './lay-maps.js';
import { activationStage } from './layers/activation.js';
import { batchNormStage, type RunningMoments } from './layers/batch-norm.js';
import { blendedActivationStage } from './layers/blended-activation.js';
import { denseStage, type SparsePlaces } from './layers/dense.js';
import { type DropoutSetting, dropoutStage } from './layers/dropout.js';
import { embeddingStage } from './layers/embedding.js';
import { headsStage } from './layers/heads.js';
import { layerNormStage } from './layers/layer-norm.js';
import { scaleStage, shiftStage } from './layers/members.js';
import { residualStage } from './layers/residual.js';
import type { DenseSum, Signal, Stage } from './layers/stage.js';
import { outputLayer } from './network.js';
import { normBlocks } from './norm-blocks.js';
import { blockOf, type PlacedLayer } from './parameter-blocks.js';

/** The stages of a network, first to last; its last layer's sum and activation are the last two. */
export function layStages(layers: readonly PlacedLayer[], ground: Ground): readonly Stage[] {
  const stages = layStack(layers, layers.length - 1, ground.input, ground);
  const last = layers.at(-1);
  const layer = last && outputLayer({ layers: [last.shape.layer] });
  if (!layer) throw new Error('a network has a layer');
  const input = stages.at(-1)?.output ?? ground.input;
  const sum =
    layer.kind === 'heads'
      ? layHeads(last, input, ground)
      : layDense(last, input, ground, undefined);
  return [...stages, sum, activationStage(sum.output, outputOf(last, ground), layer.activation)];
}

function layHeads(placed: PlacedLayer, input: Signal, ground: Ground): Stage {
  const output = outputOf(placed, ground);
  return headsStage(input, output, blockOf(placed, 'head-weights'), blockOf(placed, 'biases'));
}

/** The stages of the first `count` layers; dense → ReLU → dropout → dense becomes one stage less two. */
function layStack(
  layers: readonly PlacedLayer[],
  count: number,
  input: Signal,
  ground: Ground,
): Stage[] {
  const stages: Stage[] = [];
  for (let index = 0; index < count; index++) {
    const current = stages.at(-1)?.output ?? input;
    stages.push(...layLayer(layers, index, current, ground));
  }
  return stages;
}

function layLayer(
  layers: readonly PlacedLayer[],
  index: number,
  input: Signal,
  ground: Ground,
): Stage[] {
  const placed = layers[index] as PlacedLayer;
  const { layer, name } = placed.shape;
  const output = () => outputOf(placed, ground);
  switch (layer.kind) {
    case 'dense': {
      const relu = fusedRelu(layers, index);
      const sum = layDense(placed, input, ground, relu);
      if (relu || layer.activation === 'linear') return [sum];
      return [sum, activationStage(sum.output, output(), layer.activation)];
    }
    case 'activation':
      return [activationStage(input, output(), layer.activation)];
    case 'dropout': {
      const isFused = fusedRelu(layers, index - 1) !== undefined;
      return isFused ? [] : [dropoutStage(input, output(), settingOf(layer.rate, name))];
    }
    case 'batch-norm': {
      const { columns } = input;
      const moments = { mean: ground.table(1, columns), variance: ground.table(1, columns) };
      return [
        batchNormStage(input, output(), normBlocks(placed), runningOf(placed, ground), moments),
      ];
    }
    case 'layer-norm':
      return [layerNormStage(input, output(), normBlocks(placed))];
    case 'residual': {
      const stages = layStack(placed.inner, placed.inner.length, input, ground);
      const inner = stages.at(-1)?.output ?? input;
      // A shift alone hands its gradient back where it is; the sum needs that of f's output and of x apart.
      if (inner.gradient === input.gradient)
        stages.push(activationStage(inner, output(), 'linear'));
      return [residualStage(input, output(), stages)];
    }
    case 'embedding':
      return [embeddingStage(placed, layer, input, output(), ground)];
    case 'scale':
      return [scaleStage(input, output(), blockOf(placed, 'scales'))];
    case 'shift':
      return [shiftStage(input, output(), blockOf(placed, 'shifts'))];
    case 'blended-activation': {
      const alphas = blockOf(placed, 'alphas');
      return [blendedActivationStage(input, output(), layer.activation, alphas)];
    }
    case 'heads':
      return [layHeads(placed, input, ground)];
    case 'conv2d':
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
    case 'flatten':
    case 'group-norm':
      return [layMapLayer(placed, layer, input, ground)];
  }
}

function layDense(
  placed: PlacedLayer,
  input: Signal,
  ground: Ground,
  relu: DropoutSetting | undefined,
): Stage {
  const signal = outputOf(placed, ground);
  const output = relu ? { ...signal, reluRate: relu.rate } : signal;
  const isFirst = input === ground.input;
  const sparse = sparsePlaces(placed, ground.sparse);
  const stage = denseStage(input, output, densePlaces(placed, ground), { isFirst, sparse, relu });
  return relu ? stage : { ...stage, sum: sumOf(placed) };
}

function sumOf({ blocks }: PlacedLayer): DenseSum {
  return {
    weights: blocks.filter(({ role }) => role.endsWith('weights')),
    biases: blocks.find(({ role }) => role === 'biases'),
  };
}

/** The dropout to fuse with this layer's ReLU; undefined unless a layer follows that knows how to go back. */
function fusedRelu(layers: readonly PlacedLayer[], index: number): DropoutSetting | undefined {
  const layerAt = (place: number) => layers[place]?.shape.layer;
  const layer = layerAt(index);
  const next = layerAt(index + 1);
  const isRelu = layer?.kind === 'dense' && layer.activation === 'relu';
  if (!isRelu || layers[index]?.blocks.some(({ role }) => role === 'sparse-weights'))
    return undefined;
  const goesBack = (place: number) => ['dense', 'heads'].includes(layerAt(place)?.kind ?? '');
  if (goesBack(index + 1)) return { rate: 0, salt: 0 };
  const fuses = next?.kind === 'dropout' && goesBack(index + 2);
  return fuses ? settingOf(next.rate, layers[index + 1]?.shape.name ?? '') : undefined;
}

/** Each layer drops by a stream of its own: its place in the network, blocks counted along, is its salt. */
function settingOf(rate: number, name: string): DropoutSetting {
  const place = name.split('.').reduce((sum, part) => Math.imul(sum, 31) + Number(part), 0);
  return { rate, salt: Math.imul(place, 0x632be5ab) };
}

function sparsePlaces({ blocks }: PlacedLayer, x: Offset): SparsePlaces | undefined {
  const block = blocks.find(({ role }) => role === 'sparse-weights');
  return block && { inputs: block.rows, x, w: block.w, dw: block.dw };
}

function runningOf(placed: PlacedLayer, { batchSize }: Ground): RunningMoments {
  const { layer } = placed.shape;
  if (layer.kind !== 'batch-norm') throw new Error('only batch norm keeps running moments');
  const means = blockOf(placed, 'means');
  const variances = blockOf(placed, 'variances');
  return { means, variances, momentum: layer.momentum, batchSize };
}
