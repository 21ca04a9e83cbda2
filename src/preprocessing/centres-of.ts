import { square } from '../util/elementary/square.js';
import type { Random } from '../util/random.js';

/** A point on the unit sphere, or anywhere else. */
export type Point = readonly [x: number, y: number, z: number];

const MOST_STEPS = 20;

/**
 * Centres of so many groups at most, fewer where points are fewer: k-means (Lloyd 1982), begun with points that are far
 * from each other (k-means++, Arthur and Vassilvitskii 2007).
 */
export function centresOf(
  points: readonly Point[],
  count: number,
  random: Random,
): readonly Point[] {
  let centres = farPoints(points, count, random);
  for (let step = 0; step < MOST_STEPS; step++) {
    const moved = meansOf(points, centres);
    const isStill = moved.every((centre, i) => squaredDistance(centre, centres[i] ?? centre) === 0);
    centres = moved;
    if (isStill) break;
  }
  return centres;
}

export function squaredDistance(a: Point, b: Point): number {
  return square(a[0] - b[0]) + square(a[1] - b[1]) + square(a[2] - b[2]);
}

/** The first by chance, each other with a chance that grows with the square of its distance from those before. */
function farPoints(points: readonly Point[], count: number, random: Random): readonly Point[] {
  const [first] = points.slice(random.integer(Math.max(1, points.length)));
  const centres: Point[] = first ? [first] : [];
  const nearest = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY);
  while (centres.length < count) {
    const last = centres.at(-1);
    let sum = 0;
    for (const [i, point] of points.entries()) {
      if (last) nearest[i] = Math.min(nearest[i] ?? 0, squaredDistance(point, last));
      sum += nearest[i] ?? 0;
    }
    const next = sum > 0 ? points[drawn(nearest, random.next() * sum)] : undefined;
    if (!next) break;
    centres.push(next);
  }
  return centres;
}

/** The first place by which the sum of weights exceeds this. */
function drawn(weights: Float64Array, limit: number): number {
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    sum += weight;
    if (sum > limit) return i;
  }
  return weights.length - 1;
}

function meansOf(points: readonly Point[], centres: readonly Point[]): readonly Point[] {
  const sums = centres.map(() => ({ x: 0, y: 0, z: 0, count: 0 }));
  for (const point of points) {
    const own = sums[nearestOf(centres, point)];
    if (!own) continue;
    own.x += point[0];
    own.y += point[1];
    own.z += point[2];
    own.count++;
  }
  return sums.map(({ x, y, z, count }, i) => {
    const before = centres[i] ?? ([0, 0, 0] as const);
    return count > 0 ? ([x / count, y / count, z / count] as const) : before;
  });
}

function nearestOf(centres: readonly Point[], point: Point): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [i, centre] of centres.entries()) {
    const distance = squaredDistance(centre, point);
    if (distance < least) [best, least] = [i, distance];
  }
  return best;
}
