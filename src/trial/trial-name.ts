import type { TrialConfig } from './trial.js';

/** What a trial is called, everywhere. */
export function trialName({ family }: TrialConfig, number: number): string {
  return family === 'constant' ? 'constant' : `${family}-${number}`;
}
