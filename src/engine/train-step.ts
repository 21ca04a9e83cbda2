import { randomSeed } from '../util/random.js';
import { checkTargets } from './check-training.js';
import { costStep, targetColumns } from './cost.js';
import type { CostKernel } from './kernels/kernels.js';
import { memberCount, type Network } from './network.js';
import type { NetworkInput } from './network-input.js';
import { clipGradients } from './optimizers/clip-gradients.js';
import { createOptimizer } from './optimizers/optimizer.js';
import { backward, createPass, forward, type Targets } from './passes.js';
import type { Plan } from './plan.js';
import { rowWeights } from './row-weights.js';
import { scheduleFactor } from './schedules/schedule.js';
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
  const { random, learningRate, weightDecay, clipNorm, groups } = options;
  const cost = costStep(network, options.cost, options.labelSmoothing);
  checkTargets(network, y, x.rows, cost);
  const targets = targetsOf(x.rows, y, cost.kind, plan.output.columns, options);
  const pass = createPass(plan, order, true);
  const { kernels, blocks } = plan;
  const optimize = createOptimizer(options.optimizer, kernels, blocks, groups, done);
  let step = done;
  return (start, rows, rateFactor) => {
    const progress = step++ / planned;
    pass.start = start;
    pass.rows = rows;
    pass.seed = randomSeed(random);
    pass.dropout = scheduleFactor(options.dropoutSchedule, progress);
    forward(plan, x, pass);
    const sum = backward(plan, targets, cost, pass);
    if (clipNorm !== undefined) clipGradients(kernels, blocks, clipNorm);
    const decay = weightDecay * scheduleFactor(options.weightDecaySchedule, progress);
    optimize(learningRate * rateFactor * scheduleFactor(options.schedule, progress), decay);
    return sum;
  };
}

function targetsOf(
  rows: number,
  y: Float32Array,
  kind: CostKernel,
  outputs: number,
  { sampleWeights, classWeights }: ResolvedTraining,
): Targets {
  const weights = rowWeights(y, rows, kind, { sampleWeights, classWeights });
  return { y: { rows, columns: targetColumns(kind, outputs), data: y }, weights };
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
