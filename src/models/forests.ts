import type { Params, SearchSpace } from '../space/search-space.js';
import { type Forest, forestMeans, growForest } from '../trees/forest.js';
import { meanOne } from '../util/mean-one.js';
import type { TaskShape } from '../util/task-kind.js';
import { bothClasses } from './both-classes.js';
import { checkpointOf } from './checkpoint.js';
import type { Model, ModelFamily, SavedModel, TrainContext, TrainingSet } from './model-family.js';
import { numberParam } from './params.js';
import { savedNumber, savedTensor } from './saved-model.js';
import { columnsJson, savedColumns, savedTrees, treeTensors } from './saved-trees.js';
import {
  binnedInput,
  columnCount,
  type TreeColumns,
  treeColumns,
  treeDirections,
  treeFeatures,
  treeImportance,
  treeInput,
} from './tree-columns.js';

/** A forest with how it reads its columns. */
export interface ForestModel extends Model {
  readonly forest: Forest;
  readonly columns: TreeColumns;
}

const defaults: Params = {
  trees: 200,
  columnShare: 0.4,
  minLeaf: 2,
  maxDepth: 40,
  levelSmoothing: 2,
  bins: 255,
};

const space: SearchSpace = {
  trees: { kind: 'choice', options: [200] },
  columnShare: { kind: 'uniform', low: 0.1, high: 1 },
  minLeaf: { kind: 'integer', low: 1, high: 20, log: true },
  maxDepth: { kind: 'choice', options: [40] },
  levelSmoothing: { kind: 'uniform', low: 0.5, high: 20, log: true },
  bins: { kind: 'choice', options: [255] },
};

/** Trees on rows drawn with replacement, each split on some of the columns, averaged (Breiman 2001). */
export const randomForest = forestFamily('random-forest', { bootstrap: true, randomEdges: false });

/** Trees on all rows, whose edges are drawn and not searched, averaged (Geurts, Ernst and Wehenkel 2006). */
export const extraTrees = forestFamily('extra-trees', { bootstrap: false, randomEdges: true });

function forestFamily(
  name: string,
  kind: { readonly bootstrap: boolean; readonly randomEdges: boolean },
): ModelFamily<ForestModel> {
  return {
    name,
    inputs: { numbers: 'raw', categories: 'codes' },
    monotone: true,
    defaults,
    space,
    rungs: { param: 'trees', shares: [1 / 8, 1 / 2] },
    lengths: { param: 'trees', options: [10, 20, 50, 100, 200] },
    train: (set, params, context) => train(name, kind, set, params, context),
    predict: ({ forest, columns }, x, task) =>
      answers(forestMeans(forest, treeInput(x, columns)), task),
    serve({ forest, columns }, task, room) {
      const walker = room.walk(forest.turns.flat(), columnCount(columns));
      return (x) => answers(forestMeans(forest, treeInput(x, columns), walker), task);
    },
    importance: ({ forest, columns }) => treeImportance(forest.turns.flat(), columns),
    // Shares of several classes are made to sum to 1, which no sum is.
    treeSums: ({ forest: { outputs, turns }, columns }) =>
      outputs > 1
        ? undefined
        : {
            trees: turns.flat(),
            start: [0],
            factor: 1 / turns.length,
            are: 'answers',
            read: (x) => treeInput(x, columns),
            features: (x) => treeFeatures(x, columns),
          },
    save({ forest, columns, length }) {
      const { outputs } = forest;
      const trees = forest.turns.flat();
      const json = { ...columnsJson(columns), outputs, trees: trees.length, length };
      return { kind: name, json, tensors: treeTensors(trees) };
    },
    load,
  };
}

function train(
  name: string,
  kind: { readonly bootstrap: boolean; readonly randomEdges: boolean },
  set: TrainingSet,
  params: Params,
  context: TrainContext,
): ForestModel {
  const { task, random, shouldStop, pauseAfter } = context;
  const number = (param: string) => numberParam(params, param);
  const columns = treeColumns(set.x);
  const { forest, checkpoint } = growForest(binnedInput(set.x, columns, number('bins')), set.y, {
    ...kind,
    trees: number('trees'),
    classes: task.kind === 'regression' ? 0 : task.classes,
    columnShare: number('columnShare'),
    minLeaf: number('minLeaf'),
    maxDepth: number('maxDepth'),
    levelSmoothing: number('levelSmoothing'),
    directions: treeDirections(set.x, columns, context.monotone),
    random,
    shouldStop,
    pauseAfter,
    from: checkpointOf('forest-checkpoint', context),
    weights: meanOne(set.weights),
  });
  const trees = forest.turns.flat();
  const parameters = trees.reduce((sum, tree) => sum + tree.columns.length, 0);
  return { kind: name, forest, columns, length: forest.turns.length, parameters, checkpoint };
}

/** Of two classes only the second one was grown; shares of more, grown one by one, are made to sum to 1. */
function answers(means: Float64Array, task: TaskShape): Float64Array {
  if (task.kind === 'regression') return means;
  if (task.classes === 2) return bothClasses(means);
  const shares = new Float64Array(means.length);
  for (let from = 0; from < means.length; from += task.classes) {
    const row = means.subarray(from, from + task.classes);
    const sum = row.reduce((a, b) => a + b, 0);
    for (const [k, mean] of row.entries()) {
      shares[from + k] = sum > 0 ? mean / sum : 1 / task.classes;
    }
  }
  return shares;
}

function load(saved: SavedModel): ForestModel {
  const outputs = savedNumber(saved, 'outputs');
  const trees = savedTrees(saved, savedNumber(saved, 'trees'));
  if (trees.length % outputs > 0) throw new Error(`the saved ${saved.kind} model lacks a tree`);
  const turns = Array.from({ length: trees.length / outputs }, (_, turn) =>
    trees.slice(turn * outputs, (turn + 1) * outputs),
  );
  return {
    kind: saved.kind,
    forest: { outputs, turns },
    columns: savedColumns(saved, trees),
    length: savedNumber(saved, 'length'),
    parameters: savedTensor(saved, 'columns').length,
  };
}
