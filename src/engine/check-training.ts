import { AutofitError } from '../util/errors.js';
import type { CostStep } from './kernels/kernels.js';
import { type Network, outputLayer } from './network.js';
import { inputWidth, type NetworkInput } from './network-input.js';

/** The numbers among the options of a training. */
export interface TrainingNumbers {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly patience: number;
  readonly clipNorm?: number;
}

/** Throws an AutofitError for data without rows, or an option that no training could follow. */
export function checkTraining(x: NetworkInput, options: TrainingNumbers): void {
  const { learningRate, weightDecay, batchSize, epochs, patience, clipNorm } = options;
  need(x.rows > 0, 'There are no rows to train on.');
  need(learningRate >= 0 && learningRate < Infinity, `A learning rate cannot be ${learningRate}.`);
  need(weightDecay >= 0 && weightDecay < Infinity, `A weight decay cannot be ${weightDecay}.`);
  need(Number.isInteger(batchSize) && batchSize > 0, `A batch cannot have ${batchSize} rows.`);
  need(epochs >= 0, `There cannot be ${epochs} epochs.`);
  need(patience > 0, `The patience must be above 0 epochs, not ${patience}.`);
  need(clipNorm === undefined || clipNorm > 0, `A gradient cannot be clipped to ${clipNorm}.`);
}

/** Throws an AutofitError for targets that are not as many as the rows need, or no class codes. */
export function checkTargets(
  network: Network,
  y: Float32Array,
  rows: number,
  step: CostStep,
): void {
  const { units } = outputLayer(network);
  const isCode = step.kind === 'softmax-cross-entropy';
  const wanted = rows * (isCode ? 1 : units);
  need(y.length === wanted, `There are ${y.length} targets where ${rows} rows need ${wanted}.`);
  if (!isCode) return;
  const odd = y.find((code) => !(Number.isInteger(code) && code >= 0 && code < units));
  need(odd === undefined, `The target ${odd} is no code of ${units} classes.`);
}

/** Throws an AutofitError when data has not as many columns as a network was trained on. */
export function checkInputs(x: NetworkInput, trained: number): void {
  const width = inputWidth(x);
  need(width === trained, `The network was trained on ${trained} columns, not ${width}.`);
}

function need(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new AutofitError('BAD_TRAINING', otherwise);
}
