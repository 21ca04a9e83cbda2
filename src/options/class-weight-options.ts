import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { FitOptions } from './fit-options.js';

/** So many times as much as others, or as little, a class may count. */
const FARTHEST = 1e9;

/** As told, if at all. Throws an AutofitError for a word that is not known and for weights that are not above 0 or out of all bounds. */
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
    // Checks of options pass over the name __proto__.
    const isNumber = typeof weight === 'number';
    if (isNumber && weight >= 1 / FARTHEST && weight <= FARTHEST) continue;
    throw new AutofitError(
      'BAD_OPTION',
      `\`classWeights\`: class "${name}" cannot count ${shown(weight)}.`,
      {
        hint: 'Weights are numbers above 0, from 1e-9 to 1e9; classes that are not named count 1.',
      },
    );
  }
}
