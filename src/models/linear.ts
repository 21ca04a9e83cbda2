import type { ModelFamily } from './model-family.js';
import {
  loadNetworkModel,
  type NetworkModel,
  OPTIMIZERS,
  predictNetworkModel,
  saveNetworkModel,
  trainNetworkModel,
} from './network-model.js';

/** Linear or logistic regression: a network of depth 0. */
export const linear: ModelFamily<NetworkModel> = {
  name: 'linear',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  counted: 'epochs',
  defaults: {
    optimizer: 'adamw',
    learningRate: 0.01,
    weightDecay: 0.01,
    batchSize: 64,
    epochs: 100,
    patience: 10,
  },
  space: {
    optimizer: { kind: 'choice', options: ['adamw'] },
    learningRate: { kind: 'uniform', low: 0.001, high: 0.1, log: true },
    weightDecay: { kind: 'uniform', low: 0.0001, high: 1, log: true },
    batchSize: { kind: 'choice', options: [32, 64, 128, 256] },
    epochs: { kind: 'choice', options: [100] },
    patience: { kind: 'choice', options: [10] },
  },
  words: { optimizer: OPTIMIZERS },
  rungs: { param: 'epochs', shares: [1 / 8, 1 / 4, 1 / 2] },
  train: (set, params, context) => trainNetworkModel('linear', [], set, params, context),
  predict: predictNetworkModel,
  save: saveNetworkModel,
  load: loadNetworkModel,
};
