import type { Command } from 'commander';
import { numberOption } from './option-values.js';

/** What is said of workers elsewhere. */
export interface MachineFlags {
  readonly redis?: string;
  readonly localWorkers?: number;
}

/** Adds the flags by which workers elsewhere take part. */
export function addMachineFlags(command: Command): Command {
  return command
    .option(
      '--redis <address>',
      'let the workers of a Redis train too: redis://host:port, or rediss:// with TLS; better by the variable AUTOFIT_REDIS',
    )
    .option(
      '--local-workers <n>',
      'worker threads here beside those of --redis; 0 for none (default: -j)',
      numberOption,
    );
}

/** Adds the flag by which more workers can be busy. */
export function addLagFlag(command: Command): Command {
  return command.option(
    '--lag <n>',
    'stretches of trials under way at most; results hang on it (default: 8 with --trials alone)',
    numberOption,
  );
}
