import type { FamilySpace } from '../search/samplers/sampler.js';
import type { TrialConfig } from '../trial/trial.js';

/**
 * Configurations of a portfolio for a table with places: every other one of a family, from the first on, makes features of
 * them, so that validation says early whether they tell something. Families that do not search this stay as they are.
 */
export function withPlaces(
  configs: readonly TrialConfig[],
  families: readonly FamilySpace[],
): readonly TrialConfig[] {
  const searched = new Set(families.filter(searchesPlaces).map(({ family }) => family));
  const seen = new Map<string, number>();
  return configs.map((config) => {
    const { family, params } = config;
    if (params.places !== 'axes' || !searched.has(family)) return config;
    const place = seen.get(family) ?? 0;
    seen.set(family, place + 1);
    return place % 2 === 0 ? { ...config, params: { ...params, places: 'all' } } : config;
  });
}

function searchesPlaces({ space }: FamilySpace): boolean {
  const { places } = space;
  return places?.kind === 'choice' && places.options.includes('all');
}
