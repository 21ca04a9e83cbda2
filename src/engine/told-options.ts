import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';
import type { CoolDownOptions } from './cool-down.js';
import type { TrainOptions } from './train-options.js';

/** The kinds of options, by `typeof`. */
const KINDS = {
  learningRate: ['number'],
  weightDecay: ['number'],
  clipNorm: ['number'],
  labelSmoothing: ['number'],
  mixup: ['number'],
  batchSize: ['number'],
  leastSteps: ['number'],
  epochs: ['number'],
  patience: ['number'],
  pauseAfter: ['number'],
  dropLast: ['boolean'],
  sharedBatches: ['boolean'],
  initialisation: ['string'],
  ties: ['string'],
  augment: ['function'],
  shouldStop: ['function'],
} as const satisfies Partial<Record<keyof TrainOptions, unknown>>;

const COOL_DOWN = {
  patience: ['number'],
  leastFall: ['number'],
  inTime: ['boolean'],
} as const satisfies Record<keyof CoolDownOptions, unknown>;

/** What an option takes that is neither a number nor a word. */
interface Shape {
  readonly fits: (given: unknown) => boolean;
  readonly hint: string;
}

const SCHEDULE: Shape = { fits: isRecord, hint: "It takes a record such as { kind: 'cosine' }." };
const WEIGHTS: Shape = {
  fits: (given) => Array.isArray(given) || ArrayBuffer.isView(given),
  hint: 'It takes a list of numbers.',
};
const KERNELS: Shape = {
  fits: (given) => hasFunction(given, 'reserve'),
  hint: "It takes what `createKernels('auto')` gives.",
};

const SHAPES: Readonly<Record<Exclude<keyof TrainOptions, keyof typeof KINDS>, Shape>> = {
  random: {
    fits: (given) => hasFunction(given, 'next'),
    hint: 'It takes what `randomStream(0)` gives, with a seed of your own.',
  },
  cost: {
    fits: (given) =>
      typeof given === 'string' ||
      (isRecord(given) && (given.kind !== 'custom' || hasFunction(given, 'cost'))),
    hint: "It takes a name such as 'mean-squared-error', { kind: 'huber', delta: 1 }, or { kind: 'custom', cost } with a function.",
  },
  optimizer: { fits: isRecord, hint: "It takes a record such as { kind: 'adamw' }." },
  schedule: SCHEDULE,
  dropoutSchedule: SCHEDULE,
  weightDecaySchedule: SCHEDULE,
  groups: {
    fits: (given) => Array.isArray(given) && given.every(isRecord),
    hint: "It takes a list such as [{ layer: '1', learningRate: 0.1 }].",
  },
  sampleWeights: WEIGHTS,
  classWeights: WEIGHTS,
  coolDown: { fits: isRecord, hint: 'It takes a record such as { patience: 10 }.' },
  validation: {
    fits: (given) => hasFunction(given, 'score'),
    hint: 'It takes { x, score }, whose `score` is a function of the predictions.',
  },
  from: {
    fits: isCheckpoint,
    hint: 'It takes the whole `checkpoint` of a training that paused: `steps`, `costs`, `random`, `best` and weights.',
  },
  kernels: KERNELS,
};

/**
 * Callers without types may give anything. The options that are told: those that are undefined are not. Throws an AutofitError for an option
 * that there is not, or of the wrong kind.
 */
export function toldOptions(options: TrainOptions): TrainOptions {
  checkPlainOptions(options, KINDS, Object.keys(SHAPES));
  const all = Object.entries(options).filter(([, value]) => value !== undefined);
  const told = Object.fromEntries(all) as unknown as TrainOptions;
  if (!told.from) checkShape('random', told.random, SHAPES.random);
  for (const [name, shape] of Object.entries(SHAPES)) {
    if (name in told) checkShape(name, told[name as keyof TrainOptions], shape);
  }
  checkPlainOptions(told.coolDown ?? {}, COOL_DOWN);
  checkPlainOptions(told.validation ?? {}, { score: ['function'] }, ['x']);
  return told;
}

/** Throws an AutofitError for what are no kernels, as their name. */
export function checkKernels(given: unknown): void {
  checkShape('kernels', given, KERNELS);
}

function checkShape(name: string, given: unknown, { fits, hint }: Shape): void {
  if (fits(given)) return;
  throw new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${shown(given)}.`, { hint });
}

/** What lies in it by number of parameters is checked once the network is known. */
function isCheckpoint(given: unknown): boolean {
  if (!isRecord(given) || given.kind !== 'train-checkpoint') return false;
  const { steps, costs, random, best } = given;
  const counts = [steps, isRecord(best) && best.epoch];
  const isCounted = counts.every((count) => Number.isSafeInteger(count) && Number(count) >= 0);
  const hasCosts = Array.isArray(costs) && costs.every(Number.isFinite);
  const hasStream = Array.isArray(random) && random.length === 4 && random.every(Number.isInteger);
  return isCounted && hasCosts && hasStream;
}

function hasFunction(given: unknown, name: string): boolean {
  return isRecord(given) && typeof given[name] === 'function';
}
