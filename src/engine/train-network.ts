import { type Random, randomSeed, shuffle } from '../util/random.js';
import { type Cost, checkCost, naturalCost } from './cost.js';
import { initialParameters } from './initialise.js';
import type { Kernels } from './kernels/kernels.js';
import { createReferenceKernels } from './kernels/reference.js';
import { denseWeights, type Network, type TrainedNetwork } from './network.js';
import { inputWidth, type NetworkInput } from './network-input.js';
import { type Optimizer, optimizerStep, type ParameterGroup } from './optimizers/optimizer.js';
import { costAndGradients } from './passes.js';
import { type Plan, planNetwork } from './plan.js';
import { predictWithPlan } from './predict-network.js';

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
  /** @default 0 */
  readonly weightDecay?: number;
  /** @default 32 */
  readonly batchSize?: number;
  /** @default 100 */
  readonly epochs?: number;
  /** Epochs without a better validation score before training ends early. @default Infinity */
  readonly patience?: number;
  readonly validation?: Validation;
  /** Asked before every batch; true ends training, and the best epoch so far counts. */
  readonly shouldStop?: () => boolean;
  /** @default the reference kernels */
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
  const options = { ...defaults, cost: naturalCost(network), ...given };
  checkCost(network, options.cost);
  const kernels = options.kernels ?? createReferenceKernels();
  const inputs = inputWidth(x);
  const plan = planNetwork(kernels, network, x, Math.min(options.batchSize, x.rows));
  kernels.arena.set(initialParameters(network, inputs, options.random), plan.parameters);
  const groups = parameterGroups(network, inputs);
  const order = Int32Array.from({ length: x.rows }, (_, row) => row);
  const costs: number[] = [];
  const best = createBest(plan, options.validation);
  let steps = 0;
  for (let epoch = 1; epoch <= options.epochs && !options.shouldStop(); epoch++) {
    shuffle(options.random, order);
    let sum = 0;
    let seen = 0;
    for (let start = 0; start < x.rows && !options.shouldStop(); start += plan.batchSize) {
      const batch = order.subarray(start, start + plan.batchSize);
      sum += costAndGradients(plan, x, y, options.cost, batch, randomSeed(options.random));
      optimizerStep(options.optimizer, plan, groups, { ...options, t: ++steps });
      seen += batch.length;
    }
    costs.push(sum / Math.max(1, seen));
    best.offer(epoch);
    if (!Number.isFinite(sum) || epoch - best.epoch() >= options.patience) break;
  }
  return { network: best.network(network, inputs), epochs: costs.length, costs, ...best.summary() };
}

function parameterGroups(network: Network, inputs: number): ParameterGroup[] {
  return denseWeights(network, inputs).flatMap(({ w, b, outputs }) => [
    { place: w, length: b - w, decays: true },
    { place: b, length: outputs, decays: false },
  ]);
}

/** Keeps the weights of the best epoch; the earliest of equal ones. */
function createBest(plan: Plan, validation: Validation | undefined) {
  const { kernels, parameters, parameterCount } = plan;
  const read = () =>
    Float32Array.from(kernels.arena.subarray(parameters, parameters + parameterCount));
  let weights = read();
  let bestEpoch = 0;
  let bestScore: number | undefined;
  let offered = 0;
  return {
    offer(epoch: number) {
      offered++;
      const score = validation?.score(predictWithPlan(plan, validation.x));
      const better = score === undefined || score > (bestScore ?? Number.NEGATIVE_INFINITY);
      if (!better) return;
      weights = read();
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
