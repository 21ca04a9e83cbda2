// Building networks
export type {
  ActivationLayer,
  BatchNormLayer,
  BlendedActivationLayer,
  DenseLayer,
  DenseOptions,
  DropoutLayer,
  HeadsLayer,
  Layer,
  LayerNormLayer,
  Network,
  ResidualLayer,
  ScaleLayer,
  ShiftLayer,
  TrainedNetwork,
} from './network.js';
export {
  activation,
  batchEnsemble,
  batchNorm,
  blendedActivation,
  dense,
  dropout,
  heads,
  layerNorm,
  residual,
  scale,
  sequential,
  shift,
} from './network.js';
export type {
  Conv2dLayer,
  Conv2dOptions,
  FlattenLayer,
  GlobalPoolLayer,
  GroupNormLayer,
  PoolLayer,
} from './map-layers.js';
export {
  averagePool2d,
  conv2d,
  flatten,
  globalAveragePool,
  groupNorm,
  maxPool2d,
} from './map-layers.js';
export type { MapSize } from './map-size.js';
export type {
  EmbeddingLayer,
  LevelEmbedding,
  PeriodicEmbedding,
  PiecewiseEmbedding,
} from './embedding-layer.js';
export { embedding } from './embedding-layer.js';
export type { NetworkInput } from './network-input.js';
export type { PictureInput } from './picture-input.js';
export { parameterCount } from './layer-shapes.js';
export { summarizeNetwork } from './summarize-network.js';

// Training and predicting
export type { Augment } from './augment.js';
export { type Augmentation, createAugment, FLIPS, type PictureSize } from './augmentation.js';
export type { Cost, CustomCost, KernelCost } from './cost.js';
export type { Adam, Optimizer, Rmsprop, Sgd } from './optimizers/optimizer.js';
export type { ParameterGroup } from './optimizers/parameter-groups.js';
export type { ParameterRole } from './layer-shapes.js';
export { predictNetwork } from './predict-network.js';
export type { Schedule } from './schedules/schedule.js';
export type { CoolDownOptions } from './cool-down.js';
export type { Initialisation } from './initial-parameters.js';
export type { TrainCheckpoint, TrainOptions, TrainResult, Validation } from './train-network.js';
export { trainNetwork } from './train-network.js';

// The classic algorithms
export type {
  BackPropagationOptions,
  ClassicExample,
  ClassicNetwork,
} from './classic/back-propagation.js';
export {
  backPropagation,
  classicError,
  classicForward,
  classicNetwork,
} from './classic/back-propagation.js';
export type { Perceptron, PerceptronOptions, PerceptronResult } from './classic/perceptron.js';
export { mistakeBound, predictPerceptron, trainPerceptron } from './classic/perceptron.js';

// What they stand on
export type { Random } from '../util/random.js';
export { randomStream } from '../util/random.js';
export { createKernels } from './kernels/create-kernels.js';
export type { Activation, BlendedActivation, Kernels } from './kernels/kernels.js';
