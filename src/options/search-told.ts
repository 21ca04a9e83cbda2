import type { FitOptions } from './fit-options.js';

const SEARCH_OPTIONS = [
  'preset',
  'models',
  'excludeModels',
  'families',
  'opening',
  'portfolio',
  'sampler',
  'scheduler',
  'ensemble',
  'smallTable',
  'smallTableFolds',
] as const satisfies readonly (keyof FitOptions)[];

/** What was told of the search: the preset, a file of the user's own too, and what goes over it. */
export type SearchTold = Pick<FitOptions, (typeof SEARCH_OPTIONS)[number]>;

export function searchTold(given: FitOptions): SearchTold {
  const told = SEARCH_OPTIONS.filter((name) => given[name] !== undefined);
  return Object.fromEntries(told.map((name) => [name, given[name]]));
}
