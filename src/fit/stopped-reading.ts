import { AutofitError } from '../util/errors.js';

/** The mistake of a run that was stopped while its data was read again. */
export function stoppedReading(): AutofitError {
  return new AutofitError('TIME_UP', 'The run is as it was: its data was not read to the end.', {
    hint: 'Resume it again, and let it read.',
  });
}
