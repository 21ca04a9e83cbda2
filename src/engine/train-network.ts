import { type Random, randomSeed, shuffle } from '../util/random.js';
import { checkTargets, checkTraining } from './check-training.js';
import { type Cost, costStep, naturalCost, targetColumns } from './cost.js';
import { initialParameters } from './initialise.js';
import { createKernels } from './kernels/create-kernels.js';
import type { CostKernel, Kernels } from './kernels/kernels.js';
import type { Network, TrainedNetwork } from './network.js';
import { inputWidth, type NetworkInput } from './network-input.js';
import { clipGradients } from './optimizers/clip-gradients.js';
import { createOptimizer, type Optimizer } from './optimizers/optimizer.js';
import type { ParameterGroup } from './optimizers/parameter-groups.js';
import { readParameters, writeParameters } from './parameter-blocks.js';
import { backward, createPass, forward, type Targets } from './passes.js';
import { type Plan, planNetwork } from './plan.js';
import { predictWithPlan } from './predict-network.js';
import { rowOrder } from './row-order.js';
import { rowWeights } from './row-weights.js';
import { type Schedule, scheduleFactor } from './schedules/schedule.js';

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
  /** @default 32 */
  readonly batchSize?: number;
  /** @default 100 */
  readonly epochs?: number;
  /** Epochs without a better validation score before training ends early. @default Infinity */
  readonly patience?: number;
  readonly validation?: Validation;
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
}

const defaults = {
  optimizer: { kind: 'adamw' },
  learningRate: 0.001,
  schedule: { kind: 'constant' },
  weightDecay: 0,
  batchSize: 32,
  epochs: 100,
  patience: Number.POSITIVE_INFINITY,
  shouldStop: () => false,
} satisfies Partial<TrainOptions>;

/**
 * Trains by mini-batches; keeps the epoch with the best validation score, the last one without validation.
 * `y` is (rows, outputs), or one class code a row for softmax. Throws when no epoch gives a finite score.
 */
export function trainNetwork(
  network: Network,
  x: NetworkInput,
  y: Float32Array,
  given: TrainOptions,
): TrainResult {
  const options: Resolved = { ...defaults, cost: naturalCost(network), ...given };
  checkTraining(x, options);
  const { random, validation, shouldStop } = options;
  const kernels = options.kernels ?? createKernels('auto');
  const plan = planTraining(kernels, network, x, options);
  writeParameters(kernels, plan.blocks, initialParameters(network, inputWidth(x), random));
  const order = rowOrder(x.rows);
  const step = createStep(plan, network, x, y, options, order);
  const costs: number[] = [];
  const best = createBest(plan, validation);
  for (let epoch = 1; epoch <= options.epochs && !shouldStop(); epoch++) {
    shuffle(random, order);
    let sum = 0;
    let seen = 0;
    for (let start = 0; start < x.rows && !shouldStop(); start += plan.batchSize) {
      const rows = Math.min(plan.batchSize, x.rows - start);
      sum += step(start, rows);
      seen += rows;
    }
    if (seen === 0) break;
    costs.push(sum / seen);
    best.offer(epoch);
    if (!Number.isFinite(sum) || epoch - best.epoch() >= options.patience) break;
  }
  const trained = best.network(network, inputWidth(x));
  return { network: trained, epochs: costs.length, costs, ...best.summary() };
}

type Resolved = TrainOptions & Required<Pick<TrainOptions, keyof typeof defaults | 'cost'>>;

function planTraining(
  kernels: Kernels,
  network: Network,
  x: NetworkInput,
  { batchSize, validation }: Resolved,
): Plan {
  const others = validation ? [validation.x] : [];
  return planNetwork(kernels, network, x, { batchSize: Math.min(batchSize, x.rows), others });
}

/** One training step on the rows from `start` of the order; returns their summed cost. */
function createStep(
  plan: Plan,
  network: Network,
  x: NetworkInput,
  y: Float32Array,
  options: Resolved,
  order: Int32Array,
): (start: number, rows: number) => number {
  const { random, learningRate, schedule, weightDecay, epochs, clipNorm, groups } = options;
  const cost = costStep(network, options.cost, options.labelSmoothing);
  checkTargets(network, y, x.rows, cost);
  const targets = targetsOf(x.rows, y, cost.kind, plan.output.columns, options);
  const pass = createPass(plan, order, true);
  const { kernels, blocks } = plan;
  const optimize = createOptimizer(options.optimizer, kernels, blocks, groups);
  const steps = epochs * Math.ceil(x.rows / plan.batchSize);
  let done = 0;
  return (start, rows) => {
    pass.start = start;
    pass.rows = rows;
    pass.seed = randomSeed(random);
    forward(plan, x, pass);
    const sum = backward(plan, targets, cost, pass);
    if (clipNorm !== undefined) clipGradients(kernels, blocks, clipNorm);
    optimize(learningRate * scheduleFactor(schedule, done++ / steps), weightDecay);
    return sum;
  };
}

function targetsOf(
  rows: number,
  y: Float32Array,
  kind: CostKernel,
  outputs: number,
  { sampleWeights, classWeights }: TrainOptions,
): Targets {
  const weights = rowWeights(y, rows, kind, { sampleWeights, classWeights });
  return { y: { rows, columns: targetColumns(kind, outputs), data: y }, weights };
}

/** Keeps the weights of the best epoch; the earliest of equal ones. */
function createBest(plan: Plan, validation: Validation | undefined) {
  const weights = new Float32Array(plan.parameterCount);
  const keep = () => readParameters(plan.kernels, plan.blocks, weights);
  keep();
  let bestEpoch = 0;
  let bestScore: number | undefined;
  let offered = 0;
  return {
    offer(epoch: number) {
      offered++;
      const score = validation?.score(predictWithPlan(plan, validation.x));
      const better = score === undefined || score > (bestScore ?? Number.NEGATIVE_INFINITY);
      if (!better) return;
      keep();
      bestEpoch = epoch;
      bestScore = score;
    },
    epoch: () => bestEpoch,
    summary: () => ({ bestEpoch, bestScore }),
    network(network: Network, inputs: number): TrainedNetwork {
      const diverged =
        !weights.every(Number.isFinite) || (validation && offered > 0 && bestEpoch === 0);
      if (diverged) throw new Error('training diverged: no epoch gave a finite score');
      return { kind: 'trained-network', network, inputs, parameters: weights };
    },
  };
}
