import type { Params } from '../space/search-space.js';
import { type Booster, boost, scoresOf } from '../trees/boost.js';
import {
  absoluteLoss,
  huberLoss,
  type Loss,
  logisticLoss,
  softmaxLoss,
  squaredLoss,
} from '../trees/losses.js';
import { meanOne } from '../util/mean-one.js';
import type { TaskShape } from '../util/task-kind.js';
import { bothClasses } from './both-classes.js';
import { checkpointOf } from './checkpoint.js';
import type { Model, ModelFamily, SavedModel, TrainContext, TrainingSet } from './model-family.js';
import { numberParam, wordParam } from './params.js';
import { savedNumber } from './saved-model.js';
import {
  columnsJson,
  savedColumns,
  savedTrees,
  treeParameters,
  treeTensors,
} from './saved-trees.js';
import {
  binnedInput,
  columnCount,
  type TreeColumns,
  treeColumns,
  treeFeatures,
  treeImportance,
  treeInput,
} from './tree-columns.js';

const LOSSES = ['squared', 'absolute', 'huber'] as const;

/** So many classes have a tree each in every round; where there are more, one tree answers all. */
const MOST_CLASS_TREES = 10;
/** Projections of gradients that such a tree is grown on. */
export const CLASS_GRADIENTS = 3;

/** Boosted trees with how they read their columns. */
export interface BoostedModel extends Model {
  readonly booster: Booster;
  readonly columns: TreeColumns;
}

/**
 * Gradient-boosted trees on histograms, grown leaf by leaf (Friedman 2001; Chen and Guestrin 2016; Ke et al. 2017). They
 * take numbers with their gaps and levels by code.
 */
export const boostedTrees: ModelFamily<BoostedModel> = {
  name: 'boosted-trees',
  inputs: { numbers: 'raw', categories: 'codes' },
  counted: 'rounds',
  defaults: {
    loss: 'squared',
    rounds: 1500,
    patience: 40,
    learningRate: 0.06,
    maxLeaves: 31,
    maxDepth: 8,
    minChildWeight: 0.001,
    minChildRows: 2,
    lambda: 1,
    rowShare: 0.8,
    columnShare: 0.8,
    levelSmoothing: 10,
    maxLevels: 32,
    bins: 255,
  },
  space: {
    loss: { kind: 'choice', options: ['squared', 'huber'] },
    rounds: { kind: 'choice', options: [1500] },
    patience: { kind: 'choice', options: [40] },
    learningRate: { kind: 'uniform', low: 0.02, high: 0.2, log: true },
    maxLeaves: { kind: 'integer', low: 7, high: 127, log: true },
    maxDepth: { kind: 'integer', low: 3, high: 12 },
    minChildWeight: { kind: 'uniform', low: 0.001, high: 10, log: true },
    minChildRows: { kind: 'integer', low: 1, high: 50, log: true },
    lambda: { kind: 'uniform', low: 0.1, high: 20, log: true },
    rowShare: { kind: 'uniform', low: 0.5, high: 1 },
    columnShare: { kind: 'uniform', low: 0.3, high: 1 },
    levelSmoothing: { kind: 'uniform', low: 1, high: 100, log: true },
    maxLevels: { kind: 'choice', options: [32] },
    bins: { kind: 'choice', options: [255, 127, 63] },
  },
  words: { loss: LOSSES },
  rungs: { param: 'rounds', shares: [1 / 16, 1 / 4] },
  train,
  predict({ booster, columns }, x, task) {
    const scores = scoresOf(booster, treeInput(x, columns));
    return linked(scores, lossFor(task, 'squared'), task);
  },
  serve({ booster, columns }, task, room) {
    const walker = room.walk(booster.rounds.flat(), columnCount(columns));
    const loss = lossFor(task, 'squared');
    return (x) => linked(scoresOf(booster, treeInput(x, columns), walker), loss, task);
  },
  importance: ({ booster, columns }) => treeImportance(booster.rounds.flat(), columns),
  treeSums: ({ booster: { start, rounds }, columns }, { kind }) => ({
    trees: rounds.flat(),
    start,
    factor: 1,
    are: kind === 'regression' ? 'answers' : 'scores',
    read: (x) => treeInput(x, columns),
    features: (x) => treeFeatures(x, columns),
  }),
  save: ({ kind, booster, columns, length }) => {
    const outputs = booster.start.length;
    const trees = booster.rounds.flat();
    const start = [...booster.start];
    const vectors = trees.some((tree) => tree.vectors) ? { vectors: true } : {};
    const json = {
      ...columnsJson(columns),
      outputs,
      trees: trees.length,
      length,
      start,
      ...vectors,
    };
    return { kind, json, tensors: treeTensors(trees) };
  },
  load,
};

function train(set: TrainingSet, params: Params, context: TrainContext): BoostedModel {
  const { task, validation, random, shouldStop, pauseAfter } = context;
  const number = (name: string) => numberParam(params, name);
  const columns = treeColumns(set.x);
  const raw = treeInput(set.x, columns);
  const binned = binnedInput(raw, columns, number('bins'));
  const loss = lossFor(task, wordParam(params, 'loss', LOSSES));
  const { booster, bestRound, checkpoint } = boost(binned, raw, set.y, {
    loss,
    rounds: number('rounds'),
    patience: number('patience'),
    learningRate: number('learningRate'),
    maxLeaves: number('maxLeaves'),
    maxDepth: number('maxDepth'),
    minChildWeight: number('minChildWeight'),
    minChildRows: number('minChildRows'),
    minGain: 0,
    lambda: number('lambda'),
    rowShare: number('rowShare'),
    columnShare: number('columnShare'),
    levelSmoothing: number('levelSmoothing'),
    maxLevels: number('maxLevels'),
    sketch: task.classes > MOST_CLASS_TREES ? { gradients: CLASS_GRADIENTS } : undefined,
    random,
    shouldStop,
    pauseAfter,
    from: checkpointOf('boost-checkpoint', context),
    weights: meanOne(set.weights),
    validation: {
      x: treeInput(validation.x, columns),
      score: (predictions) => validation.score(asProbabilities(predictions, task)),
    },
  });
  const parameters = treeParameters(booster.rounds.flat());
  return { kind: 'boosted-trees', booster, columns, length: bestRound, parameters, checkpoint };
}

function lossFor(task: TaskShape, regression: (typeof LOSSES)[number]): Loss {
  if (task.kind === 'binary') return logisticLoss;
  if (task.kind === 'multiclass') return softmaxLoss(task.classes);
  if (regression === 'huber') return huberLoss(1);
  return regression === 'absolute' ? absoluteLoss : squaredLoss;
}

function linked(scores: Float64Array, loss: Loss, task: TaskShape): Float64Array {
  loss.link(scores);
  return asProbabilities(scores, task);
}

function asProbabilities(predictions: Float64Array, task: TaskShape): Float64Array {
  return task.kind === 'binary' ? bothClasses(predictions) : predictions;
}

function load(saved: SavedModel): BoostedModel {
  const outputs = savedNumber(saved, 'outputs');
  const hasVectors = saved.json.vectors === true;
  const trees = savedTrees(saved, savedNumber(saved, 'trees'), hasVectors ? outputs : undefined);
  const ofRound = hasVectors ? 1 : outputs;
  const { start } = saved.json;
  const isStart = Array.isArray(start) && start.every((score) => typeof score === 'number');
  if (!isStart || start.length !== outputs || trees.length % ofRound > 0) {
    throw new Error(`the saved ${saved.kind} model does not fit together`);
  }
  const rounds = Array.from({ length: trees.length / ofRound }, (_, round) =>
    trees.slice(round * ofRound, (round + 1) * ofRound),
  );
  return {
    kind: saved.kind,
    booster: { start: Float64Array.from(start), rounds },
    columns: savedColumns(saved),
    length: savedNumber(saved, 'length'),
    parameters: treeParameters(trees),
  };
}
