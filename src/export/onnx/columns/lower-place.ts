import type { FittedPlaceFeatures } from '../../../preprocessing/place-features.js';
import { RADIUS, TURNS } from '../../../preprocessing/place-features.js';
import { cos, sin } from '../../../util/elementary/cos-sin.js';
import { type Arithmetic, arithmetic, cast, columnsOf } from '../arithmetic.js';
import type { Graph } from '../graph.js';

const RADIAN = Math.PI / 180;
/** Of a cosine that a step of Newton's method is divided by. */
const LEAST_SLOPE = 1e-3;

/** Features of places, of their degrees as doubles (N, 1), as columns in the order in which training made them. */
export function lowerPlace(
  graph: Graph,
  latitude: string,
  longitude: string,
  { features, middle, centres }: FittedPlaceFeatures,
): readonly string[] {
  const calc = arithmetic(graph);
  const isTurned = features === 'rotated' || features === 'all';
  const turned = isTurned ? turnedOf(calc, latitude, longitude, middle) : [];
  if (centres.length === 0) return turned;
  const all = distancesOf(graph, latitude, longitude, centres);
  return [...turned, ...centres.map((_, i) => columnsOf(graph, all, [i]))];
}

/** Kilometres east and north of the middle, on turned axes. */
function turnedOf(
  { add, sub, mul, div, floor }: Arithmetic,
  latitude: string,
  longitude: string,
  [north, east]: FittedPlaceFeatures['middle'],
): readonly string[] {
  const degree = RADIUS * RADIAN;
  const away = sub(longitude, east);
  const shortest = sub(away, mul(floor(add(div(away, 360), 0.5)), 360));
  const x = mul(shortest, degree * cos(north * RADIAN));
  const y = mul(sub(latitude, north), degree);
  return TURNS.flatMap((turn) => {
    const [ahead, aside] = [cos(turn * RADIAN), sin(turn * RADIAN)];
    return [add(mul(x, ahead), mul(y, aside)), sub(mul(y, ahead), mul(x, aside))];
  });
}

/** Along great circles to each centre, (N, centres). */
function distancesOf(
  graph: Graph,
  latitude: string,
  longitude: string,
  centres: FittedPlaceFeatures['centres'],
): string {
  const { add, sub, mul, sqrt, sin: sines, cos: cosines } = arithmetic(graph);
  const [north, east] = [mul(latitude, RADIAN), mul(longitude, RADIAN)];
  const point = [
    mul(cosines(north), cosines(east)),
    mul(cosines(north), sines(east)),
    sines(north),
  ];
  const others = centres.map((own) => {
    const [n, e] = [own[0] * RADIAN, own[1] * RADIAN];
    return [cos(n) * cos(e), cos(n) * sin(e), sin(n)];
  });
  const squares = point.map((value, axis) => {
    const row = graph.doubles(
      others.map((own) => own[axis] ?? 0),
      [1, others.length],
    );
    const apart = sub(value, row);
    return mul(apart, apart);
  });
  return mul(arcSine(graph, mul(sqrt(squares.reduce(add)), 0.5)), 2 * RADIUS);
}

/** Of doubles between 0 and 1: that of floats, and a step of Newton's method, as runtimes have no other. */
function arcSine(graph: Graph, x: string): string {
  const { add, sub, div, sin, cos, max, min } = arithmetic(graph);
  const value = min(x, 1);
  const near = cast(graph, graph.add('Asin', [cast(graph, value, 'float')]), 'double');
  return add(near, div(sub(value, sin(near)), max(cos(near), LEAST_SLOPE)));
}
