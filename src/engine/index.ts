// Building networks

export type { Random } from '../util/random.js';
export { randomStream } from '../util/random.js';
export type { Cost } from './cost.js';
export type { Activation, Kernels } from './kernels/kernels.js';
// What they stand on
export { createReferenceKernels } from './kernels/reference.js';
export type { DenseLayer, DropoutLayer, Layer, Network, TrainedNetwork } from './network.js';
export { dense, dropout, parameterCount, sequential } from './network.js';
export type { NetworkInput } from './network-input.js';
export type { Adam, Optimizer, Sgd } from './optimizers/optimizer.js';
export { predictNetwork } from './predict-network.js';
export type { TrainOptions, TrainResult, Validation } from './train-network.js';
// Training and predicting
export { trainNetwork } from './train-network.js';
