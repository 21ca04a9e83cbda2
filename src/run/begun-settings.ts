import { familyNames } from '../models/families.js';
import { OPTION_WORDS } from '../options/option-words.js';
import type { Settings } from '../options/options.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import type { RunEvent } from '../trial/journal.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { Json } from '../util/json.js';
import {
  isAmong,
  isCount,
  isFiniteNumber,
  isFlag,
  isText,
  listOf,
  ofKind,
  optional,
  recordOf,
  type Shape,
  withFields,
} from '../util/shapes.js';

const isValue: Shape = (value, what) => {
  if (!['number', 'string', 'boolean'].includes(typeof value))
    throw new Error(`${what} is no number, text or flag`);
};

const isRange = withFields({ low: isFiniteNumber, high: isFiniteNumber, log: optional(isFlag) });
const isSpace = recordOf(
  ofKind({
    ...{ uniform: isRange, integer: isRange },
    choice: withFields({ options: listOf(isValue) }),
  }),
);
const isParams = recordOf(isValue);
const isFamily = isAmong(familyNames);
const isConfigs = listOf(withFields({ family: isFamily, params: isParams }));

/** What of a run's settings is taken apart; what was not an option when it began is absent. */
const isSettings = withFields({
  reading: withFields({
    ...{ header: optional(isFlag), skipBadRows: optional(isFlag), images: optional(isText) },
  }),
  schema: withFields({
    ...{ label: isText, task: isAmong(OPTION_WORDS.task) },
    ...{ types: recordOf(() => {}), ignore: listOf(isText) },
    ...{ missing: optional(listOf(isText)), keep: optional(listOf(isText)) },
    ...{ weight: optional(isText), group: optional(isText), time: optional(isText) },
    ...{ positive: optional(isText), loss: optional(isText) },
    quantiles: optional(listOf(isFiniteNumber)),
    order: optional(recordOf(listOf(isText))),
  }),
  budget: withFields({
    ...{ trials: optional(isFiniteNumber), timeLimit: optional(isFiniteNumber) },
    since: optional(isFiniteNumber),
  }),
  folds: withFields({
    ...{ folds: optional(isCount), holdout: optional(isFiniteNumber) },
    ...{ smallTable: optional(isCount), smallTableFolds: optional(isCount) },
    eightFoldsBelow: optional(isFiniteNumber),
  }),
  families: listOf(withFields({ family: isFamily, defaults: isParams, space: isSpace })),
  preprocessing: withFields({}),
  featureBound: withFields({ maxFeatures: isCount, maxBytes: isFiniteNumber }),
  ...{ enqueued: isConfigs, first: isConfigs, portfolio: isConfigs },
  ofMany: optional(withFields({ first: isConfigs, portfolio: isConfigs })),
  ...{ sampler: isAmong(OPTION_WORDS.sampler), scheduler: isAmong(OPTION_WORDS.scheduler) },
  ...{ preset: isText, kernels: isAmong(OPTION_WORDS.kernels) },
  ensemble: withFields({ rounds: isCount, stacking: isFlag }),
  ...{ metric: optional(isText), backbone: optional(isText), seed: isFiniteNumber, lag: isCount },
  told: optional(withFields({})),
  ...{ refit: isFlag, honest: optional(isFlag), tidy: isFlag, force: optional(isFlag) },
});

/** The same of a run that finds boxes. */
const isDetection = withFields({
  ...{ timeLimit: optional(isFiniteNumber), trials: optional(isCount), seed: isCount },
  ...{ test: optional(isText), images: optional(isText) },
  ...{ skipBad: isFlag, report: isFlag, kernels: isAmong(OPTION_WORDS.kernels) },
});

/** Settings without what is of one process alone. */
export type BegunSettings = Omit<
  Settings,
  | 'workers'
  | 'redis'
  | 'localWorkers'
  | 'customMetric'
  | 'lagFollows'
  | 'out'
  | 'signal'
  | 'onProgress'
>;

export type BegunDetection = Omit<DetectionSettings, 'workers' | 'out' | 'signal' | 'onProgress'>;

/** What a run was begun with, as its journal tells. Throws an AutofitError where that cannot be so. */
export function begunSettings({ settings }: Pick<RunEvent, 'settings'>): BegunSettings {
  check(settings, isSettings);
  return settings as unknown as BegunSettings;
}

/** What a run that finds boxes was begun with. Throws an AutofitError where that cannot be so. */
export function begunDetection({ settings }: Pick<RunEvent, 'settings'>): BegunDetection {
  check(settings, isDetection);
  return settings as unknown as BegunDetection;
}

function check(settings: Json, shape: Shape): void {
  try {
    shape(settings, 'the settings');
  } catch (thrown) {
    const message = `The journal of the run tells of settings that cannot be: ${errorMessage(thrown)}.`;
    throw new AutofitError('BAD_JOURNAL', message, { hint: 'Fit again, into another folder.' });
  }
}
