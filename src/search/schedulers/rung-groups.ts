import type { Trial } from '../../trial/trial.js';

/** What was shown at the same rung by trials of the same family, the highest rungs first: only those can be compared. */
export function rungGroups(finished: readonly Trial[]): readonly (readonly Trial[])[] {
  const groups = new Map<string, Trial[]>();
  for (const trial of finished) {
    const key = `${trial.rung} ${trial.config.family}`;
    const group = groups.get(key);
    if (group) group.push(trial);
    else groups.set(key, [trial]);
  }
  return [...groups.values()].toSorted((a, b) => (b[0]?.rung ?? 0) - (a[0]?.rung ?? 0));
}
