import type { Trial } from '../../trial/trial.js';

/**
 * Trials that can be compared, those that are furthest first: what is trained to its end on the first fold, whatever the
 * family, then what is paused at the same rung of the same family. What was trained without a pause says nothing about a
 * rung.
 */
export function rungGroups(finished: readonly Trial[]): readonly (readonly Trial[])[] {
  const screened = finished.filter(({ state }) => state === 'screened');
  const isScreened = new Set(screened.map(({ number }) => number));
  const whole = finished.filter(
    ({ state, number }) => state === 'complete' && !isScreened.has(number),
  );
  const groups = new Map<string, Trial[]>();
  for (const trial of finished.filter(({ state }) => state === 'paused')) {
    const key = `${trial.rung} ${trial.config.family}`;
    const group = groups.get(key);
    if (group) group.push(trial);
    else groups.set(key, [trial]);
  }
  const atRungs = [...groups.values()].toSorted((a, b) => (b[0]?.rung ?? 0) - (a[0]?.rung ?? 0));
  return screened.length > 0 ? [[...screened, ...whole], ...atRungs] : atRungs;
}
