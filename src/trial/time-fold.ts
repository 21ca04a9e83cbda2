import type { Executor } from './job.js';
import type { TrialConfig } from './trial.js';

/** Seconds that training a configuration on the first fold takes; undefined when it fails or is stopped. */
export async function timeFold(
  executor: Executor,
  config: TrialConfig,
): Promise<number | undefined> {
  const outcome = await executor.run({ kind: 'trial', trial: 0, fold: 0, config });
  return outcome.kind === 'done' ? outcome.fitSeconds : undefined;
}
