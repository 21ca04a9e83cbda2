import type { TrialConfig } from './trial.js';

/** What a trial is called, everywhere. */
export function trialName({ family }: TrialConfig, number: number): string {
  return family === 'constant' ? 'constant' : `${family}-${number}`;
}

/** The number in such a name; 0 of the baseline. */
export function numberIn(name: string): number {
  return Number(/-(\d+)$/.exec(name)?.[1] ?? 0);
}
