import { countOf } from '../util/count-of.js';
import { firstAlike } from '../util/first-alike.js';
import type { FramedSet } from './framed-set.js';

/** A picture that more than this share of them are, as an empty one may be, stands for none. */
const STAND_IN_SHARE = 0.1;
const FEW_PICTURES = 10;

export interface EqualPictures {
  /** For each picture the first one that stays in one part with it, or itself. */
  readonly firsts: Int32Array;
  /** Pictures of which none is another. */
  readonly different: number;
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** Which pictures are the same, pixel for pixel in their frames, whatever their files are called. */
export function equalPictures({ frame, pixels, sizes }: FramedSet): EqualPictures {
  const isSameSize = (a: number, b: number) =>
    sizes[a]?.width === sizes[b]?.width && sizes[a]?.height === sizes[b]?.height;
  const firsts = firstAlike(pixels, frame.width * frame.height * 3, sizes.length, isSameSize);
  const counts = new Int32Array(sizes.length);
  for (const first of firsts) counts[first] = (counts[first] ?? 0) + 1;
  const bound = Math.max(FEW_PICTURES, STAND_IN_SHARE * sizes.length);
  const isMany = (first: number) => (counts[first] ?? 0) > bound;
  const kept = firsts.map((first, row) => (isMany(first) ? row : first));
  const copies = kept.filter((first, row) => first !== row).length;
  const many = counts.filter((count) => count > bound);
  return {
    firsts: kept,
    different: firsts.filter((first, row) => first === row).length,
    notes: [
      ...(copies > 0
        ? [
            `${countOf(copies, 'picture')} with the same pixels as another: kept in one part with it`,
          ]
        : []),
      ...Array.from(
        many,
        (count) =>
          `${count} pictures are the same one: it may stand for none, and they may fall in different parts`,
      ),
    ],
  };
}
