import type { SparseMatrix } from '../matrix/matrix.js';
import { AutofitError } from '../util/errors.js';
import type { Kernels, Offset } from './kernels/kernels.js';
import { layStages } from './lay-stages.js';
import type { Signal, Stage } from './layers/stage.js';
import { denseWeights, type Network, outputLayer, parameterCount } from './network.js';
import type { NetworkInput } from './network-input.js';
import { blocksOf, type ParameterBlock, placeParameters } from './parameter-blocks.js';

/** A network laid out in the arena for batches of at most `batchSize` rows. */
export interface Plan {
  readonly kernels: Kernels;
  readonly batchSize: number;
  readonly input: Signal;
  /** Where the sparse part of a batch is gathered. */
  readonly sparse: Offset;
  readonly stages: readonly Stage[];
  /** The output before its activation. */
  readonly logits: Signal;
  readonly output: Signal;
  /** Stages up to the logits: what a cost that takes logits goes back through. */
  readonly logitStages: number;
  /** Targets of a batch, a signal of (batch, output columns). */
  readonly targets: Offset;
  readonly blocks: readonly ParameterBlock[];
  readonly parameterCount: number;
}

export interface PlanOptions {
  /** The most rows that go through the network together. */
  readonly batchSize: number;
  /** Whether there is room for gradients and an optimizer. @default true */
  readonly training?: boolean;
  /** Other data that will go through the network. */
  readonly others?: readonly NetworkInput[];
}

/** Lays a network out for this input and reserves the arena; nothing is allocated afterwards. */
export function planNetwork(
  kernels: Kernels,
  network: Network,
  x: NetworkInput,
  { batchSize, training = true, others = [] }: PlanOptions,
): Plan {
  const inputs = x.dense?.columns ?? 0;
  const sparseInputs = x.sparse?.columns ?? 0;
  if (sparseInputs > 0 && network.layers[0]?.kind !== 'dense') {
    throw new AutofitError('BAD_NETWORK', 'Layer 1: sparse inputs need a dense layer first.');
  }
  const place = allocator();
  const signal = (columns: number): Signal => {
    const floats = kernels.floatsOf('signal', batchSize, columns);
    return { columns, value: place(floats), gradient: place(training ? floats : 0) };
  };
  const layers = placeParameters(kernels, network, { inputs, sparseInputs }, place, training);
  const scratch = place(training ? scratchFloats(kernels, network, inputs + sparseInputs) : 0);
  const entries = Math.max(...[x, ...others].map((data) => batchEntries(data.sparse, batchSize)));
  const sparse = place(sparseInputs > 0 ? kernels.sparseFloats(batchSize, entries) : 0);
  const input = signal(inputs);
  const stages = layStages(network, layers, { input, sparse, scratch, signal });
  const targets = place(kernels.floatsOf('signal', batchSize, outputLayer(network).units));
  kernels.reserve(place(0));
  const [logits, output] = [stages.at(-2)?.output, stages.at(-1)?.output];
  if (!logits || !output) throw new Error('a network ends in a dense layer and its activation');
  const ends = { input, sparse, logits, output, targets, logitStages: stages.length - 1 };
  const parameters = parameterCount(network, inputs + sparseInputs);
  const blocks = blocksOf(layers);
  return { kernels, batchSize, stages, ...ends, blocks, parameterCount: parameters };
}

/** The room that the widest layer's gradient of its inputs needs. */
function scratchFloats(kernels: Kernels, network: Network, width: number): number {
  const layers = denseWeights(network, width).slice(1);
  return Math.max(
    0,
    ...layers.map(({ inputs, outputs }) => kernels.floatsOf('scratch', inputs, outputs)),
  );
}

/** The most entries that `rows` rows of x can have between them. */
function batchEntries(x: SparseMatrix | undefined, rows: number): number {
  let most = 0;
  for (let row = 0; x && row < x.rows; row++) {
    most = Math.max(most, (x.offsets[row + 1] as number) - (x.offsets[row] as number));
  }
  return most * rows;
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
