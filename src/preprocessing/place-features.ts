import { asin, atan2 } from '../util/elementary/atan2.js';
import { cos, sin } from '../util/elementary/cos-sin.js';
import { hypot } from '../util/elementary/hypot.js';
import type { Random } from '../util/random.js';
import { centresOf, type Point, squaredDistance } from './centres-of.js';
import type { DerivedNumbers } from './numeric-column.js';

/** What is made of places besides latitude and longitude. */
export const PLACE_FEATURES = ['axes', 'rotated', 'distances', 'all'] as const;
export type PlaceFeatures = (typeof PLACE_FEATURES)[number];

/** Degrees, row by row. */
export interface PlaceColumns {
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
}

export interface FittedPlaceFeatures {
  readonly kind: 'place-features';
  readonly features: PlaceFeatures;
  /** The middle of the training rows: latitude and longitude in degrees. */
  readonly middle: readonly [number, number];
  readonly centres: readonly (readonly [latitude: number, longitude: number])[];
}

const CENTRES = 8;
/** Rows that centres are learned of, evenly many. */
const MOST_ROWS = 10_000;
/** Degrees by which axes are turned: trees part only along axes. */
export const TURNS = [30, 45, 60] as const;
/** Of the earth, in kilometres. */
export const RADIUS = 6371;

/**
 * Places seen from turned axes, in kilometres east and north of the middle of the training rows on a map that is true
 * there, and their distances over the earth to centres that are learned of the training rows.
 */
export const placeFeatures = {
  kind: 'place-features',
  fit(
    features: PlaceFeatures,
    x: PlaceColumns,
    random: Random,
  ): { readonly fitted: FittedPlaceFeatures; readonly transformed: DerivedNumbers } {
    const points = somePoints(x);
    const sum = points.reduce<Point>((a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]], [0, 0, 0]);
    const hasDistances = features === 'distances' || features === 'all';
    const centres = hasDistances ? centresOf(points, CENTRES, random).map(degreesOf) : [];
    const middle = degreesOf(sum);
    const fitted: FittedPlaceFeatures = { kind: 'place-features', features, middle, centres };
    return { fitted, transformed: this.transform(fitted, x) };
  },
  transform(fitted: FittedPlaceFeatures, x: PlaceColumns): DerivedNumbers {
    const isRotated = fitted.features === 'rotated' || fitted.features === 'all';
    const turned = isRotated ? turnedOf(fitted, x) : [];
    const all = [...turned, ...distancesOf(fitted, x)];
    return { names: all.map(([name]) => name), columns: all.map(([, values]) => values) };
  },
};

type Named = readonly [name: string, values: Float64Array];

/** East and north of the middle, turned. */
function turnedOf(
  { middle: [north, east] }: FittedPlaceFeatures,
  { latitude, longitude }: PlaceColumns,
): readonly Named[] {
  const degree = RADIUS * radians(1);
  const shrink = cos(radians(north));
  const x = longitude.map((value) => degree * shrink * shortWay(value - east));
  const y = latitude.map((value) => degree * (value - north));
  return TURNS.flatMap((turn): Named[] => {
    const [ahead, aside] = [cos(radians(turn)), sin(radians(turn))];
    const along = x.map((value, row) => ahead * value + aside * (y[row] ?? Number.NaN));
    const across = x.map((value, row) => ahead * (y[row] ?? Number.NaN) - aside * value);
    return [
      [`km along ${turn}°`, along],
      [`km across ${turn}°`, across],
    ];
  });
}

/** The shorter way round the earth, in −180 … 180 degrees. */
function shortWay(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

/** Along great circles. */
function distancesOf(
  { centres }: FittedPlaceFeatures,
  { latitude, longitude }: PlaceColumns,
): readonly Named[] {
  return centres.map(([north, east]): Named => {
    const centre = pointOf(north, east);
    const values = latitude.map((value, row) => {
      const point = pointOf(value, longitude[row] ?? Number.NaN);
      return 2 * RADIUS * asin(Math.min(1, Math.sqrt(squaredDistance(point, centre)) / 2));
    });
    return [`km to ${north.toFixed(3)}, ${east.toFixed(3)}`, values];
  });
}

function somePoints({ latitude, longitude }: PlaceColumns): readonly Point[] {
  const rows = [...latitude.keys()].filter(
    (row) => Number.isFinite(latitude[row]) && Number.isFinite(longitude[row]),
  );
  const step = Math.max(1, rows.length / MOST_ROWS);
  const chosen = rows.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  return chosen.map((row) => pointOf(latitude[row] ?? 0, longitude[row] ?? 0));
}

/** On the unit sphere. */
function pointOf(latitude: number, longitude: number): Point {
  const [north, east] = [radians(latitude), radians(longitude)];
  return [cos(north) * cos(east), cos(north) * sin(east), sin(north)];
}

/** Latitude and longitude of the direction in which a point lies. */
function degreesOf([x, y, z]: Point): readonly [number, number] {
  return [degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI + 0;
}
