import { workerData } from 'piscina';
import { errorMessage } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { attempt } from './attempt.js';
import type { ObjectiveAnswer, ObjectiveJob, ObjectiveStart } from './objective-threads.js';
import { openTrial } from './open-trial.js';
import { createPruning } from './pruning.js';
import type { Objective } from './study-trial.js';

const { module, stop } = workerData as ObjectiveStart;
const flag = new Int32Array(stop);
const loaded = load();

/** Runs one trial; errors become answers, because threads lose their fields. */
export async function run({ number, params, rule }: ObjectiveJob): Promise<ObjectiveAnswer> {
  const objective = await loaded;
  if (typeof objective === 'string') return { state: 'unusable', reason: objective };
  const pruning = createPruning(rule);
  const trial = openTrial(number, params, pruning, new AbortController().signal);
  const shouldStop = () => trial.shouldStop() || Atomics.load(flag, 0) !== 0;
  return attempt(objective, { ...trial, shouldStop }, pruning);
}

/** The objective, or why there is none. */
async function load(): Promise<Objective | string> {
  try {
    const { default: objective } = (await import(module)) as { readonly default?: unknown };
    if (typeof objective === 'function') return objective as Objective;
    return `its default export is ${shown(objective)}`;
  } catch (thrown) {
    return errorMessage(thrown);
  }
}
