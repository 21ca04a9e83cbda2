import { AutofitError, errorMessage } from '../util/errors.js';

const CODE = 'LOST_TRIAL';

/** The error of a file with what a stretch left, which is absent or damaged. */
export function lostTrial(file: string, thrown: unknown): AutofitError {
  const message = `What a trial left in ${file} is lost: ${errorMessage(thrown)}`;
  return new AutofitError(CODE, message, {
    file,
    hint: 'Bring the file back, or fit again into another folder.',
  });
}

/** Whether it is such an error. */
export function isLost(thrown: unknown): boolean {
  return thrown instanceof AutofitError && thrown.code === CODE;
}
