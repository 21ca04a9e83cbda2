import { join } from 'node:path';
import { type Outcome, runAutofit } from './run-autofit.js';

/** What is left out, by what is learned from. */
export const ARMS: Readonly<Record<string, readonly string[]>> = {
  'pictures alone': ['--ignore', 'size,taken at'],
  'columns alone': ['--ignore', 'picture'],
  both: [],
};

/** The whole command on the table in `folder`, or on a part of its columns; no clock decides, so that a busy machine changes nothing. */
export function runColumns(folder: string, arm: string, trials: number, seed: number): Outcome {
  const data = [join(folder, 'train.csv'), '--label', 'label', '--test', join(folder, 'test.csv')];
  const rest = ARMS[arm] ?? [];
  return runAutofit([...data, '--trials', `${trials}`, '--no-report', ...rest], seed);
}
