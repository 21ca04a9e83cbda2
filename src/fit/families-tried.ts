import type { Settings } from '../options/options.js';

/** The families that are searched, and those of configurations that come first. */
export function familiesTried({
  families,
  enqueued,
}: Pick<Settings, 'families' | 'enqueued'>): readonly string[] {
  return [...families, ...enqueued].map(({ family }) => family);
}
