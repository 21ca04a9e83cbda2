import { countEach } from '../util/count-each.js';
import { permutation, randomStream } from '../util/random.js';
import type { LabelledPicture } from './boxes-table.js';

/** Parts that pictures are dealt to. */
const PARTS = 5;

/**
 * Pictures in parts, by chance: those with a rare class are spread over all of them, and those that stay together, as `firsts` says, are
 * in one.
 */
export function pictureParts(
  pictures: readonly LabelledPicture[],
  seed: number,
  firsts?: Int32Array,
): readonly (readonly number[])[] {
  const units = new Map<number, number[]>();
  for (const row of permutation(randomStream(seed, 'detector', 'folds'), pictures.length)) {
    const first = firsts?.[row] ?? row;
    units.set(first, [...(units.get(first) ?? []), row]);
  }
  const rarest = rarestClasses(pictures);
  const ordered = [...units.values()].sort(
    ([a = 0], [b = 0]) => (rarest[a] ?? -1) - (rarest[b] ?? -1),
  );
  const count = Math.min(PARTS, ordered.length);
  return Array.from({ length: count }, (_, part) =>
    ordered
      .filter((_unit, i) => i % count === part)
      .flat()
      .sort((a, b) => a - b),
  );
}

/** Of each picture, which class on it the fewest pictures have; -1 where nothing is on it. */
function rarestClasses(pictures: readonly LabelledPicture[]): readonly number[] {
  const own = pictures.map(({ boxes }) => [...new Set(boxes.map(({ code }) => code))]);
  const counts = countEach(own.flat());
  const countsOf = (code: number) => counts.get(code) ?? 0;
  return own.map((codes) =>
    codes.reduce((rare, code) => (rare < 0 || countsOf(code) < countsOf(rare) ? code : rare), -1),
  );
}
