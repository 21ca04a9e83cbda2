import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { COST_KERNELS, type CostKernel, type CostStep } from './kernels/kernels.js';
import { type DenseLayer, type Network, outputLayer } from './network.js';

/**
 * A cost of the caller's own, by the outputs of a batch, (rows, places, units), behind their activation: it returns the
 * sum over the rows, which are those of the data, and fills `gradient`, of the outputs' shape, with the slope of what
 * training is to minimise, which is mostly the mean over the rows. Slopes hold what they held before.
 */
export interface CustomCost {
  readonly kind: 'custom';
  readonly cost: (outputs: Float32Array, rows: Int32Array, gradient: Float32Array) => number;
}

/** What training minimises; the metric that judges is another matter. */
export type Cost = KernelCost | CustomCost;

/** A cost that the kernels compute. */
export type KernelCost =
  | Exclude<CostKernel, 'huber' | 'pinball'>
  | {
      readonly kind: 'huber';
      /** Errors beyond it cost in proportion, not squared. */
      readonly delta: number;
    }
  | {
      readonly kind: 'pinball';
      /** The quantile to predict, in (0, 1). */
      readonly quantile: number;
    };

/** Costs that are computed from what goes into this output activation, which is stable. */
const OUTPUT_OF: Partial<Record<CostKernel, DenseLayer['activation']>> = {
  poisson: 'exponential',
  'binary-cross-entropy': 'sigmoid',
  'softmax-cross-entropy': 'softmax',
};

const NEEDS_NUMBER: ReadonlySet<CostKernel> = new Set(['huber', 'pinball']);

/** Whether the caller computes the cost. */
export function isCustom(cost: Cost): cost is CustomCost {
  return typeof cost === 'object' && cost.kind === 'custom';
}

/** Whether the cost is computed from logits rather than from the activated output. */
export function takesLogits(kind: CostKernel): boolean {
  return OUTPUT_OF[kind] !== undefined;
}

/** The cost that goes with the network's output activation. */
export function naturalCost(network: Network): KernelCost {
  switch (outputLayer(network).activation) {
    case 'sigmoid':
      return 'binary-cross-entropy';
    case 'softmax':
      return 'softmax-cross-entropy';
    case 'exponential':
      return 'poisson';
    default:
      return 'mean-squared-error';
  }
}

/**
 * A cost as the kernels take it. Throws an AutofitError for a cost whose output activation is another, for
 * numbers out of range, and for label smoothing without a cross-entropy.
 */
export function costStep(network: Network, cost: KernelCost, labelSmoothing = 0): CostStep {
  const kind = typeof cost === 'string' ? cost : cost.kind;
  const { activation } = outputLayer(network);
  const needed = OUTPUT_OF[kind];
  if (needed && needed !== activation) {
    reject(`The cost ${kind} needs the output activation ${needed}, not ${activation}.`);
  }
  if (!COST_KERNELS.includes(kind) || (typeof cost === 'string') === NEEDS_NUMBER.has(kind)) {
    reject(
      `There is no cost ${shown(cost)}; Huber's and the pinball cost are records with their number.`,
    );
  }
  if (typeof cost !== 'string') {
    checkPlainOptions(cost, { [cost.kind === 'huber' ? 'delta' : 'quantile']: ['number'] }, [
      'kind',
    ]);
  }
  checkSmoothing(kind, labelSmoothing);
  return { kind, parameter: typeof cost === 'string' ? labelSmoothing : costNumber(cost) };
}

function checkSmoothing(kind: CostKernel, labelSmoothing: number): void {
  if (labelSmoothing === 0) return;
  if (!(labelSmoothing > 0 && labelSmoothing < 1)) {
    reject(`A label smoothing of ${labelSmoothing} is not in [0, 1).`);
  }
  if (kind !== 'binary-cross-entropy' && kind !== 'softmax-cross-entropy') {
    reject(`Label smoothing is for cross-entropies, not for ${kind}.`);
  }
}

/** How many targets a row has: one class code for softmax, else one a column. */
export function targetColumns(kind: CostKernel, outputs: number): number {
  return kind === 'softmax-cross-entropy' ? 1 : outputs;
}

function costNumber(cost: Exclude<KernelCost, string>): number {
  if (cost.kind === 'huber') {
    if (!(cost.delta > 0)) reject(`Huber's δ is ${cost.delta}, not above 0.`);
    return cost.delta;
  }
  if (!(cost.quantile > 0 && cost.quantile < 1)) {
    reject(`The quantile ${cost.quantile} is not in (0, 1).`);
  }
  return cost.quantile;
}

function reject(message: string): never {
  throw new AutofitError('BAD_NETWORK', message);
}
