import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centresOf, type Point } from '../../src/preprocessing/centres-of.js';
import { placeFeatures } from '../../src/preprocessing/place-features.js';
import { randomStream } from '../../src/util/random.js';

const random = () => randomStream(1, 'places');
const places = (...points: readonly (readonly [number, number])[]) => ({
  latitude: Float64Array.from(points, ([north]) => north),
  longitude: Float64Array.from(points, ([, east]) => east),
});

test('distances to two towns are those of great circles', () => {
  const [oslo, bergen] = [
    [59.9139, 10.7522],
    [60.3913, 5.3221],
  ] as const;
  const { fitted, transformed } = placeFeatures.fit('distances', places(oslo, bergen), random());
  expect(fitted.centres).toHaveLength(2);
  const all = transformed.columns.flatMap((column) => [...column]).sort((a, b) => a - b);
  // By haversine on a sphere of 6371 km: 305.1 km.
  expect(all.map((distance) => Math.round(10 * distance) / 10)).toEqual([0, 0, 305.1, 305.1]);
  const near = placeFeatures.transform(fitted, places([60.3913, 5.3221], [Number.NaN, 5]));
  expect(near.columns.map((column) => Number.isNaN(column[1]))).toEqual([true, true]);
});

test('turned axes are kilometres from the middle of the training rows', () => {
  const square = places([1, 0], [-1, 0], [0, 1], [0, -1]);
  const { fitted, transformed } = placeFeatures.fit('rotated', square, random());
  expect(fitted.middle.map((degrees) => Math.abs(degrees) < 1e-12)).toEqual([true, true]);
  const degree = (6371 * Math.PI) / 180;
  expect(transformed.names.slice(0, 2)).toEqual(['km along 30°', 'km across 30°']);
  const [along, across] = transformed.columns;
  // North of the middle: sin 30° along, cos 30° across; east of it the other way round.
  expect(along?.[0]).toBeCloseTo(0.5 * degree, 6);
  expect(across?.[0]).toBeCloseTo(Math.sqrt(0.75) * degree, 6);
  expect(along?.[2]).toBeCloseTo(Math.sqrt(0.75) * degree, 6);
  expect(across?.[2]).toBeCloseTo(-0.5 * degree, 6);
});

test('places on both sides of the date line are near each other', () => {
  const fiji = places([-17, 179.5], [-17, -179.5]);
  const { transformed } = placeFeatures.fit('all', fiji, random());
  const { columns } = transformed;
  const farthest = columns
    .flatMap((column) => [...column])
    .reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  expect(farthest).toBeLessThan(110);
  const { fitted } = placeFeatures.fit('rotated', fiji, random());
  expect(Math.abs(fitted.middle[1])).toBeCloseTo(180, 9);
});

test('nothing is learned of rows without a place, and what is fitted survives JSON', () => {
  const none = placeFeatures.fit('all', places([Number.NaN, 10], [50, Number.NaN]), random());
  expect(none.fitted.centres).toEqual([]);
  expect(none.transformed.columns).toHaveLength(6);
  const coordinate = fc.double({ min: -90, max: 90, noNaN: true }).map((value) => value + 0);
  const rows = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(rows, rows, (training, later) => {
      const x = places(...training);
      const { fitted, transformed } = placeFeatures.fit('all', x, random());
      expect(placeFeatures.transform(fitted, x)).toEqual(transformed);
      const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
      const after = places(...later);
      expect(placeFeatures.transform(stored, after)).toEqual(
        placeFeatures.transform(fitted, after),
      );
      for (const column of transformed.columns) expect(column.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('groups that are far from each other have their means as centres', () => {
  const group = (x: number): Point[] => [
    [x - 1, 0, 0],
    [x + 1, 0, 0],
    [x, 3, 0],
  ];
  const centres = centresOf([...group(0), ...group(100), ...group(200)], 3, random());
  const sorted = [...centres].sort((a, b) => a[0] - b[0]);
  expect(sorted).toEqual([
    [0, 1, 0],
    [100, 1, 0],
    [200, 1, 0],
  ]);
  expect(centresOf(group(0).concat(group(0)), 8, random())).toHaveLength(3);
  expect(centresOf([], 8, random())).toEqual([]);
});
