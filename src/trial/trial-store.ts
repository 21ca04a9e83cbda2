import { type Metric, oriented } from '../metrics/metric.js';
import type { FinishedTrial } from './run-trial.js';
import type { Trial, TrialOutputs } from './trial.js';

/** A complete trial with its score and outputs. */
export interface KeptTrial {
  readonly trial: Trial;
  readonly outputs: TrialOutputs;
}

/** Keeps the outputs of the best trials, so that memory does not grow with the search. */
export interface TrialStore {
  add(finished: FinishedTrial): void;
  /** Best first; of equal ones the earlier trial. */
  kept(): readonly KeptTrial[];
}

/** What is kept in the end is the same whatever the order of arrival. */
export function createTrialStore(metric: Metric, most: number): TrialStore {
  let kept: KeptTrial[] = [];
  const value = ({ trial }: KeptTrial) => oriented(metric, trial.score ?? Number.NaN);
  return {
    add({ trial, outputs }) {
      if (!outputs) return;
      kept.push({ trial, outputs });
      kept.sort((a, b) => value(b) - value(a) || a.trial.number - b.trial.number);
      kept = kept.slice(0, most);
    },
    kept: () => kept,
  };
}
