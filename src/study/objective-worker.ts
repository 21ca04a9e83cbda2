import { workerData } from 'piscina';
import { errorMessage } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { attempt } from './attempt.js';
import type { ObjectiveAnswer, ObjectiveJob, ObjectiveStart } from './objective-threads.js';
import { openTrial } from './open-trial.js';
import { createPruning } from './pruning.js';
import type { Objective } from './study-trial.js';

/** Between looks whether the search is to end, which nothing else tells a thread at work; in milliseconds. */
const LOOK_MS = 20;

const { module, stop } = workerData as ObjectiveStart;
const flag = new Int32Array(stop);
const isEnding = () => Atomics.load(flag, 0) !== 0;
const ending = new AbortController();
const loaded = load();
const looks = setInterval(() => {
  if (!isEnding()) return;
  clearInterval(looks);
  ending.abort();
}, LOOK_MS).unref();

/** Runs one trial; errors become answers, because threads lose their fields. */
export async function run({ number, params, rule }: ObjectiveJob): Promise<ObjectiveAnswer> {
  const objective = await loaded;
  if (typeof objective === 'string') return { state: 'unusable', reason: objective };
  const pruning = createPruning(rule);
  const trial = openTrial(number, params, pruning, ending.signal);
  // A loop that waits for nothing hears no timer.
  const shouldStop = () => trial.shouldStop() || isEnding();
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
