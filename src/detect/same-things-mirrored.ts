import { square } from '../util/elementary/square.js';
import type { TrueBox } from './box.js';
import type { DetectorConfig } from './detector-config.js';
import type { FramedSet } from './framed-set.js';
import { lookOf, type Mirrored, placeOf } from './thing-looks.js';

/** Things that are looked at, of all classes alike. */
const MOST = 400;
/** By how much more of the things what is around them, or where they lie, must tell than their look, to decide instead. */
const CLEARLY = 0.05;
/** Of the things that are told right as they are, those that may be lost in a mirror, and by how many deviations of chance. */
const [MOST_LOST, DEVIATIONS] = [0.25, 2.5];

/**
 * Which mirror images of pictures have things that still look like their class. Each thing is told by the one that looks most like it
 * on other pictures, as it is and mirrored: an arrow to the left is another one in a mirror, a cell is not. Where classes differ by
 * what is around things, or by where they lie, that decides. Where nothing tells them apart, mirror images are taken to be the same.
 * Of pictures that are the same, `firsts` has the first.
 */
export function sameThingsMirrored(set: FramedSet, firsts: Int32Array): DetectorConfig['flips'] {
  const things = thingsOf(set);
  const seenBy = [
    ({ row, box }: Thing) => lookOf(set, row, box, 1),
    ({ row, box }: Thing) => lookOf(set, row, box, 2),
    ({ box }: Thing) => placeOf(set, box),
  ];
  const codes = things.map(({ box }) => box.code);
  const told = seenBy.map((see) =>
    toldOf(
      things.map(see),
      codes,
      things.map(({ row }) => firsts[row] ?? row),
    ),
  );
  const decides = told.reduce((best, own) =>
    recallOf(own, codes) > recallOf(best, codes) + CLEARLY ? own : best,
  );
  if (!isSame(decides, 'leftRight', codes)) return 'none';
  return isSame(decides, 'upsideDown', codes) ? 'both' : 'horizontal';
}

interface Thing {
  readonly row: number;
  readonly box: TrueBox;
}

/** As many of each class as of the others, spread over the pictures. */
function thingsOf({ boxes }: FramedSet): readonly Thing[] {
  const byClass = new Map<number, Thing[]>();
  for (const [row, own] of boxes.entries()) {
    for (const box of own.filter(({ crowd }) => !crowd)) {
      const things = byClass.get(box.code) ?? [];
      things.push({ row, box });
      byClass.set(box.code, things);
    }
  }
  const each = Math.ceil(MOST / Math.max(1, byClass.size));
  return [...byClass.values()].flatMap((own) => {
    const step = Math.max(1, own.length / each);
    return own.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  });
}

/** Whether a thing is told right, as it is and in mirrors. */
type Told = { readonly [way in keyof Mirrored]: boolean };

function toldOf(
  seen: readonly Mirrored[],
  codes: readonly number[],
  pictures: readonly number[],
): readonly Told[] {
  return seen.map((own, place) => {
    const tell = (values: Float64Array) =>
      codes[nearest(values, place, seen, pictures)] === codes[place];
    return {
      plain: tell(own.plain),
      leftRight: tell(own.leftRight),
      upsideDown: tell(own.upsideDown),
    };
  });
}

/** The thing on another picture that these values are nearest to; -1 where there is none. */
function nearest(
  values: Float64Array,
  place: number,
  seen: readonly Mirrored[],
  pictures: readonly number[],
): number {
  let [best, least] = [-1, Number.POSITIVE_INFINITY];
  for (const [other, { plain }] of seen.entries()) {
    if (pictures[other] === pictures[place]) continue;
    let sum = 0;
    for (let i = 0; i < values.length && sum < least; i++) {
      sum += square((values[i] as number) - (plain[i] as number));
    }
    if (sum < least) [best, least] = [other, sum];
  }
  return best;
}

/** The mean over classes of the share that is told right. */
function recallOf(told: readonly Told[], codes: readonly number[]): number {
  const classes = [...new Set(codes)];
  const shares = classes.map((code) => {
    const own = told.filter((_, i) => codes[i] === code);
    return own.filter(({ plain }) => plain).length / own.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, classes.length);
}

/** Whether a mirror loses neither many of all things nor many of one class. */
function isSame(told: readonly Told[], way: keyof Mirrored, codes: readonly number[]): boolean {
  const classes = [...new Set(codes)].map((code) => told.filter((_, i) => codes[i] === code));
  return [told, ...classes].every((own) => {
    const right = own.filter(({ plain }) => plain).length;
    const lost = own.filter((thing) => thing.plain && !thing[way]).length;
    const won = own.filter((thing) => !thing.plain && thing[way]).length;
    return lost - won <= MOST_LOST * right || lost - won <= DEVIATIONS * Math.sqrt(lost + won);
  });
}
