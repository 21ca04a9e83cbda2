import type { PredictorState } from '../predictor/predictor-state.js';
import { AutofitError } from '../util/errors.js';

/** Throws an AutofitError for a model that no student can be taught to answer as: its answers would be others without a word. */
export function checkTeachable({ schema, metric, customMetric, options }: PredictorState): void {
  if (schema.task.kind === 'quantile') {
    throw new AutofitError(
      'QUANTILES',
      'The model answers quantiles, which no student is taught.',
      {
        hint: 'Fit with `quantiles` and `inferLimit` for one that answers sooner.',
      },
    );
  }
  for (const name of ['monotone', 'classWeights']) {
    if (options[name] === undefined) continue;
    const message = `The model was fitted with \`${name}\`, which a student would not keep.`;
    throw new AutofitError('NOT_TAUGHT', message, {
      hint: `Fit with \`${name}\` and \`inferLimit\` for one that answers sooner.`,
    });
  }
  if (!customMetric) return;
  const message = `The metric "${metric}" is one of your own, by which no student can be chosen.`;
  throw new AutofitError('METRIC_NEEDED', message, {
    hint: 'Fit with a metric of autofit to distill the model.',
  });
}
