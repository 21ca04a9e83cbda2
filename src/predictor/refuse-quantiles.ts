import { AutofitError } from '../util/errors.js';
import type { PredictorState } from './predictor-state.js';

/** Throws an AutofitError where a model answers quantiles, which this part of the program cannot show or carry. */
export function refuseQuantiles({ schema }: Pick<PredictorState, 'schema'>, what: string): void {
  if (schema.task.kind !== 'quantile') return;
  throw new AutofitError(
    'QUANTILES',
    `The model answers quantiles, for which there is no ${what}.`,
    {
      hint: '`predict`, `serve` and a page answer quantiles, `evaluate` scores and `explain` explains them.',
    },
  );
}
