import type { Offset } from './kernels/kernels.js';
import { activationStage } from './layers/activation.js';
import { denseStage } from './layers/dense.js';
import { type DropoutSetting, dropoutStage } from './layers/dropout.js';
import type { Signal, Stage } from './layers/stage.js';
import type { Layer, Network } from './network.js';
import type { LayerBlocks } from './parameter-blocks.js';

/** What stages are laid over. */
export interface Ground {
  readonly input: Signal;
  /** Where the sparse part of a batch is gathered. */
  readonly sparse: Offset;
  readonly scratch: Offset;
  readonly signal: (columns: number) => Signal;
}

/** The stages of a network, first to last; dense → ReLU → dropout → dense becomes one stage less two. */
export function layStages(
  network: Network,
  blocks: readonly LayerBlocks[],
  ground: Ground,
): readonly Stage[] {
  const { layers } = network;
  const stages: Stage[] = [];
  const dense = blocks.values();
  let current = ground.input;
  const push = (stage: Stage) => {
    stages.push(stage);
    current = stage.output;
  };
  for (let index = 0; index < layers.length; index++) {
    const layer = layers[index] as Layer;
    if (layer.kind === 'dropout') {
      push(dropoutStage(current, ground.signal(current.columns), settingOf(layer.rate, index)));
      continue;
    }
    const own = dense.next().value as LayerBlocks;
    const isFirst = stages.length === 0;
    const relu = own.sparse ? undefined : fusedRelu(layers, index);
    const signal = ground.signal(layer.units);
    const output = relu ? { ...signal, reluScale: 1 / (1 - relu.rate) } : signal;
    const sparse = sparsePlaces(own, ground.sparse);
    push(denseStage(current, output, densePlaces(own, ground.scratch), { isFirst, sparse, relu }));
    if (relu) index += layers[index + 1]?.kind === 'dropout' ? 1 : 0;
    else push(activationStage(current, ground.signal(layer.units), layer.activation));
  }
  return stages;
}

/** The dropout to fuse with this layer's ReLU; undefined unless a dense layer, which knows how to go back, follows. */
function fusedRelu(layers: readonly Layer[], index: number): DropoutSetting | undefined {
  const [layer, next, afterNext] = layers.slice(index, index + 3);
  if (layer?.kind !== 'dense' || layer.activation !== 'relu') return undefined;
  if (next?.kind === 'dense') return { rate: 0, salt: 0 };
  const fuses = next?.kind === 'dropout' && afterNext?.kind === 'dense';
  return fuses ? settingOf(next.rate, index + 1) : undefined;
}

function settingOf(rate: number, index: number): DropoutSetting {
  return { rate, salt: Math.imul(index + 1, 0x632be5ab) };
}

function densePlaces({ weights, biases }: LayerBlocks, scratch: Offset) {
  return { w: weights.w, b: biases.w, dw: weights.dw, db: biases.dw, scratch };
}

function sparsePlaces({ sparse }: LayerBlocks, x: Offset) {
  return sparse && { inputs: sparse.rows, x, w: sparse.w, dw: sparse.dw };
}
