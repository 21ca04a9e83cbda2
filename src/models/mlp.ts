import { ACTIVATIONS } from '../engine/kernels/kernels.js';
import { dense, dropout, type Layer } from '../engine/network.js';
import type { Params, SearchSpace } from '../space/search-space.js';
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
import { numberParam, wordParam } from './params.js';

const MAX_DEPTH = 4;
/** Of an epoch: tables of few rows are passed over several times. */
const LEAST_STEPS = 4;

/** The multilayer perceptron: fully connected layers, each followed by dropout. */
export const mlp: ModelFamily<NetworkModel> = {
  name: 'mlp',
  inputs: { numbers: 'scaled', categories: 'one-hot' },
  losses: REGRESSION_LOSSES,
  quantiles: true,
  counted: 'epochs',
  defaults: {
    optimizer: 'adamw',
    depth: 2,
    width1: 64,
    width2: 64,
    activation: 'relu',
    dropout: 0.1,
    learningRate: 0.003,
    weightDecay: 0.01,
    batchSize: 64,
    epochs: 200,
    patience: 20,
  },
  space: {
    optimizer: { kind: 'choice', options: ['adamw'] },
    depth: { kind: 'integer', low: 1, high: 3 },
    ...widths(),
    activation: { kind: 'choice', options: ['relu', 'tanh'] },
    dropout: { kind: 'choice', options: [0, 0.1, 0.2, 0.3, 0.5] },
    learningRate: { kind: 'uniform', low: 0.0005, high: 0.02, log: true },
    weightDecay: { kind: 'uniform', low: 0.0001, high: 0.3, log: true },
    batchSize: { kind: 'choice', options: [32, 64, 128, 256] },
    epochs: { kind: 'choice', options: [200] },
    patience: { kind: 'choice', options: [20] },
  },
  words: { optimizer: OPTIMIZERS, activation: ACTIVATIONS },
  rungs: { param: 'epochs', shares: [1 / 8, 1 / 4, 1 / 2] },
  train: (set, params, context) =>
    trainNetworkModel('mlp', hiddenLayers(params), set, params, context, {
      patience: numberParam(params, 'patience'),
      leastSteps: LEAST_STEPS,
    }),
  predict: predictNetworkModel,
  serve: serveNetworkModel,
  save: saveNetworkModel,
  load: loadNetworkModel,
};

function widths(): SearchSpace {
  const layers = Array.from({ length: MAX_DEPTH }, (_, i) => i + 1);
  return Object.fromEntries(
    layers.map((layer) => {
      const when = { param: 'depth', atLeast: layer };
      return [`width${layer}`, { kind: 'integer', low: 16, high: 256, log: true, when }];
    }),
  );
}

function hiddenLayers(params: Params): Layer[] {
  const activation = wordParam(params, 'activation', ACTIVATIONS);
  const rate = numberParam(params, 'dropout');
  return Array.from({ length: numberParam(params, 'depth') }, (_, i) => {
    const layer = dense(numberParam(params, `width${i + 1}`), activation);
    return rate > 0 ? [layer, dropout(rate)] : [layer];
  }).flat();
}
