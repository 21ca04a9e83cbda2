import { expect, test } from 'vitest';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { placesIn } from '../../src/schema/places.js';
import { readColumns } from '../../src/table/read-rows.js';

const ROWS = 20;
const spread = (from: number, to: number) =>
  Array.from({ length: ROWS }, (_, i) => from + ((to - from) * ((i * 7) % ROWS)) / ROWS);
const [north, east] = [spread(58.5, 60.25), spread(-3.5, 11.75)];

function found(columns: Readonly<Record<string, readonly (string | number)[]>>) {
  const y = Array.from({ length: ROWS }, (_, i) => `${i % 7}.5`);
  const raw = readColumns({ ...columns, y });
  const schema = inferSchema(raw, {
    label: 'y',
    task: 'regression',
    types: {},
    ignore: [],
  });
  return placesIn(schema.columns).map(({ latitude, longitude }) => [latitude, longitude]);
}

test.each([
  ['lat', 'lon'],
  ['Latitude', 'Longitude'],
  ['LAT', 'LNG'],
  ['breitengrad', 'Längengrad'],
  ['pickup_latitude', 'pickup_longitude'],
  ['startLat', 'startLong'],
])('%s and %s are a place', (latitude, longitude) => {
  const places = found({ [longitude]: east, [latitude]: north });
  expect(places).toEqual([[{ column: latitude }, { column: longitude }]]);
});

test('two places of a table are told apart by the rest of their names', () => {
  const two = { a_lat: north, b_lat: north.toReversed(), b_lon: east, a_lon: east.toReversed() };
  expect(found(two)).toEqual([
    [{ column: 'a_lat' }, { column: 'a_lon' }],
    [{ column: 'b_lat' }, { column: 'b_lon' }],
  ]);
});

test.each<[string, Readonly<Record<string, readonly (string | number)[]>>]>([
  ['one alone', { lat: north, x: east }],
  ['numbers beyond a right angle', { lat: spread(-91, 60), lon: east }],
  ['numbers beyond the date line', { lat: north, lon: spread(0, 200) }],
  ['words that hold theirs', { flat: north, salon: east }],
  ['rests that differ', { a_lat: north, b_lon: east }],
  ['length and width', { länge: north, breite: east }],
])('no place: %s', (_, columns) => {
  expect(found(columns)).toEqual([]);
});

test('a pair of degrees is a place, a pair of other numbers is none', () => {
  const points = north.map((value, i) => `POINT(${east[i]} ${value})`);
  expect(found({ where: points })).toEqual([
    [
      { column: 'where', part: 'latitude' },
      { column: 'where', part: 'longitude' },
    ],
  ]);
  expect(
    found({ bp: north.map((value, i) => `${60 + value}/${Math.abs(east[i] ?? 0) + 60}`) }),
  ).toEqual([]);
});
