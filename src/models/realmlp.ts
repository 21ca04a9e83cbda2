import { embedding } from '../engine/embedding-layer.js';
import { BLENDED_ACTIVATIONS } from '../engine/kernels/kernels.js';
import {
  blendedActivation,
  dense,
  dropout,
  type Layer,
  type Network,
  scale,
} from '../engine/network.js';
import type { ParameterGroup } from '../engine/optimizers/parameter-groups.js';
import type { Params } from '../space/search-space.js';
import {
  answersPerRow,
  isOfNumbers,
  REGRESSION_LOSSES,
  type TaskShape,
} from '../util/task-kind.js';
import type { EmbeddedColumns } from './embedded-columns.js';
import {
  type EmbeddedModel,
  type EmbeddedRecipe,
  loadEmbeddedModel,
  predictEmbeddedModel,
  saveEmbeddedModel,
  serveEmbeddedModel,
  trainEmbeddedModel,
} from './embedded-model.js';
import { isJudgedByLabels } from './judged-by-labels.js';
import type { ModelFamily, TrainContext, TrainingSet } from './model-family.js';
import { numberParam, wordParam } from './params.js';

const EMBEDDINGS = ['periodic', 'none'] as const;
const ACTIVATION_CHOICES = ['by-task', ...BLENDED_ACTIVATIONS] as const;
const BATCH = 256;
/** Above so many rows batches are twice as large: their steps are too many. */
const MANY_ROWS = 30_000;
const FREQUENCIES = 16;
const NUMBER_WIDTH = 4;
const LEVEL_WIDTH = 8;
/** What the pace of biases, of activations and of embedded numbers is multiplied by. */
const SLOW = 0.1;

/**
 * The tuned multilayer perceptron: periodic embeddings, a scale for each input, activations that are blended with the
 * identity, weights that start fitted to the data, and a learning rate in four waves (RealMLP-TD; Holzmüller et al.
 * 2024, "Better by default: strong pre-tuned MLPs and boosted trees on tabular data").
 */
export const realmlp: ModelFamily<EmbeddedModel> = {
  name: 'realmlp',
  inputs: { numbers: 'scaled', categories: 'embedded' },
  losses: REGRESSION_LOSSES,
  quantiles: true,
  counted: 'epochs',
  defaults: {
    scaling: 'robust',
    depth: 3,
    width: 256,
    embedding: 'periodic',
    sigma: 0.1,
    activation: 'by-task',
    learningRate: 0.04,
    scaleRate: 6,
    dropout: 0.15,
    weightDecay: 0.02,
    labelSmoothing: 0.1,
    beta2: 0.95,
    epochs: 256,
  },
  space: {
    scaling: { kind: 'choice', options: ['robust', 'standard'] },
    depth: { kind: 'integer', low: 2, high: 4 },
    width: { kind: 'choice', options: [128, 256, 384] },
    embedding: { kind: 'choice', options: EMBEDDINGS },
    sigma: { kind: 'uniform', low: 0.03, high: 3, log: true },
    activation: { kind: 'choice', options: ['by-task', 'selu', 'mish'] },
    learningRate: { kind: 'uniform', low: 0.02, high: 0.3, log: true },
    scaleRate: { kind: 'uniform', low: 2, high: 10, log: true },
    dropout: { kind: 'choice', options: [0, 0.15, 0.3] },
    weightDecay: { kind: 'uniform', low: 0.001, high: 0.05, log: true },
    labelSmoothing: { kind: 'choice', options: [0, 0.1] },
    beta2: { kind: 'choice', options: [0.95, 0.99] },
    epochs: { kind: 'choice', options: [64, 128, 256] },
  },
  words: { embedding: EMBEDDINGS, activation: ACTIVATION_CHOICES },
  lengths: {
    param: 'epochs',
    options: [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256],
    effort: { width: 1.5, depth: 0.8 },
    light: { width: 128, depth: 2 },
  },
  // Where the learning rate comes down to 0 between two waves.
  rungs: { param: 'epochs', shares: [1 / 15, 3 / 15, 7 / 15] },
  train: (set, params, context) =>
    trainEmbeddedModel('realmlp', recipe(set, params, context), set, context),
  predict: predictEmbeddedModel,
  serve: serveEmbeddedModel,
  save: saveEmbeddedModel,
  load: loadEmbeddedModel,
};

function recipe(set: TrainingSet, params: Params, context: TrainContext): EmbeddedRecipe {
  const { task, metric } = context;
  const number = (name: string) => numberParam(params, name);
  return {
    embedsNumbers: wordParam(params, 'embedding', EMBEDDINGS) === 'periodic',
    layers: (columns) => layersOf(columns, params, task),
    options: (network) => ({
      initialisation: 'data-driven',
      optimizer: { kind: 'adamw', beta1: 0.9, beta2: number('beta2') },
      learningRate: number('learningRate'),
      schedule: { kind: 'coslog4' },
      dropoutSchedule: { kind: 'flat-cosine' },
      weightDecay: number('weightDecay'),
      weightDecaySchedule: { kind: 'flat-cosine' },
      labelSmoothing: isJudgedByLabels(task, metric) ? number('labelSmoothing') : 0,
      groups: groupsOf(network, number('scaleRate')),
      batchSize: set.x.rows > MANY_ROWS ? 2 * BATCH : BATCH,
      dropLast: true,
      epochs: number('epochs'),
      ties: 'latest',
    }),
  };
}

function layersOf(columns: EmbeddedColumns, params: Params, task: TaskShape): Layer[] {
  const number = (name: string) => numberParam(params, name);
  const isNumber = isOfNumbers(task);
  const choice = wordParam(params, 'activation', ACTIVATION_CHOICES);
  const activation = choice === 'by-task' ? (isNumber ? 'mish' : 'selu') : choice;
  const tangent = { parametrization: 'neural-tangent' } as const;
  const rate = number('dropout');
  const blocks = Array.from({ length: number('depth') }, () => [
    dense(number('width'), 'linear', tangent),
    blendedActivation(activation),
    ...(rate > 0 ? [dropout(rate)] : []),
  ]);
  const output = isNumber
    ? dense(answersPerRow(task), 'linear', tangent)
    : dense(task.classes, 'softmax', tangent);
  return [embeddingOf(columns, params), scale(), ...blocks.flat(), output];
}

function embeddingOf({ numbers, cardinalities }: EmbeddedColumns, params: Params): Layer {
  const waves = {
    kind: 'periodic',
    columns: numbers.length,
    frequencies: FREQUENCIES,
    width: NUMBER_WIDTH,
    sigma: numberParam(params, 'sigma'),
  } as const;
  return embedding(
    numbers.length > 0 ? waves : null,
    cardinalities.length > 0 ? { cardinalities, width: LEVEL_WIDTH, sigma: 1 } : null,
  );
}

/** Factors of the learning rate; the published code multiplies the decay by them once more. */
function groupsOf({ layers }: Network, scaleRate: number): ParameterGroup[] {
  const first = layers[0];
  const numbers = first?.kind === 'embedding' ? first.numbers : null;
  const waves = ['frequencies', 'phases', 'mixes', 'offsets'] as const;
  const still = new Set(['phases', 'offsets']);
  return [
    { role: 'scales', learningRate: scaleRate, weightDecay: scaleRate },
    { role: 'biases', learningRate: SLOW, weightDecay: 0 },
    { role: 'alphas', learningRate: SLOW, weightDecay: SLOW },
    ...(numbers ? waves : []).map((role) => ({
      role,
      learningRate: SLOW,
      weightDecay: still.has(role) ? 0 : SLOW,
    })),
  ];
}
