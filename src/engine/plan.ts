import { AutofitError } from '../util/errors.js';
import type { Kernels, Offset } from './kernels/kernels.js';
import { activationStage } from './layers/activation.js';
import { denseStage } from './layers/dense.js';
import { dropoutStage } from './layers/dropout.js';
import type { Signal, Stage } from './layers/stage.js';
import {
  type DenseLayer,
  denseWeights,
  type Network,
  outputLayer,
  parameterCount,
} from './network.js';
import type { NetworkInput } from './network-input.js';

/** A network laid out in the arena for batches of at most `batchSize` rows. */
export interface Plan {
  readonly kernels: Kernels;
  readonly batchSize: number;
  readonly input: Signal;
  readonly stages: readonly Stage[];
  /** The output before its activation. */
  readonly logits: Signal;
  readonly output: Signal;
  /** Stages up to the logits: what a cost that takes logits goes back through. */
  readonly logitStages: number;
  /** Targets of a batch, (batch, output columns). */
  readonly targets: Offset;
  readonly parameters: Offset;
  readonly gradients: Offset;
  /** Two moments a parameter, for the optimizer. */
  readonly moment1: Offset;
  readonly moment2: Offset;
  readonly parameterCount: number;
}

/** Lays a network out for this input and reserves the arena; nothing is allocated afterwards. */
export function planNetwork(
  kernels: Kernels,
  network: Network,
  x: NetworkInput,
  batchSize: number,
): Plan {
  const sparseInputs = x.sparse?.columns ?? 0;
  if (sparseInputs > 0 && network.layers[0]?.kind !== 'dense') {
    throw new AutofitError('BAD_NETWORK', 'Layer 1: sparse inputs need a dense layer first.');
  }
  const place = allocator();
  const signal = (columns: number): Signal => ({
    columns,
    value: place(batchSize * columns),
    gradient: place(batchSize * columns),
  });
  const denseInputs = x.dense?.columns ?? 0;
  const count = parameterCount(network, denseInputs + sparseInputs);
  const [parameters, gradients] = [place(count), place(count)];
  const [moment1, moment2] = [place(count), place(count)];
  const input = signal(denseInputs);
  const stages = layStages(network, { input, sparseInputs, parameters, gradients, signal });
  const targets = place(batchSize * outputLayer(network).units);
  kernels.reserve(place(0));
  const [logits, output] = [stages.at(-2)?.output, stages.at(-1)?.output];
  if (!logits || !output) throw new Error('a network ends in a dense layer and its activation');
  const memory = { parameters, gradients, moment1, moment2, targets, parameterCount: count };
  return {
    kernels,
    batchSize,
    input,
    stages,
    logits,
    output,
    logitStages: stages.length - 1,
    ...memory,
  };
}

interface Layout {
  readonly input: Signal;
  readonly sparseInputs: number;
  readonly parameters: Offset;
  readonly gradients: Offset;
  readonly signal: (columns: number) => Signal;
}

function layStages(network: Network, layout: Layout): Stage[] {
  const { input, sparseInputs, parameters, gradients, signal } = layout;
  const weights = [...denseWeights(network, input.columns + sparseInputs)];
  const stages: Stage[] = [];
  let current = input;
  const push = (stage: Stage) => {
    stages.push(stage);
    current = stage.output;
  };
  for (const [index, layer] of network.layers.entries()) {
    if (layer.kind === 'dropout') {
      const salt = Math.imul(index + 1, 0x632be5ab);
      push(dropoutStage(current, signal(current.columns), { rate: layer.rate, salt }));
      continue;
    }
    const own = weights.shift();
    if (!own) throw new Error('a dense layer without weights');
    const isFirst = stages.length === 0;
    const places = {
      w: parameters + own.w,
      b: parameters + own.b,
      dw: gradients + own.w,
      db: gradients + own.b,
      sparseInputs: isFirst ? sparseInputs : 0,
    };
    push(denseStage(current, signal(layer.units), places, isFirst));
    push(activationStage(current, signal(layer.units), (layer as DenseLayer).activation));
  }
  return stages;
}

/** Gives consecutive places, each on a multiple of 16 floats; asked for 0 it tells how many were given. */
function allocator(): (floats: number) => Offset {
  let next = 0;
  return (floats) => {
    const place = next;
    next += Math.ceil(floats / 16) * 16;
    return place;
  };
}
