import { familyNamed } from '../models/families.js';
import { AutofitError, within } from '../util/errors.js';
import type { FitOptions } from './fit-options.js';

/**
 * The model families of the preset but these. Throws an AutofitError for a family that there is not, for the baseline, which
 * is always there, where `models` names families too, and where none is left.
 */
export function withoutExcluded(
  models: readonly string[],
  { excludeModels, models: named }: Pick<FitOptions, 'excludeModels' | 'models'>,
): readonly string[] {
  if (excludeModels === undefined) return models;
  if (named !== undefined) throw bothTold();
  for (const name of excludeModels) within('`excludeModels`', () => familyNamed(name));
  if (excludeModels.includes('constant')) throw noBaseline();
  const left = models.filter((name) => !excludeModels.includes(name));
  if (left.some((name) => name !== 'constant')) return left;
  throw new AutofitError('NO_MODELS', '`excludeModels` leaves no model family of the preset.', {
    hint: `The preset has: ${models.join(', ')}. Others are named by \`models\`.`,
  });
}

function bothTold(): AutofitError {
  return new AutofitError('BAD_OPTION', '`models` and `excludeModels` exclude each other.', {
    hint: 'Name with `models` those that are wanted, or with `excludeModels` those of the preset that are not.',
  });
}

function noBaseline(): AutofitError {
  return new AutofitError('BAD_OPTION', '`excludeModels` cannot name "constant".', {
    hint: 'The constant is the baseline that all others are compared with; it is always there.',
  });
}
