import type { Command } from 'commander';
import type { AnswerOptions } from '../index.js';
import { numberOption } from './option-values.js';

/** What is said of which model of a predictor answers. */
export interface ModelFlags {
  readonly model?: string;
  readonly threshold?: number;
}

/** Adds the flags by which one model answers alone, or decides otherwise. */
export function addModelFlags(command: Command): Command {
  return command
    .option('--model <name>', 'one model alone, as the leaderboard calls it (default: ensemble)')
    .option(
      '--threshold <chance>',
      'of two classes: the probability from which a row is positive (default: its own)',
      numberOption,
    );
}

/** What the flags say of it. */
export function choiceOf({
  model,
  threshold,
}: ModelFlags): Pick<AnswerOptions, 'model' | 'threshold'> {
  return { model, threshold };
}
