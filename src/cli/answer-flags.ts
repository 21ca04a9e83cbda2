import type { Command } from 'commander';

/** What is said of how fast answers must be. */
export interface AnswerFlags {
  readonly inferLimit?: string;
}

/** Adds the flag by which slow models are left out. */
export function addAnswerFlags(command: Command): Command {
  return command.option(
    '--infer-limit <duration>',
    'what answering a row may take, of batches of 1,000: 50us, 1ms (default: no bound)',
  );
}
