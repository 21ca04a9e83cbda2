import type { Command } from 'commander';
import { numberOption } from './option-values.js';

/** What is said of how sure answers are to be. */
export interface IntervalFlags {
  readonly intervals?: number;
}

/** Adds the flag by which answers come with how sure they are. */
export function addIntervalsFlag(command: Command): Command {
  return command.option(
    '--intervals <share>',
    'predict with intervals, or sets of classes, that cover this share of rows: 0.9',
    numberOption,
  );
}
