import type { KernelsChoice } from '../engine/kernels/create-kernels.js';
import type { NetworkRoom } from '../engine/network-room.js';
import type { TrainCheckpoint } from '../engine/train-options.js';
import type { Block, DesignMatrix } from '../matrix/design-matrix.js';
import type { ModelInputs } from '../matrix/model-inputs.js';
import type { Lengths, Params, Rungs, SearchSpace, Words } from '../space/search-space.js';
import type { BoostCheckpoint } from '../trees/boost.js';
import type { ForestCheckpoint } from '../trees/forest.js';
import type { TreeRoom } from '../trees/simd-walker.js';
import type { Json } from '../util/json.js';
import type { Narrowed } from '../util/narrowed.js';
import type { Random } from '../util/random.js';
import type { RegressionLoss, TaskShape } from '../util/task-kind.js';
import type { TreeSums } from './tree-sums.js';

/** Rows to fit: `y` holds class codes, or standardised numbers. */
export interface TrainingSet {
  readonly x: DesignMatrix;
  readonly y: Float32Array;
  /** How much each row counts; undefined where all count alike. */
  readonly weights?: Float64Array | undefined;
}

/** Of columns by name: 1 where what is predicted, the number or the chance of the second class, never falls as they rise, −1 where it never rises. */
export type Directions = Readonly<Record<string, 1 | -1>>;

export interface TrainContext {
  readonly task: TaskShape;
  /** The name of the metric that decides. */
  readonly metric: string;
  /** Columns of the table as which its answers must not fall (1), or rise (−1), as they rise; only families that know them get any. */
  readonly monotone?: Directions | undefined;
  /** What networks are trained on. */
  readonly kernels: KernelsChoice;
  readonly random: Random;
  /** Rows that nothing is fitted on, and the user's metric on them, higher is better. */
  readonly validation: {
    readonly x: DesignMatrix;
    readonly score: (predictions: Float64Array) => number;
  };
  /** Asked often; true ends training, and what is best so far counts. */
  readonly shouldStop: () => boolean;
  /** The epoch, or round, after which training pauses, leaving a checkpoint. */
  readonly pauseAfter?: number | undefined;
  /** Where training goes on: left by the same family, parameters, data and random stream. */
  readonly from?: Checkpoint | undefined;
}

/** A training that was paused; plain data. */
export type Checkpoint = TrainCheckpoint | BoostCheckpoint | ForestCheckpoint;

/** What every fitted model tells of itself. */
export interface Model {
  readonly kind: string;
  /** What it counts in: epochs, rounds, trees, steps of a path, neighbours. */
  readonly length: number;
  readonly parameters: number;
  /** Whether training ended as nothing got better, not for want of epochs or time; undefined where it cannot be said. */
  readonly converged?: boolean | undefined;
  /** Left by a pause; undefined once training has ended. */
  readonly checkpoint?: Checkpoint | undefined;
}

/** Weights, or what needs double precision; of a file also what holds the same in fewer bytes. */
export type ModelTensor = Narrowed;

/** A model as data that JSON and a tensor file can hold. */
export interface SavedModel {
  readonly kind: string;
  readonly json: { readonly [key: string]: Json };
  readonly tensors: Readonly<Record<string, ModelTensor>>;
}

/** How much each column of a design matrix tells, by block; in any unit, at least 0. */
export type FeatureImportance = Readonly<Partial<Record<Block['kind'], ArrayLike<number>>>>;

/**
 * What a linear model multiplies by: (columns, outputs), dense columns before sparse ones, and an intercept for each output.
 * One output is the standardised number, or the log-odds of the second of two classes; more are softmax's, one a class.
 */
export interface LinearWeights {
  readonly weights: ArrayLike<number>;
  readonly intercepts: ArrayLike<number>;
}

/** Where models stay that are ready for many predictions. */
export interface ServingRoom extends NetworkRoom, TreeRoom {}

/** A model that is ready for many predictions: what `predict` gives. */
export type ServedModel = (x: DesignMatrix) => Float64Array;

/** A kind of model that the search can choose. */
export interface ModelFamily<M extends Model = Model> {
  readonly name: string;
  readonly inputs: ModelInputs;
  /** What it can be told to minimise where numbers are predicted. @default squares alone */
  readonly losses?: readonly RegressionLoss[];
  /** Whether it can answer several quantiles of a number. @default false */
  readonly quantiles?: boolean;
  /** Whether it can be told that answers never fall as a column rises. @default false */
  readonly monotone?: boolean;
  /** The configuration that is tried first. */
  readonly defaults: Params;
  readonly space: SearchSpace;
  /** What each parameter of words can be, searched or not; undefined where there is none. */
  readonly words?: Words;
  /** How far it can be shortened when time is short; undefined where it may be stopped at any time. */
  readonly lengths?: Lengths;
  /** The parameter that a model's `length` counts, so that a training without validation rows can end there. */
  readonly counted?: string;
  /** Where its training can be paused and compared; undefined where it runs in one piece. */
  readonly rungs?: Rungs;
  /** Larger tables are searched without it unless it is asked for by name; undefined where no table is too large. */
  readonly largestTable?: number;
  train(set: TrainingSet, params: Params, context: TrainContext): M;
  /** (rows, classes) probabilities, (rows, quantiles), or one standardised number a row. */
  predict(model: M, x: DesignMatrix, task: TaskShape, kernels?: KernelsChoice): Float64Array;
  /** Sets up once what every prediction needs; undefined for families that need nothing. */
  serve?(model: M, task: TaskShape, room: ServingRoom): ServedModel;
  /** What the model itself says of its features; undefined for families that say nothing. */
  importance?(model: M): FeatureImportance;
  /** Undefined for families that are not linear in their features. */
  linearWeights?(model: M): LinearWeights;
  /** Undefined for families, and for models of a task, that are no sums of trees. */
  treeSums?(model: M, task: TaskShape): TreeSums | undefined;
  save(model: M): SavedModel;
  /** Throws when the saved model does not hold what this family saves. */
  load(saved: SavedModel): M;
}
