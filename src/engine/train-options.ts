import type { Random } from '../util/random.js';
import type { Augment } from './augment.js';
import type { CoolDownOptions } from './cool-down.js';
import type { Cost } from './cost.js';
import type { Initialisation } from './initial-parameters.js';
import type { Kernels } from './kernels/kernels.js';
import type { TrainedNetwork } from './network.js';
import type { NetworkInput } from './network-input.js';
import type { Optimizer } from './optimizers/optimizer.js';
import type { ParameterGroup } from './optimizers/parameter-groups.js';
import type { Schedule } from './schedules/schedule.js';

/** Which of epochs with equal scores may be kept. */
export const TIES = ['earliest', 'latest'] as const;

/** Rows that no weight is fitted on, and the evaluation function that decides; higher is better. */
export interface Validation {
  readonly x: NetworkInput;
  readonly score: (predictions: Float32Array) => number;
}

export interface TrainOptions {
  readonly random: Random;
  /** @default the one that goes with the output's activation */
  readonly cost?: Cost;
  /** @default { kind: 'adamw' } */
  readonly optimizer?: Optimizer;
  /** @default 0.001 */
  readonly learningRate?: number;
  /** The factor of the learning rate over all planned steps. @default { kind: 'constant' } */
  readonly schedule?: Schedule;
  /** The factor of all rates of dropout. @default { kind: 'constant' } */
  readonly dropoutSchedule?: Schedule;
  /** The factor of the weight decay. @default { kind: 'constant' } */
  readonly weightDecaySchedule?: Schedule;
  /** What weights start as. @default 'by-activation' */
  readonly initialisation?: Initialisation;
  /** @default 0 */
  readonly weightDecay?: number;
  /** Parameters with a pace of their own. @default none */
  readonly groups?: readonly ParameterGroup[];
  /** The largest norm that the gradient keeps, all parameters together. @default Infinity */
  readonly clipNorm?: number;
  /** What a cross-entropy takes from the true class and gives to all alike, in [0, 1). @default 0 */
  readonly labelSmoothing?: number;
  /** How much each row counts in the cost; their scale does not matter. @default all alike */
  readonly sampleWeights?: ArrayLike<number>;
  /** How much rows of each class count, by class code; of cross-entropies. @default all alike */
  readonly classWeights?: ArrayLike<number>;
  /** What becomes of each picture of a step before the network sees it. @default nothing */
  readonly augment?: Augment;
  /** The α of Beta(α, α), up to 4, by whose draws rows of a step, and what they should give, are mixed (Zhang et al. 2018). @default 0, not at all */
  readonly mixup?: number;
  /** @default 32 */
  readonly batchSize?: number;
  /** Steps of an epoch at least: one over few rows passes over them several times. @default 1 */
  readonly leastSteps?: number;
  /** Whether rows that do not fill a last batch are left out of their epoch. @default false */
  readonly dropLast?: boolean;
  /** Whether all members of an ensemble are trained on the same rows at a time. @default false */
  readonly sharedBatches?: boolean;
  /** @default 100 */
  readonly epochs?: number;
  /** Epochs without a better validation score before training ends early; needs validation. @default Infinity */
  readonly patience?: number;
  /** How training ends once scores stop getting better; needs validation. @default by patience alone */
  readonly coolDown?: CoolDownOptions;
  readonly validation?: Validation;
  /** Which of epochs with equal scores is kept. @default 'earliest' */
  readonly ties?: (typeof TIES)[number];
  /** The epoch after which training pauses, leaving a checkpoint. @default none */
  readonly pauseAfter?: number;
  /** Where training goes on; of the same network, data and options, `pauseAfter` aside. @default its beginning */
  readonly from?: TrainCheckpoint | undefined;
  /** Asked before every batch; true ends training, and the best epoch so far counts. */
  readonly shouldStop?: () => boolean;
  /** Of one thread; nothing else may use them meanwhile. @default the fastest here, made for this training */
  readonly kernels?: Kernels;
}

export interface TrainResult {
  readonly network: TrainedNetwork;
  /** Epochs run, the last one perhaps in part. */
  readonly epochs: number;
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
  readonly bestScore: number | undefined;
  /** The mean cost of each epoch's batches as they were trained on. */
  readonly costs: readonly number[];
  /** Whether a cool-down began as nothing got better any more, and came to its end: more epochs would not help. */
  readonly converged: boolean;
  /** Left by a pause; undefined once training has ended. */
  readonly checkpoint: TrainCheckpoint | undefined;
}

/** A training between two epochs: all that going on needs, and plain data. */
export interface TrainCheckpoint {
  readonly kind: 'train-checkpoint';
  /** Of the epochs that are done. */
  readonly costs: readonly number[];
  readonly steps: number;
  /** The epoch after which the cool-down began; null before it. */
  readonly coolDownAfter: number | null;
  readonly parameters: Float32Array;
  /** The optimizer's first and second moments. */
  readonly m: Float32Array;
  readonly v: Float32Array;
  readonly best: {
    readonly epoch: number;
    readonly score: number | null;
    readonly parameters: Float32Array;
  };
  /** Of the stream of random numbers. */
  readonly random: readonly number[];
}

export const trainDefaults = {
  optimizer: { kind: 'adamw' },
  learningRate: 0.001,
  schedule: { kind: 'constant' },
  dropoutSchedule: { kind: 'constant' },
  weightDecaySchedule: { kind: 'constant' },
  initialisation: 'by-activation',
  weightDecay: 0,
  batchSize: 32,
  dropLast: false,
  sharedBatches: false,
  ties: 'earliest',
  epochs: 100,
  patience: Number.POSITIVE_INFINITY,
  shouldStop: () => false,
} satisfies Partial<TrainOptions>;

export type ResolvedTraining = TrainOptions &
  Required<Pick<TrainOptions, keyof typeof trainDefaults | 'cost'>>;
