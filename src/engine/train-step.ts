import { AutofitError } from '../util/errors.js';
import { randomSeed } from '../util/random.js';
import { type BatchCost, customCost, kernelCost } from './batch-cost.js';
import { checkTargets } from './check-training.js';
import { costStep, isCustom, targetColumns } from './cost.js';
import { drawMix } from './mix.js';
import { mixedCost } from './mixed-cost.js';
import { memberCount, type Network } from './network.js';
import type { NetworkInput } from './network-input.js';
import { clipGradients } from './optimizers/clip-gradients.js';
import { createOptimizer } from './optimizers/optimizer.js';
import { backward, createPass, forward } from './passes.js';
import type { Plan } from './plan.js';
import { rowWeights } from './row-weights.js';
import { checkDropoutSchedule, checkSchedule, scheduleFactor } from './schedules/schedule.js';
import type { ResolvedTraining } from './train-options.js';

/** One training step on so many places of the order, from `start` on; returns their summed cost. */
export type TrainStep = (start: number, rows: number, rateFactor: number) => number;

/** Steps of a training that goes on after `done` of `planned` ones. */
export function createTrainStep(
  plan: Plan,
  network: Network,
  x: NetworkInput,
  y: Float32Array,
  options: ResolvedTraining,
  order: Int32Array,
  { done, planned }: { readonly done: number; readonly planned: number },
): TrainStep {
  const { random, learningRate, weightDecay, clipNorm, groups, augment, mixup = 0 } = options;
  const { schedule, dropoutSchedule, weightDecaySchedule } = options;
  for (const each of [schedule, weightDecaySchedule]) checkSchedule(each);
  checkDropoutSchedule(dropoutSchedule);
  const own = costOf(plan, network, y, x.rows, options);
  const cost = mixup > 0 ? mixedCost(plan, own) : own;
  const pass = createPass(plan, order, true);
  if (augment) pass.augment = (pixels, row) => augment(pixels, random, row);
  const { kernels, blocks } = plan;
  const optimize = createOptimizer(options.optimizer, kernels, blocks, groups, done);
  let step = done;
  return (start, rows, rateFactor) => {
    const progress = step++ / planned;
    pass.start = start;
    pass.rows = rows;
    pass.seed = randomSeed(random);
    const isMixed = mixup > 0 && rows >= 2 * plan.members;
    pass.mix = isMixed ? drawMix(random, mixup, rows, plan.members) : undefined;
    pass.dropout = scheduleFactor(dropoutSchedule, progress);
    forward(plan, x, pass);
    const sum = backward(plan, cost, pass);
    if (clipNorm !== undefined) clipGradients(kernels, blocks, clipNorm);
    const decay = weightDecay * scheduleFactor(weightDecaySchedule, progress);
    optimize(learningRate * rateFactor * scheduleFactor(schedule, progress), decay);
    return sum;
  };
}

function costOf(
  plan: Plan,
  network: Network,
  y: Float32Array,
  rows: number,
  options: ResolvedTraining,
): BatchCost {
  const { cost, labelSmoothing, sampleWeights, classWeights } = options;
  if (isCustom(cost)) {
    const shapes = labelSmoothing || sampleWeights || classWeights;
    if (shapes) reject('A cost of your own knows no label smoothing, sample or class weights.');
    return customCost(plan, cost);
  }
  if (plan.output.places > 1) reject('The output is a map of places: it needs a cost of its own.');
  const step = costStep(network, cost, labelSmoothing);
  checkTargets(network, y, rows, step);
  const weights = rowWeights(y, rows, step.kind, { sampleWeights, classWeights });
  const columns = targetColumns(step.kind, plan.output.columns);
  return kernelCost(plan, { y: { rows, columns, data: y }, weights }, step);
}

function reject(message: string): never {
  throw new AutofitError('BAD_TRAINING', message);
}

/** How the rows of an epoch come: places of the order that go together, steps of one pass, and passes. */
export interface BatchPlan {
  readonly places: number;
  readonly perPass: number;
  readonly passes: number;
}

/** The last batch of a pass may be shorter, or left out; few rows are passed over until there are steps enough. */
export function batchPlan(
  network: Network,
  rows: number,
  {
    batchSize,
    dropLast,
    leastSteps = 1,
  }: Pick<ResolvedTraining, 'batchSize' | 'dropLast' | 'leastSteps'>,
): BatchPlan {
  const size = Math.min(batchSize, rows);
  const perPass = dropLast ? Math.floor(rows / size) : Math.ceil(rows / size);
  const passes = Math.max(1, Math.ceil(leastSteps / perPass));
  return { places: size * memberCount(network), perPass, passes };
}
