import { AutofitError } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';
import { checkData } from './check-data.js';
import type { CoolDownOptions } from './cool-down.js';
import { INITIALISATIONS } from './initial-parameters.js';
import type { CostStep } from './kernels/kernels.js';
import { MOST_ALPHA } from './mix.js';
import { need } from './need.js';
import { type Network, outputLayer } from './network.js';
import type { NetworkInput } from './network-input.js';
import { TIES } from './train-options.js';

/** The numbers and words among the options of a training, and what they hang on. */
export interface TrainingNumbers {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly patience: number;
  readonly clipNorm?: number;
  readonly mixup?: number;
  readonly pauseAfter?: number;
  readonly leastSteps?: number;
  readonly coolDown?: CoolDownOptions;
  readonly initialisation?: string;
  readonly ties?: string;
  readonly validation?: unknown;
}

/** Callers without types may give anything. Throws an AutofitError for what is not the network, or trained network, that a call takes. */
export function checkNetwork(given: unknown, kind: 'network' | 'trained-network'): void {
  if (isRecord(given) && given.kind === kind) return;
  const from = kind === 'network' ? '`sequential`' : '`trainNetwork`, as `network`,';
  throw new AutofitError('BAD_NETWORK', `There is no network in ${shown(given)}.`, {
    hint: `Give what ${from} made.`,
  });
}

/** Throws an AutofitError for data without rows or with what is no number, or an option that no training could follow. */
export function checkTraining(x: NetworkInput, options: TrainingNumbers): void {
  const { learningRate, weightDecay, batchSize, epochs, patience } = options;
  const { clipNorm, mixup = 0, pauseAfter, leastSteps = 1, coolDown, validation } = options;
  checkData(x);
  need(x.rows > 0, 'There are no rows to train on.');
  for (const values of [x.dense?.data, x.sparse?.values]) {
    const odd = values?.find((value) => !Number.isFinite(value));
    need(odd === undefined, `A network cannot learn from ${odd} among its numbers.`);
  }
  need(learningRate >= 0 && learningRate < Infinity, `A learning rate cannot be ${learningRate}.`);
  need(weightDecay >= 0 && weightDecay < Infinity, `A weight decay cannot be ${weightDecay}.`);
  need(Number.isInteger(batchSize) && batchSize > 0, `A batch cannot have ${batchSize} rows.`);
  need(isCount(epochs), `There cannot be ${epochs} epochs.`);
  need(leastSteps >= 0 && leastSteps < Infinity, `There cannot be ${leastSteps} steps at least.`);
  need(patience > 0, `The patience must be above 0 epochs, not ${patience}.`);
  need(
    pauseAfter === undefined || isCount(pauseAfter),
    `There is no epoch ${pauseAfter} to pause after.`,
  );
  need(
    mixup >= 0 && mixup <= MOST_ALPHA,
    `Rows are mixed by an α of 0 to ${MOST_ALPHA}, not ${mixup}.`,
  );
  need(clipNorm === undefined || clipNorm > 0, `A gradient cannot be clipped to ${clipNorm}.`);
  needWord('initialisation', options.initialisation, INITIALISATIONS);
  needWord('ties', options.ties, TIES);
  need(
    coolDown === undefined || coolDown.patience > 0,
    `A \`coolDown\` has a patience above 0 epochs, not ${coolDown?.patience}.`,
  );
  const needsScores = patience < Infinity || coolDown !== undefined;
  need(
    !needsScores || validation !== undefined,
    'A `patience` and a `coolDown` wait for better scores: they need a `validation`.',
  );
}

/** Throws an AutofitError for targets that are not as many as the rows need, no class codes, or beyond what the cost knows. */
export function checkTargets(
  network: Network,
  y: Float32Array,
  rows: number,
  step: CostStep,
): void {
  const { units } = outputLayer(network);
  const isCode = step.kind === 'softmax-cross-entropy';
  const wanted = rows * (isCode ? 1 : units);
  need(Array.isArray(y) || ArrayBuffer.isView(y), `There are no targets in ${shown(y)}.`);
  need(y.length === wanted, `There are ${y.length} targets where ${rows} rows need ${wanted}.`);
  if (isCode) checkCodes(y, units);
  else checkNumbers(y, step);
}

function checkCodes(y: Float32Array, units: number): void {
  const odd = y.find((code) => !(Number.isInteger(code) && code >= 0 && code < units));
  need(odd === undefined, `The target ${odd} is no code of ${units} classes.`);
}

function checkNumbers(y: Float32Array, { kind }: CostStep): void {
  const least = kind === 'binary-cross-entropy' || kind === 'poisson' ? 0 : -Infinity;
  const most = kind === 'binary-cross-entropy' ? 1 : Infinity;
  const odd = y.find((target) => !(Number.isFinite(target) && target >= least && target <= most));
  need(odd === undefined, `The cost ${kind} knows no target ${odd}.`);
}

/** Whether there can be so many, Infinity included. */
function isCount(count: number): boolean {
  return count === Number.POSITIVE_INFINITY || (Number.isInteger(count) && count >= 0);
}

function needWord(name: string, given: string | undefined, words: readonly string[]): void {
  need(
    given === undefined || words.includes(given),
    `\`${name}\` is one of ${words.join(', ')}, not ${shown(given)}.`,
  );
}
