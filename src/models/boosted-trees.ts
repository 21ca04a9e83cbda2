import type { Params, SearchSpace } from '../space/search-space.js';
import { type Booster, type BoostOptions, boost, SPLITTERS, scoresOf } from '../trees/boost.js';
import type { GrowPolicy } from '../trees/boost-round.js';
import {
  absoluteLoss,
  gammaLoss,
  huberLoss,
  type Loss,
  logisticLoss,
  poissonLoss,
  quantilesLoss,
  softmaxLoss,
  squaredLoss,
} from '../trees/losses.js';
import { HISTOGRAM_BINS } from '../trees/tree-arena.js';
import { meanOne } from '../util/mean-one.js';
import {
  REGRESSION_LOSSES,
  type RegressionLoss,
  type TaskShape,
  toldLoss,
} from '../util/task-kind.js';
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
  treeDirections,
  treeFeatures,
  treeImportance,
  treeInput,
  treeRows,
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

/** What both kinds of boosted trees have in common. */
const defaults: Params = {
  loss: 'squared',
  rounds: 1500,
  patience: 40,
  learningRate: 0.06,
  minChildWeight: 0.001,
  rowShare: 0.8,
  columnShare: 0.8,
  levelSmoothing: 10,
  bins: 255,
};

const space: SearchSpace = {
  loss: { kind: 'choice', options: ['squared', 'huber'] },
  rounds: { kind: 'choice', options: [1500] },
  patience: { kind: 'choice', options: [40] },
  learningRate: { kind: 'uniform', low: 0.02, high: 0.2, log: true },
  minChildWeight: { kind: 'uniform', low: 0.001, high: 10, log: true },
  minChildRows: { kind: 'integer', low: 1, high: 50, log: true },
  lambda: { kind: 'uniform', low: 0.1, high: 20, log: true },
  rowShare: { kind: 'uniform', low: 0.5, high: 1 },
  columnShare: { kind: 'uniform', low: 0.3, high: 1 },
  levelSmoothing: { kind: 'uniform', low: 1, high: 100, log: true },
  bins: { kind: 'choice', options: [255, 127, 63] },
};

/**
 * Gradient-boosted trees on histograms, grown leaf by leaf (Friedman 2001; Chen and Guestrin 2016; Ke et al. 2017). They
 * take numbers with their gaps and levels by code.
 */
export const boostedTrees = boostedFamily('boosted-trees', {
  defaults: {
    ...defaults,
    minChildRows: 2,
    splitter: 'best',
    maxLeaves: 31,
    maxDepth: 8,
    lambda: 1,
    maxLevels: 32,
  },
  space: {
    ...space,
    splitter: { kind: 'choice', options: [...SPLITTERS] },
    maxLeaves: { kind: 'integer', low: 7, high: 127, log: true },
    maxDepth: { kind: 'integer', low: 3, high: 12 },
    maxLevels: { kind: 'choice', options: [32] },
  },
  words: { loss: LOSSES, splitter: SPLITTERS },
  monotone: true,
  shape: (params) => ({
    growPolicy: 'leaf-wise',
    splitter: wordParam(params, 'splitter', SPLITTERS),
    maxLeaves: numberParam(params, 'maxLeaves'),
    maxLevels: numberParam(params, 'maxLevels'),
  }),
});

/**
 * Gradient-boosted trees whose levels are parted by one split each (oblivious trees; Prokhorenkova et al. 2018, "CatBoost:
 * unbiased boosting with categorical features"). Of more than ten classes they are grown leaf by leaf.
 */
export const symmetricTrees = boostedFamily('symmetric-trees', {
  // Nodes that a bound on rows leaves whole cost the others of their level, and counting them time.
  defaults: { ...defaults, minChildRows: 1, maxDepth: 6, lambda: 3 },
  space: { ...space, maxDepth: { kind: 'integer', low: 3, high: 8 } },
  words: { loss: LOSSES },
  shape: (params) => ({
    growPolicy: 'symmetric',
    maxLeaves: 2 ** numberParam(params, 'maxDepth'),
    maxLevels: HISTOGRAM_BINS,
  }),
});

interface BoostedKind
  extends Required<Pick<ModelFamily, 'defaults' | 'space' | 'words'>>,
    Pick<ModelFamily, 'monotone'> {
  /** What of a tree's shape the parameters say. */
  readonly shape: (params: Params) => Pick<BoostOptions, 'maxLeaves' | 'maxLevels' | 'splitter'> & {
    readonly growPolicy: GrowPolicy;
  };
}

function boostedFamily(name: string, { shape, ...kind }: BoostedKind): ModelFamily<BoostedModel> {
  return {
    name,
    inputs: { numbers: 'raw', categories: 'codes' },
    losses: REGRESSION_LOSSES,
    quantiles: true,
    counted: 'rounds',
    ...kind,
    rungs: { param: 'rounds', shares: [1 / 16, 1 / 4] },
    train: (set, params, context) => train(name, shape(params), set, params, context),
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
    save,
    load,
  };
}

function save({ kind, booster, columns, length }: BoostedModel): SavedModel {
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
}

function train(
  name: string,
  shape: ReturnType<BoostedKind['shape']>,
  set: TrainingSet,
  params: Params,
  context: TrainContext,
): BoostedModel {
  const { task, validation, random, shouldStop, pauseAfter } = context;
  const number = (name: string) => numberParam(params, name);
  const columns = treeColumns(set.x);
  const binned = binnedInput(set.x, columns, number('bins'));
  const loss = lossFor(task, toldLoss(task) ?? chosenLoss(task, params));
  // Medians of leaves keep no order.
  if (loss.leafValue && context.monotone) {
    throw new Error('`monotone` and the loss absolute exclude each other');
  }
  const { booster, bestRound, checkpoint } = boost(binned, treeRows(set.x, columns), set.y, {
    ...shape,
    loss,
    rounds: number('rounds'),
    patience: number('patience'),
    learningRate: number('learningRate'),
    maxDepth: number('maxDepth'),
    minChildWeight: number('minChildWeight'),
    minChildRows: number('minChildRows'),
    minGain: 0,
    lambda: number('lambda'),
    rowShare: number('rowShare'),
    columnShare: number('columnShare'),
    levelSmoothing: number('levelSmoothing'),
    directions: treeDirections(set.x, columns, context.monotone),
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
  return { kind: name, booster, columns, length: bestRound, parameters, checkpoint };
}

/** Parameters choose it where the task leaves a choice. */
function chosenLoss({ kind }: TaskShape, params: Params): RegressionLoss {
  return kind === 'quantile' ? 'squared' : wordParam(params, 'loss', LOSSES);
}

function lossFor(task: TaskShape, regression: RegressionLoss): Loss {
  if (task.kind === 'binary') return logisticLoss;
  if (task.kind === 'multiclass') return softmaxLoss(task.classes);
  if (task.kind === 'quantile') return quantilesLoss(task.quantiles);
  return REGRESSION[regression];
}

/** Of standardised numbers; those of the last two are over their mean. */
const REGRESSION: Readonly<Record<RegressionLoss, Loss>> = {
  squared: squaredLoss,
  absolute: absoluteLoss,
  huber: huberLoss(1),
  poisson: poissonLoss,
  gamma: gammaLoss,
};

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
    columns: savedColumns(saved, trees),
    length: savedNumber(saved, 'length'),
    parameters: treeParameters(trees),
  };
}
