import {
  type DesignMatrix,
  denseBlock,
  type FeatureName,
  sparseBlock,
} from '../matrix/design-matrix.js';
import { eachEntry } from '../matrix/matrix.js';
import type { LinearWeights } from '../models/model-family.js';
import type { TreeSums } from '../models/tree-sums.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type FittedPreprocessor, transformTable } from '../preprocessing/preprocessor.js';
import type { SharedOfTable } from '../preprocessing/transform-step.js';
import { backbonesOf } from '../schema/with-pictures.js';
import type { Table } from '../table/table.js';
import { addPredictions } from '../trees/tree.js';
import type { AdditiveModel } from './additive-members.js';
import { meanAnswer, type ShapleyValues } from './game.js';
import type { Players } from './players.js';
import { createTreeShap } from './tree-shap.js';
import type { Watch } from './watch.js';

/** Explained rows, then those of the background, in one table. */
export interface JoinedRows {
  readonly table: Table;
  readonly rows: number;
  readonly background: number;
}

/** Shapley values of additive models, with the answers of the background's rows to check them by. */
export interface AdditiveValues extends ShapleyValues {
  readonly ofBackground: Float64Array;
}

/** One model's part: its sums of all rows, and their values, (rows, players, sums). */
interface ModelValues {
  readonly sums: Float64Array;
  readonly values: Float64Array;
}

/** The exact Shapley values of a sum of linear models and trees: those of each, added up. */
export async function additiveShapley(
  models: readonly AdditiveModel[],
  { schema, preprocessors }: Pick<PredictorState, 'schema' | 'preprocessors'>,
  players: Players,
  joined: JoinedRows,
  watch: Watch,
): Promise<AdditiveValues> {
  const { rows, background } = joined;
  const outputs = models[0]?.factors.length ?? 0;
  const count = players.columns.length;
  const values = new Float64Array(rows * count * outputs);
  const answers = new Float64Array((rows + background) * outputs);
  const shared = { backboneOf: backbonesOf(schema) };
  for (const [done, { preprocessor, model, factors, offset }] of models.entries()) {
    watch.tell('contributions', done, models.length);
    const x = designOf(preprocessors[preprocessor], joined, shared);
    const own =
      model.kind === 'trees'
        ? await treeValues(model.sums, x, players, joined, watch)
        : linearValues(model.weights, x, players, joined);
    addFactored(answers, own.sums, factors, offset);
    addFactored(values, own.values, factors, 0);
  }
  watch.tell('contributions', models.length, models.length);
  const ofBackground = answers.subarray(rows * outputs);
  return {
    base: meanAnswer(ofBackground, outputs),
    answers: answers.subarray(0, rows * outputs),
    values,
    standardErrors: new Float64Array(values.length),
    ofBackground,
  };
}

function designOf(
  fitted: FittedPreprocessor | undefined,
  { table }: JoinedRows,
  shared: SharedOfTable,
): DesignMatrix {
  if (!fitted) throw new Error('a model without a preprocessor');
  const all = Int32Array.from({ length: table.rows }, (_, row) => row);
  return transformTable(fitted, table, all, shared);
}

/** Adds offset + factors · own to each row of answers. */
function addFactored(
  to: Float64Array,
  own: Float64Array,
  factors: readonly (readonly number[])[],
  offset: number,
): void {
  const width = factors[0]?.length ?? 0;
  for (let i = 0; i < to.length; i++) {
    const from = Math.floor(i / factors.length) * width;
    let sum = offset;
    for (const [k, factor] of (factors[i % factors.length] ?? []).entries()) {
      sum += factor * (own[from + k] as number);
    }
    to[i] = (to[i] as number) + sum;
  }
}

async function treeValues(
  { trees, start, factor, read, features }: TreeSums,
  design: DesignMatrix,
  players: Players,
  { rows, background }: JoinedRows,
  watch: Watch,
): Promise<ModelValues> {
  const outputs = start.length;
  const all = read(design);
  const split = rows * all.columns;
  const sums = Float64Array.from({ length: all.rows * outputs }, (_, i) => start[i % outputs] ?? 0);
  const values = new Float64Array(rows * players.columns.length * outputs);
  const addTree = createTreeShap(
    {
      x: { ...all, rows, data: all.data.subarray(0, split) },
      background: { ...all, rows: background, data: all.data.subarray(split) },
      players: players.columns.length,
      playerOf: playersOfFeatures(features(design), players),
      outputs,
    },
    values,
  );
  for (const [i, tree] of trees.entries()) {
    addPredictions(tree, all, sums, { at: tree.vectors ? 0 : i % outputs, stride: outputs });
  }
  for (let row = 0; row < rows; row++) {
    await watch.turn();
    for (const [i, tree] of trees.entries()) addTree(tree, row, i % outputs);
  }
  const scaled = (numbers: Float64Array) => numbers.map((number) => factor * number);
  return { sums: scaled(sums), values: scaled(values) };
}

/** What each player's features add to a row, less what they add to one of the background on average. */
function linearValues(
  { weights, intercepts }: LinearWeights,
  design: DesignMatrix,
  players: Players,
  { rows, background }: JoinedRows,
): ModelValues {
  const outputs = intercepts.length;
  const width = players.columns.length * outputs;
  const [dense, sparse] = [denseBlock(design), sparseBlock(design)];
  const first = dense?.features.length ?? 0;
  const features = [...(dense?.features ?? []), ...(sparse?.features ?? [])];
  const playerOf = playersOfFeatures(features, players);
  const parts = new Float64Array(design.rows * width);
  const add = (row: number, feature: number, value: number) => {
    const to = row * width + (playerOf[feature] as number) * outputs;
    for (let k = 0; k < outputs; k++) {
      parts[to + k] =
        (parts[to + k] as number) + value * (weights[feature * outputs + k] as number);
    }
  };
  for (let row = 0; row < design.rows; row++) {
    for (let i = 0; i < first; i++) add(row, i, dense?.matrix.data[row * first + i] as number);
    if (sparse) eachEntry(sparse.matrix, row, (column, value) => add(row, first + column, value));
  }
  const means = meanAnswer(parts.subarray(rows * width, (rows + background) * width), width);
  const sums = Float64Array.from({ length: design.rows * outputs }, (_, i) => {
    let sum = intercepts[i % outputs] as number;
    const from = Math.floor(i / outputs) * width + (i % outputs);
    for (let at = 0; at < width; at += outputs) sum += parts[from + at] as number;
    return sum;
  });
  const values = parts
    .subarray(0, rows * width)
    .map((part, i) => part - (means[i % width] as number));
  return { sums, values };
}

function playersOfFeatures(features: readonly FeatureName[], { playerOf }: Players): Int32Array {
  return Int32Array.from(features, ({ source }) => {
    const player = playerOf.get(source);
    if (player === undefined) throw new Error(`the column ${source} is no player`);
    return player;
  });
}
