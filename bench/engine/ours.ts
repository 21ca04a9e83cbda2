import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import type { Kernels } from '../../src/engine/kernels/kernels.js';
import { conv2d, globalAveragePool, maxPool2d } from '../../src/engine/map-layers.js';
import {
  activation,
  batchNorm,
  dense,
  dropout as dropoutLayer,
  memberCount,
  type Network,
  sequential,
} from '../../src/engine/network.js';
import type { NetworkInput } from '../../src/engine/network-input.js';
import { planNetwork } from '../../src/engine/plan.js';
import { trainNetwork } from '../../src/engine/train-network.js';
import { randomStream } from '../../src/util/random.js';
import type { Contender } from './contender.js';
import {
  DROPOUT,
  inputsOf,
  outputsOf,
  POOLED,
  type Shape,
  shapeData,
  shapeInput,
} from './shapes.js';

/** The engine on these kernels. */
export function ourContender(name: string, kernels: Kernels): Contender {
  const data = new Map<Shape, ReturnType<typeof shapeData>>();
  return {
    name,
    hasDropout: true,
    hasPictures: true,
    async measure(shape, dropout, seconds) {
      if (!data.has(shape)) data.set(shape, shapeData(shape));
      const { x, y } = data.get(shape) ?? shapeData(shape);
      return train(kernels, shape, { x, y, dropout, seconds });
    },
    close() {},
  };
}

/** The memory that training on a shape takes: weights, gradients, moments and a batch's values. */
export function arenaBytes(shape: Shape): number {
  const x = new Float32Array(shape.batch * inputsOf(shape));
  return arenaBytesFor(networkOf(shape, DROPOUT), shapeInput(shape, x, shape.batch));
}

/** The same of any network on so many inputs and rows of a batch. */
export function arenaBytesOf(network: Network, inputs: number, batch: number): number {
  const matrix = { rows: batch, columns: inputs, data: new Float32Array(batch * inputs) };
  return arenaBytesFor(network, { rows: batch, dense: matrix, sparse: undefined });
}

function arenaBytesFor(network: Network, x: NetworkInput): number {
  const kernels = createKernels('auto');
  let bytes = 0;
  const reserve = (floats: number) => {
    bytes = 4 * floats;
    kernels.reserve(floats);
  };
  const batchSize = x.rows * memberCount(network);
  planNetwork({ ...kernels, reserve }, network, x, { batchSize });
  return bytes;
}

function networkOf(shape: Shape, dropout: number): Network {
  if (shape.side !== undefined) return pictureNetworkOf(shape, dropout);
  const hidden = shape.sizes.slice(1, -1).flatMap((units) => {
    const layer = dense(units, 'relu');
    return dropout > 0 ? [layer, dropoutLayer(dropout)] : [layer];
  });
  const outputs = outputsOf(shape);
  return sequential([...hidden, dense(outputs, outputs > 1 ? 'softmax' : 'linear')]);
}

function pictureNetworkOf(shape: Shape, dropout: number): Network {
  const convolutions = shape.sizes.slice(1, -1).flatMap((channels, index) => {
    const block = [conv2d(channels, { bias: false }), batchNorm(), activation('relu')];
    return index < POOLED ? [...block, maxPool2d(2)] : block;
  });
  const dropped = dropout > 0 ? [dropoutLayer(dropout)] : [];
  const output = dense(outputsOf(shape), 'softmax');
  return sequential([...convolutions, globalAveragePool(), ...dropped, output]);
}

interface Run {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly dropout: number;
  readonly seconds: number;
}

function train(kernels: Kernels, shape: Shape, { x, y, dropout, seconds }: Run): number {
  const { batch, rows } = shape;
  const network = networkOf(shape, dropout);
  const input = shapeInput(shape, x, rows);
  const start = performance.now();
  let asked = 0;
  trainNetwork(network, input, y, {
    random: randomStream('run'),
    kernels,
    batchSize: batch,
    epochs: 1e6,
    weightDecay: 0.01,
    shouldStop() {
      asked++;
      return performance.now() - start > seconds * 1000;
    },
  });
  const spent = performance.now() - start;
  // It is asked before an epoch and before each of its batches, and the last time it says stop.
  const epochs = Math.ceil((asked - 1) / (rows / batch + 1));
  return (1000 * batch * (asked - 1 - epochs)) / spent;
}
