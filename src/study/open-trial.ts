import type { Pruning } from './pruning.js';
import type { OpenTrial } from './study-trial.js';

/** A trial as its objective gets it. */
export function openTrial<P>(
  number: number,
  params: P,
  { report, shouldStop }: Pruning,
  signal: AbortSignal,
): OpenTrial<P> {
  return {
    number,
    params,
    signal,
    report,
    shouldStop: () => shouldStop() || signal.aborted,
  };
}
