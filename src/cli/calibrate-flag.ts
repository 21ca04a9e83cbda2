import { type Command, Option } from 'commander';
import type { FitOptions } from '../index.js';

type Calibrate = NonNullable<FitOptions['ensemble']>['calibrate'];

/** Adds the flag by which probabilities are calibrated. */
export function addCalibrateFlag(command: Command): Command {
  const told = 'how probabilities are calibrated (default: temperature)';
  const option = new Option('--calibrate <how>', told);
  return command.addOption(option.choices(['auto', 'temperature', 'isotonic', 'beta', 'none']));
}

/** What the flag says, as `fit` takes it. */
export function calibrateOf(how: string | undefined): Pick<FitOptions, 'ensemble'> {
  return how === undefined ? {} : { ensemble: { calibrate: how as Calibrate } };
}
