import { AutofitError } from '../util/errors.js';
import type { FitOptions } from './fit-options.js';

/** As told, if at all. Throws an AutofitError for a word that is not known and for weights that are not above 0. */
export function resolveClassWeights({
  classWeights: told,
}: Pick<FitOptions, 'classWeights'>): Pick<FitOptions, 'classWeights'> {
  if (told === undefined) return {};
  if (typeof told !== 'string') checkWeights(told);
  else if (told !== 'balanced') {
    throw new AutofitError('BAD_OPTION', `\`classWeights\` cannot be "${told}".`, {
      hint: 'It takes balanced, or how much rows of each class count.',
    });
  }
  return { classWeights: told };
}

function checkWeights(told: Readonly<Record<string, number>>): void {
  for (const [name, weight] of Object.entries(told)) {
    if (weight > 0 && Number.isFinite(weight)) continue;
    throw new AutofitError(
      'BAD_OPTION',
      `\`classWeights\`: class "${name}" cannot count ${weight}.`,
      { hint: 'Weights are numbers above 0; classes that are not named count 1.' },
    );
  }
}
