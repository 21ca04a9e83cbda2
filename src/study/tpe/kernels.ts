import type {
  ChoiceDistribution,
  Distribution,
  IntegerDistribution,
} from '../../space/search-space.js';
import { shareAt } from '../../space/unit-cube.js';
import { exp } from '../../util/elementary/exp.js';
import { log } from '../../util/elementary/log.js';
import { pow } from '../../util/elementary/pow.js';
import { square } from '../../util/elementary/square.js';
import { erfc } from '../../util/erfc.js';
import type { Random } from '../../util/random.js';

/** Of a parameter, a kernel around each value and a last one that knows none: the prior. */
export interface Kernels {
  draw(kernel: number, random: Random): number;
  /** At a place of the parameter, as `placeOf` tells it; of whole numbers and options the chance. */
  density(kernel: number, place: number): number;
}

/** Where a value lies: the share of its range for a number, the number of an option. */
export function placeOf(distribution: Distribution, value: string | number | boolean): number {
  if (distribution.kind === 'choice') return distribution.options.indexOf(value);
  return shareAt(distribution, value) ?? 0.5;
}

/** `places` are those of the values. */
export function createKernels(distribution: Distribution, places: readonly number[]): Kernels {
  if (distribution.kind === 'choice') return optionKernels(distribution, places);
  const numbers = numberKernels(places);
  return distribution.kind === 'integer' ? inCells(distribution, numbers) : numbers;
}

/** The value as likely as one more that is spread over all options evenly, and the less so the more values there are. */
function optionKernels({ options }: ChoiceDistribution, places: readonly number[]): Kernels {
  const { length } = options;
  const extra = 1 / (places.length + 1);
  const total = 1 + length * extra;
  return {
    draw(kernel, random) {
      const own = places[kernel];
      if (own === undefined || random.next() * total >= 1) return random.integer(length);
      return own;
    },
    density(kernel, place) {
      const own = places[kernel];
      if (own === undefined) return 1 / length;
      return (own === place ? 1 + extra : extra) / total;
    },
  };
}

interface NumberKernels extends Kernels {
  /** How much of a kernel lies in an interval. */
  mass(kernel: number, from: number, to: number): number;
}

/** Normal distributions cut off at 0 and 1; the prior is one of the middle, as wide as the range. */
function numberKernels(places: readonly number[]): NumberKernels {
  const centers = [...places, 0.5];
  const widths = [...widthsOf(places), 1];
  const inside = centers.map((center, k) => normalMass(0, 1, center, widths[k] ?? 1));
  return {
    draw(kernel, random) {
      const [center = 0.5, width = 1] = [centers[kernel], widths[kernel]];
      // A kernel has at least a third of its mass inside.
      for (;;) {
        const place = center + width * random.normal();
        if (place >= 0 && place < 1) return place;
      }
    },
    density(kernel, place) {
      const [center = 0.5, width = 1] = [centers[kernel], widths[kernel]];
      const far = (place - center) / width;
      return exp(-square(far) / 2) / (width * ROOT * (inside[kernel] ?? 1));
    },
    mass(kernel, from, to) {
      const [center = 0.5, width = 1] = [centers[kernel], widths[kernel]];
      return normalMass(from, to, center, width) / (inside[kernel] ?? 1);
    },
  };
}

const ROOT = Math.sqrt(2 * Math.PI);

/** Φ between two bounds, from the side where the numbers are small, so that far from the center it keeps its digits. */
function normalMass(from: number, to: number, center: number, width: number): number {
  const [low, high] = [(from - center) / width, (to - center) / width];
  const above = (z: number) => erfc(z / Math.SQRT2) / 2;
  return low > 0 ? above(low) - above(high) : above(-high) - above(-low);
}

/**
 * As far as to the farther one of both neighbours (the ends of the range are neighbours of none), and not narrower than the
 * share of the range that so many values leave to each (Bergstra et al. 2011; the "magic clip" of Watanabe 2023).
 */
export function widthsOf(places: readonly number[]): readonly number[] {
  const narrowest = 1 / Math.min(100, places.length + 2);
  const sorted = Float64Array.from(places).sort();
  const last = sorted.length - 1;
  const order = Array.from(places, (_, i) => i).sort(
    (a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b,
  );
  const widths = new Array<number>(places.length).fill(1);
  for (const [rank, place] of order.entries()) {
    const own = sorted[rank] ?? 0;
    const below = rank > 0 ? own - (sorted[rank - 1] ?? 0) : 0;
    const above = rank < last ? (sorted[rank + 1] ?? 1) - own : 0;
    const far = last > 0 ? Math.max(below, above) : Math.max(own, 1 - own);
    widths[place] = Math.min(1, Math.max(narrowest, far));
  }
  return widths;
}

const NARROWEST = 2 ** -40;

/** Of whole numbers, the mass of what is rounded to each. */
function inCells(distribution: IntegerDistribution, numbers: NumberKernels): Kernels {
  const { low, high, log: isLog } = distribution;
  const [from, to] = [low - 0.5, high + 0.5];
  const shareOf = (edge: number) =>
    isLog ? log(edge / from) / log(to / from) : (edge - from) / (to - from);
  const numberAt = (place: number) =>
    Math.round(isLog ? from * pow(to / from, place) : from + (to - from) * place);
  return {
    draw: numbers.draw,
    density(kernel, place) {
      const value = Math.min(high, Math.max(low, numberAt(place)));
      const [below, above] = [shareOf(value - 0.5), shareOf(value + 0.5)];
      // As good for all kernels at a place: where cells are so narrow, the mass of one is lost to rounding.
      if (above - below < NARROWEST) return numbers.density(kernel, place);
      return numbers.mass(kernel, below, above);
    },
  };
}
