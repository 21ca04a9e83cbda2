import type { Command } from 'commander';
import type { FitOptions } from '../index.js';
import { list, numberOption, pairs } from './option-values.js';

/** What is said of how answers are learned. */
export interface NumberFlags {
  readonly loss?: NonNullable<FitOptions['loss']>;
  readonly quantiles?: readonly number[];
  readonly monotone?: FitOptions['monotone'];
}

/** Adds the flags by which models are told what to minimise, and how answers follow columns. */
export function addNumberFlags(command: Command): Command {
  return command
    .option(
      '--loss <name>',
      'what training on numbers minimises: squared, absolute, huber, poisson (counts) or gamma (above 0)',
    )
    .option(
      '--quantiles <numbers>',
      'predict these quantiles of a number, separated by commas: 0.1,0.5,0.9',
      (text, earlier: readonly number[] = []) => [...earlier, ...list(text).map(numberOption)],
    )
    .option(
      '--monotone <column=+>',
      'the answer, or the chance of the positive class, never falls as the column rises; with =- it never rises (repeatable)',
      pairs,
    );
}
