import { AutofitError } from '../util/errors.js';

/** Throws an AutofitError unless data, or an option, are such that a network can be trained on them. */
export function need(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new AutofitError('BAD_TRAINING', otherwise);
}
