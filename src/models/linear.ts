import { outputLayer } from '../engine/network.js';
import { REGRESSION_LOSSES } from '../util/task-kind.js';
import type { ModelFamily } from './model-family.js';
import {
  loadNetworkModel,
  type NetworkModel,
  OPTIMIZERS,
  predictNetworkModel,
  saveNetworkModel,
  serveNetworkModel,
  trainNetworkModel,
} from './network-model.js';
import { numberParam } from './params.js';

/** Of an epoch: few rows are passed over until there are as many. */
const LEAST_STEPS = 20;
/** Of the cost, while it falls: less of what it has fallen, in all epochs of the patience, and training has converged. */
const LEAST_FALL = 0.001;

/** Linear or logistic regression: a network of depth 0. */
export const linear: ModelFamily<NetworkModel> = {
  name: 'linear',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  losses: REGRESSION_LOSSES,
  quantiles: true,
  counted: 'epochs',
  defaults: {
    optimizer: 'adamw',
    learningRate: 0.02,
    weightDecay: 0.001,
    batchSize: 64,
    epochs: 100,
    patience: 10,
    texts: 'common',
  },
  space: {
    optimizer: { kind: 'choice', options: ['adamw'] },
    learningRate: { kind: 'uniform', low: 0.003, high: 0.1, log: true },
    weightDecay: { kind: 'uniform', low: 0.0001, high: 1, log: true },
    batchSize: { kind: 'choice', options: [32, 64, 128, 256] },
    epochs: { kind: 'choice', options: [100] },
    patience: { kind: 'choice', options: [10] },
    texts: { kind: 'choice', options: ['common', 'by-label'] },
  },
  words: { optimizer: OPTIMIZERS },
  rungs: { param: 'epochs', shares: [1 / 8, 1 / 4, 1 / 2] },
  train: (set, params, context) =>
    trainNetworkModel('linear', [], set, params, context, {
      leastSteps: LEAST_STEPS,
      coolDown: {
        patience: numberParam(params, 'patience'),
        leastFall: LEAST_FALL,
        inTime: true,
      },
      ties: 'latest',
    }),
  predict: predictNetworkModel,
  serve: serveNetworkModel,
  linearWeights({ trained: { parameters, inputs, sparseInputs, network } }) {
    const count = (inputs + sparseInputs) * outputLayer(network).units;
    return { weights: parameters.subarray(0, count), intercepts: parameters.subarray(count) };
  },
  save: saveNetworkModel,
  load: loadNetworkModel,
};
