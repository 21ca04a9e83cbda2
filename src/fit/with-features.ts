import type { FamilySpace } from '../search/samplers/sampler.js';
import type { TrialConfig } from '../trial/trial.js';

/** What may be made of columns besides what always is, by parameter. */
const MADE: readonly { readonly param: string; readonly plain: string; readonly more: string }[] = [
  { param: 'places', plain: 'axes', more: 'all' },
  { param: 'texts', plain: 'common', more: 'by-label' },
];

/**
 * Configurations of a portfolio for a table with places or texts: every other one of a family, from the first on, makes more
 * of them, so that validation says early whether that tells something. Those that a search opens with come before, and make
 * of columns what they say. Families that do not search this stay as they are.
 */
export function withFeatures(
  configs: readonly TrialConfig[],
  families: readonly FamilySpace[],
): readonly TrialConfig[] {
  return MADE.reduce((made, { param, plain, more }) => {
    const searched = families.filter((family) => searches(family, param, more));
    const names = new Set(searched.map(({ family }) => family));
    const seen = new Map<string, number>();
    return made.map((config) => {
      const { family, params } = config;
      if (params[param] !== plain || !names.has(family)) return config;
      const place = seen.get(family) ?? 0;
      seen.set(family, place + 1);
      return place % 2 === 0 ? { ...config, params: { ...params, [param]: more } } : config;
    });
  }, configs);
}

function searches({ space }: FamilySpace, param: string, more: string): boolean {
  const own = space[param];
  return own?.kind === 'choice' && own.options.includes(more);
}
