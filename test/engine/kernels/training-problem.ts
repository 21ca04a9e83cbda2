import type { Kernels } from '../../../src/engine/kernels/kernels.js';
import {
  activation,
  batchNorm,
  dense,
  dropout,
  type Layer,
  layerNorm,
  residual,
  sequential,
} from '../../../src/engine/network.js';
import type { NetworkInput } from '../../../src/engine/network-input.js';
import { type TrainResult, trainNetwork } from '../../../src/engine/train-network.js';
import { randomStream } from '../../../src/util/random.js';
import { randomSparse } from './random-sparse.js';

export interface Problem {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** Whether there is a sparse part besides the dense one. */
  readonly sparse: boolean;
}

/** Widths and rows that are no multiple of a tile, with all that a network can be made of. */
export const problems: readonly Problem[] = [
  {
    name: 'ReLU and dropout, squared error',
    layers: [dense(21, 'relu'), dropout(0.2), dense(10, 'relu'), dense(1)],
    sparse: false,
  },
  {
    name: 'sigmoid, tanh and dropout, softmax',
    layers: [dense(13, 'sigmoid'), dropout(0.3), dense(5, 'tanh'), dense(3, 'softmax')],
    sparse: false,
  },
  {
    name: 'sparse inputs, sigmoid output',
    layers: [dense(18, 'relu'), dropout(0.1), dense(7, 'relu'), dense(1, 'sigmoid')],
    sparse: true,
  },
  {
    name: 'norms, residual blocks and modern activations, softmax',
    layers: [
      dense(13),
      batchNorm(),
      activation('silu'),
      residual([layerNorm(), dense(9, 'gelu'), dropout(0.1), dense(13, 'mish')]),
      dense(5, 'selu'),
      dense(3, 'softmax'),
    ],
    sparse: false,
  },
  {
    name: 'rates of sparse inputs, leaky ReLU and ELU',
    layers: [dense(11, 'leaky-relu'), dense(6, 'elu'), dense(1, 'exponential')],
    sparse: true,
  },
];

const ROWS = 210;
const COLUMNS = 11;

/** Trains on the same data from the same seed whatever the kernels; the last batch of an epoch is smaller. */
export function trainOn(kernels: Kernels, problem: Problem, epochs: number): TrainResult {
  const network = sequential(problem.layers);
  const last = problem.layers.at(-1);
  const classes = last?.kind === 'dense' ? last.units : 1;
  const x = problemInput(problem);
  const random = randomStream('targets');
  const y = Float32Array.from({ length: ROWS }, (_, row) =>
    classes > 1 ? row % classes : Number(random.normal() > 0),
  );
  return trainNetwork(network, x, y, {
    random: randomStream('training'),
    kernels,
    epochs,
    batchSize: 32,
    learningRate: 0.003,
    weightDecay: 0.01,
    optimizer: { kind: 'adamw', epsilon: 1e-4 },
  });
}

export function problemInput({ sparse }: Problem): NetworkInput {
  const random = randomStream('inputs');
  const data = Float32Array.from({ length: ROWS * COLUMNS }, () => random.normal());
  const dense = { rows: ROWS, columns: COLUMNS, data };
  return { rows: ROWS, dense, sparse: sparse ? randomSparse(ROWS, 14, 'inputs') : undefined };
}
