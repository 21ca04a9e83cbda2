import type { TrialConfig } from '../trial/trial.js';

/** Equal for equal configurations, whatever the order of their parameters. */
export function configKey({ family, params }: TrialConfig): string {
  const sorted = Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([family, sorted]);
}
