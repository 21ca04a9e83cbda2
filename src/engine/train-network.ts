import { AutofitError } from '../util/errors.js';
import { resumeRandom } from '../util/random.js';
import { type BestEpoch, createBestEpoch } from './best-epoch.js';
import { checkBatchNorm } from './check-batch-norm.js';
import { checkInputs, checkLevels } from './check-data.js';
import { checkNetwork, checkTraining } from './check-training.js';
import { type CoolDown, createCoolDown } from './cool-down.js';
import { naturalCost } from './cost.js';
import { initialise } from './initialise.js';
import { createKernels } from './kernels/create-kernels.js';
import type { Kernels } from './kernels/kernels.js';
import { memberCount, type Network } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { readMoments, readParameters, writeMoments, writeParameters } from './parameter-blocks.js';
import { type Plan, planNetwork } from './plan.js';
import { createReorder, type Reorder, rowOrder } from './row-order.js';
import { toldOptions } from './told-options.js';
import {
  type ResolvedTraining,
  type TrainCheckpoint,
  type TrainOptions,
  type TrainResult,
  trainDefaults,
} from './train-options.js';
import { type BatchPlan, batchPlan, createTrainStep, type TrainStep } from './train-step.js';

export type { TrainCheckpoint, TrainOptions, TrainResult, Validation } from './train-options.js';

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
  checkNetwork(network, 'network');
  const told = toldOptions(given);
  const { from } = told;
  const random = from ? resumeRandom(from.random) : told.random;
  const options = { ...trainDefaults, cost: naturalCost(network), ...told, random };
  checkTraining(x, options);
  checkLevels(network, x, options.mixup);
  if (options.validation) checkInputs(options.validation.x, { network, ...inputWidths(x) });
  const members = memberCount(network);
  const batches = batchPlan(network, x.rows, options);
  const perEpoch = batches.passes * batches.perPass;
  const { kernels = createKernels('auto') } = options;
  const plan = planTraining(kernels, network, x, batches.places, options);
  start(plan, network, x, options);
  const order = rowOrder(x.rows, members);
  const reorder = createReorder(order, members, options.sharedBatches);
  const pace = { done: from?.steps ?? 0, planned: options.epochs * perEpoch };
  const step = createTrainStep(plan, network, x, y, options, order, pace);
  const costs = [...(from?.costs ?? [])];
  const best = createBestEpoch(plan, options);
  const begun = from?.coolDownAfter ?? null;
  const coolDown = createCoolDown(options.coolDown, begun, costs.length, options.epochs);
  const end = Math.min(options.epochs, options.pauseAfter ?? options.epochs);
  let isOver = false;
  while (costs.length < end && !isOver) {
    isOver = options.shouldStop();
    if (isOver) break;
    const { sum, seen, done } = runEpoch(step, order.length, batches, reorder, coolDown, options);
    isOver = done < perEpoch;
    if (done === 0) break;
    costs.push(sum / seen);
    best.offer(costs.length, sum);
    isOver ||= coolDown.isOver(costs, best.epoch());
    isOver ||= !Number.isFinite(sum) || costs.length - best.epoch() >= options.patience;
  }
  const trained = best.network({ network }, x);
  const isPaused = !isOver && costs.length < options.epochs;
  const coolDownAfter = coolDown.begunAfter();
  const left = { costs, steps: costs.length * perEpoch, coolDownAfter, random: random.state() };
  const checkpoint = isPaused ? takeCheckpoint(plan, best, left) : undefined;
  const converged = coolDown.hasConverged();
  return {
    network: trained,
    epochs: costs.length,
    costs,
    ...best.summary(),
    converged,
    checkpoint,
  };
}

function planTraining(
  kernels: Kernels,
  network: Network,
  x: NetworkInput,
  batchSize: number,
  { validation, mixup = 0, sharedBatches }: ResolvedTraining,
): Plan {
  checkBatchNorm(network, x, { places: batchSize, sharedBatches });
  const others = validation ? [validation.x] : [];
  return planNetwork(kernels, network, x, { batchSize, others, isMixed: mixup > 0 });
}

/** Weights and moments as a checkpoint left them, or fresh ones. */
function start(plan: Plan, network: Network, x: NetworkInput, options: ResolvedTraining): void {
  const { kernels, blocks } = plan;
  const { from } = options;
  if (!from) {
    initialise(plan, network, x, options);
    return;
  }
  checkCheckpoint(from, plan.parameterCount);
  writeParameters(kernels, blocks, from.parameters);
  writeMoments(kernels, blocks, 'm', from.m);
  writeMoments(kernels, blocks, 'v', from.v);
}

/** Throws an AutofitError for a checkpoint that holds less, or more, than the network has. */
function checkCheckpoint({ parameters, m, v, best }: TrainCheckpoint, count: number): void {
  const parts = { parameters, m, v, 'best parameters': best?.parameters };
  for (const [name, own] of Object.entries(parts)) {
    if (own?.length === count) continue;
    const message = `The checkpoint is of another network: it has ${own?.length ?? 0} ${name}, not ${count}.`;
    throw new AutofitError('BAD_TRAINING', message);
  }
}

/** Runs one epoch's steps until it is told to stop: the summed cost, the places seen and the steps done. */
function runEpoch(
  step: TrainStep,
  all: number,
  { places, perPass, passes }: BatchPlan,
  reorder: Reorder,
  coolDown: CoolDown,
  { shouldStop, random }: Pick<ResolvedTraining, 'shouldStop' | 'random'>,
): { readonly sum: number; readonly seen: number; readonly done: number } {
  const steps = passes * perPass;
  let sum = 0;
  let seen = 0;
  let done = 0;
  for (; done < steps; done++) {
    const start = (done % perPass) * places;
    if (start === 0) reorder(random);
    if (shouldStop()) break;
    const rows = Math.min(places, all - start);
    sum += step(start, rows, coolDown.factor(done / steps));
    seen += rows;
  }
  return { sum, seen, done };
}

function takeCheckpoint(
  { kernels, blocks, parameterCount }: Plan,
  best: BestEpoch,
  left: Pick<TrainCheckpoint, 'costs' | 'steps' | 'coolDownAfter' | 'random'>,
): TrainCheckpoint {
  const parameters = new Float32Array(parameterCount);
  const m = new Float32Array(parameterCount);
  const v = new Float32Array(parameterCount);
  readParameters(kernels, blocks, parameters);
  readMoments(kernels, blocks, 'm', m);
  readMoments(kernels, blocks, 'v', v);
  return { kind: 'train-checkpoint', ...left, parameters, m, v, best: best.checkpoint() };
}
