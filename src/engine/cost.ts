import { AutofitError } from '../util/errors.js';
import type { CostKernel } from './kernels/kernels.js';
import { type Network, outputLayer } from './network.js';

/** What training minimises; the metric that judges is another matter. */
export type Cost = CostKernel;

/** Whether the cost is computed from logits, which is stable, rather than from the activated output. */
export function takesLogits(cost: Cost): boolean {
  return cost !== 'mean-squared-error';
}

/** The cost that goes with the network's output activation. */
export function naturalCost(network: Network): Cost {
  const { activation } = outputLayer(network);
  if (activation === 'sigmoid') return 'binary-cross-entropy';
  return activation === 'softmax' ? 'softmax-cross-entropy' : 'mean-squared-error';
}

/** Throws an AutofitError for a cross-entropy whose output activation does not belong to it. */
export function checkCost(network: Network, cost: Cost): void {
  if (cost === 'mean-squared-error' || naturalCost(network) === cost) return;
  const { activation } = outputLayer(network);
  const needed = cost === 'binary-cross-entropy' ? 'sigmoid' : 'softmax';
  throw new AutofitError(
    'BAD_NETWORK',
    `The cost ${cost} needs a ${needed} output, not ${activation}.`,
  );
}

/** How many targets a row has: one class code for softmax, else one a column. */
export function targetColumns(cost: Cost, outputs: number): number {
  return cost === 'softmax-cross-entropy' ? 1 : outputs;
}
