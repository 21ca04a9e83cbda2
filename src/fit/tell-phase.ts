import type { FinishedEnsemble } from '../ensemble/finish-ensemble.js';
import type { Settings } from '../options/options.js';
import type { FitPhase } from '../options/progress-event.js';

/** Tells what is done from now on. */
export function tellPhase({ onProgress }: Pick<Settings, 'onProgress'>, phase: FitPhase): void {
  onProgress({ kind: 'phase', phase });
}

/** Tells what the run has to spend, and what earlier processes have spent of it. */
export function tellBegin({ budget, onProgress }: Settings, secondsSpent: number): void {
  const { timeLimit, trials } = budget;
  onProgress({ kind: 'begin', timeLimit, secondsSpent, trials });
}

/** Tells how the chosen members do together; one alone has its own score. */
export function tellEnsemble({ onProgress }: Settings, { members, score }: FinishedEnsemble): void {
  if (members.length < 2) return;
  onProgress({ kind: 'ensemble', score, members: members.length, isFinal: true });
}
