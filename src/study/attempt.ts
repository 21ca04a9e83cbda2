import type { Params } from '../space/search-space.js';
import { errorMessage } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { Pruning } from './pruning.js';
import type { FinishedTrial, Objective, OpenTrial } from './study-trial.js';

/** What a trial gave. */
export type Outcome = Pick<FinishedTrial, 'state' | 'value' | 'reports' | 'reason'>;

/** Calls the objective; whatever it does becomes an outcome. */
export async function attempt(
  objective: Objective,
  trial: OpenTrial<Params>,
  pruning: Pruning,
): Promise<Outcome> {
  try {
    return outcomeOf(await objective(trial.params, trial), pruning);
  } catch (thrown) {
    return failedOutcome(errorMessage(thrown), pruning);
  }
}

/** What the given value makes of a trial, by what it has reported. */
export function outcomeOf(given: unknown, pruning: Pruning): Outcome {
  const { reports, isPruned } = pruning;
  if (isPruned()) return { state: 'pruned', value: null, reports: reports(), reason: null };
  if (typeof given === 'number' && Number.isFinite(given)) {
    return { state: 'complete', value: given, reports: reports(), reason: null };
  }
  return failedOutcome(`the objective gave ${shown(given)}, not a finite number`, pruning);
}

/** A trial that was told to stop may do so by throwing. */
export function failedOutcome(reason: string, pruning: Pruning): Outcome {
  const state = pruning.isPruned() ? 'pruned' : 'failed';
  return { state, value: null, reports: pruning.reports(), reason };
}
