import { FLIPS } from '../engine/augmentation.js';
import type { TrainOptions } from '../engine/train-network.js';
import type { PixelsBlock } from '../matrix/design-matrix.js';
import type { Params } from '../space/search-space.js';
import type { TaskShape } from '../util/task-kind.js';
import { hasMoreThanPictures } from './beside-pictures.js';
import { convnetLayers } from './convnet-layers.js';
import {
  type ConvnetModel,
  type ConvnetRecipe,
  loadConvnet,
  predictConvnet,
  saveConvnet,
  serveConvnet,
  trainConvnet,
} from './convnet-model.js';
import { isJudgedByLabels } from './judged-by-labels.js';
import type { ModelFamily, TrainContext, TrainingSet } from './model-family.js';
import { numberParam, wordParam } from './params.js';
import { picturesOf, rowsWithPicture, viewsOf } from './picture-views.js';
import { sameWhenMirrored } from './same-when-mirrored.js';

/** 'by-data': those by which a coarse look at the pictures tells the same. */
const FLIP_CHOICES = ['by-data', ...FLIPS] as const;
/** Of an epoch: few pictures are passed over several times. */
const LEAST_STEPS = 8;
/** Rates of the layers that scale and shift do not decay. */
const PLAIN = ['scales', 'shifts', 'biases'] as const;

/**
 * A small convolutional network on the bytes of pictures, which it sees flipped, shifted and in other colours each time; its
 * learning rate rises and falls once (Smith and Topin 2018). Other columns come in behind its maps.
 */
export const convnet: ModelFamily<ConvnetModel> = {
  name: 'convnet',
  inputs: { numbers: 'scaled', categories: 'one-hot', images: 'pixels' },
  counted: 'epochs',
  defaults: {
    width: 32,
    depth: 1,
    dropout: 0,
    flips: 'by-data',
    shift: 0.1,
    rotation: 0,
    colour: 0.1,
    mixup: 0,
    learningRate: 0.01,
    weightDecay: 0.02,
    labelSmoothing: 0.1,
    batchSize: 32,
    epochs: 48,
  },
  space: {
    width: { kind: 'choice', options: [16, 24, 32, 48, 64] },
    depth: { kind: 'integer', low: 1, high: 3 },
    dropout: { kind: 'choice', options: [0, 0.2, 0.4] },
    flips: { kind: 'choice', options: ['by-data', 'none'] },
    shift: { kind: 'choice', options: [0, 0.05, 0.1, 0.15] },
    rotation: { kind: 'choice', options: [0, 10, 20] },
    colour: { kind: 'choice', options: [0, 0.1, 0.3] },
    mixup: { kind: 'choice', options: [0, 0.2] },
    learningRate: { kind: 'uniform', low: 0.002, high: 0.03, log: true },
    weightDecay: { kind: 'uniform', low: 0.001, high: 0.1, log: true },
    labelSmoothing: { kind: 'choice', options: [0, 0.1] },
    batchSize: { kind: 'choice', options: [32, 64] },
    epochs: { kind: 'choice', options: [16, 32, 48, 64] },
  },
  words: { flips: FLIP_CHOICES },
  lengths: {
    param: 'epochs',
    options: [4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64],
    effort: { width: 1.5, depth: 0.3 },
    light: { width: 16 },
  },
  rungs: { param: 'epochs', shares: [1 / 4, 1 / 2] },
  train: (set, params, context) =>
    trainConvnet('convnet', recipe(set, params, context), set, context),
  predict: predictConvnet,
  serve: serveConvnet,
  save: saveConvnet,
  load: loadConvnet,
};

function recipe(set: TrainingSet, params: Params, { task, metric }: TrainContext): ConvnetRecipe {
  const number = (name: string) => numberParam(params, name);
  const told = wordParam(params, 'flips', FLIP_CHOICES);
  const pictures = picturesOf(set.x);
  const flips = told === 'by-data' ? flipsByData(pictures, set, task) : told;
  const side = pictures[0]?.side ?? 0;
  return {
    layers: convnetLayers({
      side,
      width: number('width'),
      depth: number('depth'),
      dropout: number('dropout'),
      seesColumns: hasMoreThanPictures(set.x),
    }),
    augmentation: {
      flips,
      shift: Math.round(number('shift') * side),
      rotation: number('rotation'),
      colour: number('colour'),
    },
    options: optionsOf(params, isJudgedByLabels(task, metric)),
  };
}

function optionsOf(params: Params, areLabels: boolean): ConvnetRecipe['options'] {
  const number = (name: string) => numberParam(params, name);
  return {
    learningRate: number('learningRate'),
    schedule: { kind: 'one-cycle', rise: 0.2 },
    weightDecay: number('weightDecay'),
    groups: PLAIN.map((role) => ({ role, learningRate: 1, weightDecay: 0 })),
    ...(areLabels && { labelSmoothing: number('labelSmoothing') }),
    mixup: number('mixup'),
    batchSize: number('batchSize'),
    leastSteps: LEAST_STEPS,
    epochs: number('epochs'),
    ties: 'latest',
  } satisfies Omit<TrainOptions, 'random'>;
}

/** The mirror images that tell the same in each column. */
function flipsByData(blocks: readonly PixelsBlock[], { y }: TrainingSet, task: TaskShape) {
  const targetsOf = (row: number) => {
    const own = y[row] as number;
    if (task.kind === 'regression') return [own];
    return Array.from({ length: task.classes }, (_, code) => (own === code ? 1 : 0));
  };
  const shown = blocks.filter(({ pixels }) => pixels.length > 0);
  const found = shown.map((block) => {
    const { side, channels, pixels } = block;
    return sameWhenMirrored(
      { height: side, width: side, channels, data: pixels },
      viewsOf([block], rowsWithPicture([block])),
      targetsOf,
    );
  });
  return FLIPS.find((flips) => found.includes(flips)) ?? 'none';
}
