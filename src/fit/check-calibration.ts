import { LEAST_FOR_STEPS } from '../ensemble/choose-calibration.js';
import type { Settings } from '../options/options.js';
import type { Schema } from '../schema/schema.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { isOfNumbers } from '../util/task-kind.js';

/** Throws an AutofitError where chances are to be calibrated and there are none; warns of steps that so few rows cannot tell. */
export function checkCalibration(
  { task, label }: Pick<Schema, 'task' | 'label'>,
  rows: number,
  { ensemble, onProgress }: Pick<Settings, 'ensemble' | 'onProgress'>,
): void {
  const { calibrate } = ensemble;
  if (calibrate !== 'isotonic' && calibrate !== 'beta') return;
  if (isOfNumbers(task)) {
    const message = `\`calibrate\` ${calibrate} is for classes, and "${label}" is taken for numbers.`;
    throw new AutofitError('BAD_OPTION', message, {
      hint: 'Leave it out; or take the label for classes by `task`.',
    });
  }
  if (calibrate === 'beta' || rows >= LEAST_FOR_STEPS) return;
  const message = `isotonic calibration of ${countOf(rows, 'row')} follows their noise: 1,000 or more are advised, and \`calibrate\` beta needs fewer`;
  onProgress({ kind: 'warning', message });
}
