import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { partsReader } from '../../src/schema/number-reader.js';
import { objectPoints } from '../../src/schema/object-points.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { ColumnSchema, Schema, ToldKind } from '../../src/schema/schema.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import type { RawTable } from '../../src/table/raw-table.js';
import { readColumns, readRows } from '../../src/table/read-rows.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);

function judged(cells: readonly string[], name = 'x', told?: ToldKind): ColumnSchema {
  const types = told ? { [name]: told } : {};
  const [column] = inferColumns(readColumns({ [name]: cells }), { types, ignore: [] });
  if (!column) throw new Error('no column');
  return column;
}

function schemaOf(column: ColumnSchema): Schema {
  const task = { kind: 'regression', reason: '', classes: [], positive: null } as const;
  return { header: true, label: 'y', task, time: null, columns: [column] };
}

/** The values of a column and its parts by name, of rows that are read as it was judged. */
function typed(column: ColumnSchema, raw: RawTable): Readonly<Record<string, readonly number[]>> {
  const { table } = parseTable(raw, schemaOf(column), { allocate, label: 'ignored' });
  const [own] = table.columns;
  if (own?.kind !== 'numeric') throw new Error('no numbers');
  const parts = (own.parts ?? []).map(({ name, values }): [string, number[]] => [
    name,
    [...values],
  ]);
  return { values: [...own.values], ...Object.fromEntries(parts) };
}

function read(cells: readonly string[], name = 'x') {
  const column = judged(cells, name);
  return typed(column, readColumns({ [name]: cells }));
}

const PRESSURES = ['120/80', '110/70', '135/85', '140/90', '118/76', '125/82', '99/61', '150/95'];
const few = <T>(make: (i: number) => T) => Array.from({ length: 9 }, (_, i) => make(i));

test('a pair is both numbers, and one number alone is the first of them, which is told', () => {
  expect(read([...PRESSURES, '', '100'])).toEqual({
    values: [100, 90, 110, 115, 97, 103.5, 80, 122.5, Number.NaN, 100],
    first: [120, 110, 135, 140, 118, 125, 99, 150, Number.NaN, 100],
    second: [80, 70, 85, 90, 76, 82, 61, 95, Number.NaN, Number.NaN],
  });
  expect(judged([...PRESSURES, '100']).evidence.doubt).toContain(
    '1 cell such as "100" holds one number of two',
  );
});

test('ranges are their ends in one unit, and bounds among them say on which side they are', () => {
  expect(read(['<18', '18-24', '25-34', '35-44', '65+', '<18', '65+', '<18'])).toEqual({
    values: [18, 21, 29.5, 39.5, 65, 18, 65, 18],
    from: [18, 18, 25, 35, 65, 18, 65, 18],
    to: [18, 24, 34, 44, 65, 18, 65, 18],
    bound: [-1, 0, 0, 0, 1, -1, 1, -1],
  });
  const { from, to } = read(['$37K - $66K', '$50K-$60K', '$1.5K – $2K']);
  expect([from, to]).toEqual([
    [37_000, 50_000, 1500],
    [66_000, 60_000, 2000],
  ]);
});

test.each<[string, readonly string[], readonly string[], string?]>([
  ['parentheses', few((i) => `(${i}.5, ${20 - i}.25)`), ['first', 'second']],
  ['parentheses without a blank', few((i) => `(${i},${8 + i})`), ['first', 'second']],
  ['square brackets', few((i) => `[12.${i}; 41.${i}]`), ['first', 'second']],
  ['decimal commas', few((i) => `(1,${i}; ${i},25)`), ['first', 'second']],
  ['sizes', few((i) => `${640 + 10 * i} x ${480 + 5 * i}`), ['first', 'second']],
  ['points of maps', few((i) => `POINT(10.${i} 59.${i})`), ['latitude', 'longitude']],
  [
    'the same, with their system',
    few((i) => `SRID=4326;POINT (-10.${i} 59)`),
    ['latitude', 'longitude'],
  ],
  ['points in metres', few((i) => `POINT (${500_000 + i} ${6_600_000 - i})`), ['x', 'y']],
  ['directions', few((i) => `59.9${i}° N, 10.7${i}° W`), ['latitude', 'longitude']],
  ['directions the other way', few((i) => `${i}.75° E 33.${i}° S`), ['latitude', 'longitude']],
  ['fine fractions', few((i) => `59.913${i}, -10.752${i}`), ['latitude', 'longitude']],
  ['a name', few((i) => `59.${i};10.${i}`), ['latitude', 'longitude'], 'geo_point'],
  ['a name with its order', few((i) => `[10.${i}, 59.${i}]`), ['longitude', 'latitude'], 'lonlat'],
  ['a first number beyond 90', few((i) => `(151.20${i}1, -33.86${i}1)`), ['longitude', 'latitude']],
])('two numbers in each cell are a pair: %s', (_, cells, parts, name = 'x') => {
  const { kind, parser, evidence } = judged(cells, name);
  expect({ kind, parser }).toMatchObject({ kind: 'numeric', parser: { kind: 'numeric', parts } });
  expect(evidence.reason).toContain('pairs as their mean');
  expect(evidence.doubt).toContain(`pass \`types: {"${name}":"categorical"}\``);
});

test('what each number of a point is goes by what the cell says', () => {
  expect(read(few((i) => `${i}.75° E 33.${i}° S`)).latitude?.slice(0, 2)).toEqual([-33, -33.1]);
  const points = read(few((i) => `SRID=4326;POINT (-10.${i} 59)`));
  expect([points.latitude?.[3], points.longitude?.[3]]).toEqual([59, -10.3]);
  const metres = read(few((i) => `POINT (${500_000 + i} ${6_600_000 - i})`));
  expect([metres.x?.[2], metres.y?.[2]]).toEqual([500_002, 6_599_998]);
  const commas = read(few((i) => `(1,${i}; ${i},25)`));
  expect([commas.first?.[3], commas.second?.[3]]).toEqual([1.3, 3.25]);
});

test.each<[string, readonly string[], string]>([
  ['lists of one, two and three', few((i) => `[${[1, 2, 3].slice(0, 1 + (i % 3))}]`), 'list'],
  ['whole items that come again', few((i) => `[${i % 3}, ${3 + (i % 2)}]`), 'list'],
  ['scores', few((i) => `${i % 4}-${(i * 5) % 3}`), 'categorical'],
  ['three numbers', few((i) => `(${i}.5, 2.5, ${3 * i}.5)`), 'categorical'],
  ['half of the cells', few((i) => (i % 2 ? `${i}.5` : `${i}.5;2.5`)), 'categorical'],
])('no pairs: %s', (_, cells, kind) => {
  const again = [...cells, ...cells, ...cells];
  const found = judged(again);
  expect([found.kind, found.parser]).not.toMatchObject(['numeric', { form: 'point' }]);
  expect(found.kind).toBe(kind);
});

test('decimal commas and negative money in parentheses stay numbers', () => {
  expect(read(['12,34', '37,95', '1,5']).values).toEqual([12.34, 37.95, 1.5]);
  expect(read(['(12,34)', '(3,50)', '(1,25)']).values).toEqual([-12.34, -3.5, -1.25]);
  expect(read(['(1,234)', '88', '(5)']).values).toEqual([-1234, 88, -5]);
});

test.each<[string, readonly string[], readonly [number, number]]>([
  ['as many digits behind each comma', few((i) => `(${60 + i},${30 + i})`), [61, 31]],
  ['blanks inside', few((i) => `( ${50 + i},${10 + i} )`), [51, 11]],
  ['three digits', few((i) => `(${700 + i},${170 + i})`), [701, 171]],
  ['signs inside', few((i) => `(${i % 2 ? '-' : ''}${60 + i},${50 + i})`), [-61, 51]],
  ['a gap among them', [...few((i) => `(${60 + i},${30 + i})`), '-'], [61, 31]],
])('a whole column in parentheses is pairs: %s', (_, cells, [first, second]) => {
  const found = read(cells);
  expect([found.first?.[1], found.second?.[1]]).toEqual([first, second]);
  expect(judged(cells).evidence.doubt).toContain('both numbers are used');
});

test('what is a pair or a negative number by nothing but its column is told, with both readings', () => {
  const cells = few((i) => `(${60 + i},${30 + i})`);
  expect(judged(cells).evidence.doubt).toContain(
    'if "(60,30)" is a negative number, -60.3, pass `types: {"x":"numeric:1.234,5"}`',
  );
  const told = judged(cells, 'x', 'numeric:1.234,5');
  expect(typed(told, readColumns({ x: cells })).values).toContain(-61.31);
  expect(judged(['(12,34)', '(3,51)', '(1,25)']).evidence.doubt).toContain(
    '(12,34) is read as -12.34, a negative number in parentheses; if it is a pair',
  );
  const others = { price: few((i) => `${i},5`), x: cells };
  const [, beside] = inferColumns(readColumns(others), { types: {}, ignore: [] });
  expect(beside?.parser).toMatchObject({ decimal: ',', accounting: true });
  expect(beside?.evidence.doubt).toContain('-60.3');
  expect(read([...cells, '(61,05)']).values).toContain(-61.05);
  const dates = { x: cells, when: few((i) => `0${1 + i}/02/2020`) };
  const [, when] = inferColumns(readColumns(dates), { types: {}, ignore: [] });
  expect(when?.parser).toMatchObject({ order: 'month-first' });
});

test.each([
  ['<0.05', -1],
  ['≤ 3', -1],
  ['up to 3', -1],
  ['less than 7', -1],
  ['>5.0', 1],
  ['≥ 3', 1],
  ['40+', 1],
  ['3 or more', 1],
  ['at least 4', 1],
  ['over 90', 1],
  ['~12', 0],
  ['ca. 5', 0],
  ['7', 0],
])('%s is on the side %d', (cell, side) => {
  const exact = Array.from({ length: 20 }, (_, i) => `${0.2 + i}`);
  const column = judged([...exact, '<0.1', '<0.2', '<0.3', cell]);
  expect(column.parser).toMatchObject({ bounds: true, parts: ['bound'] });
  const { bound } = typed(column, readColumns({ x: [cell, '<0.1', ''] }));
  expect(bound).toEqual([side, -1, Number.NaN]);
});

test('sides are told where a few differ, not where all are alike or one is odd', () => {
  expect(judged(['1,000+', '10+', '500+', '5,000+']).parser).not.toHaveProperty('parts');
  const exact = Array.from({ length: 20 }, (_, i) => `${0.2 + i}`);
  expect(judged([...exact, '<0.1', '<0.2']).parser).not.toHaveProperty('parts');
  expect(judged([...exact, '<0.1', '<0.1', '<0.1']).parser).toMatchObject({ parts: ['bound'] });
});

test('plain numbers have the parts that training found, however they come', () => {
  const column = judged([...few((i) => `${i}.5`), '<1', '<2', '<3']);
  expect(typed(column, readColumns({ x: [4, 5.5] }))).toEqual({ values: [4, 5.5], bound: [0, 0] });
  const pairs = judged(PRESSURES);
  const one = { values: [90], first: [90], second: [Number.NaN] };
  expect(typed(pairs, readColumns({ x: [90] }))).toEqual(one);
  expect(typed(pairs, readColumns({ x: ['90'] }))).toEqual(one);
});

interface Settled {
  readonly values?: readonly number[];
  readonly latitude?: readonly number[];
  readonly longitude?: readonly number[];
  readonly notes: string;
}

/** What later rows are read as by a column, and what is said of them. */
function settled(column: ColumnSchema, cells: readonly (string | number)[]): Settled {
  const raw = readColumns({ [column.name]: cells });
  const { schema, notes } = settleSchema(raw, schemaOf(column));
  const [own = column] = schema.columns;
  return { ...typed(own, raw), notes: notes.join() };
}

test('later cells with one number of a pair or a point are told', () => {
  const told = '1 cell such as "123" holds one number of two: what is not known counts as missing';
  const pair = {
    first: [123, 120],
    second: [Number.NaN, 80],
    notes: expect.stringContaining(told),
  };
  expect(settled(judged(PRESSURES), ['123', '120/80'])).toMatchObject(pair);
  const plain = { second: [Number.NaN], notes: expect.stringContaining(told) };
  expect(settled(judged(PRESSURES), [123])).toMatchObject(plain);
  const points = judged(few((i) => `POINT(10.${i} 59.${i})`));
  const none = { latitude: [Number.NaN, 2], longitude: [Number.NaN, 1] };
  expect(settled(points, ['113.5', 'POINT(1 2)'])).toMatchObject(none);
});

test('a dash at one end of a range is a bound, when predicting too', () => {
  const spans = ['1953-1965', '1979-', '1985–', '-1958', '1990-', '1960-1970'];
  const more = few((i) => `${1950 + i}-${1970 + i}`);
  const found = read([...spans, ...more]);
  expect(found.values?.slice(0, 4)).toEqual([1959, 1979, 1985, 1958]);
  expect(found.bound?.slice(0, 4)).toEqual([0, 1, 1, -1]);
  const ages = ['18-24', '25-34', '35-44', '45-54', '55-64', '65-'];
  expect(read(ages).values?.[5]).toBe(65);
  const all = judged(ages.slice(0, 5));
  expect(settled(all, [...ages, ...ages.slice(0, 4)]).values?.[5]).toBeNaN();
  const bounded = judged([...ages.slice(0, 5), '65+', '65+', '65+']);
  expect(settled(bounded, ['18-24', '65-', '-20'])).toMatchObject({
    values: [21, 65, 20],
    bound: [0, 1, -1],
  });
});

test('ranges that begin below 0 keep the sign of lone numbers', () => {
  const degrees = few((i) => `${-9 + i} - ${1 + i}`);
  expect(read([...degrees, '-5']).values?.[9]).toBe(-5);
});

test('bounds in parentheses are no negative numbers', () => {
  const ages = few((i) => `${20 + i}`);
  const found = read([...ages, '(40+)', '(<5)', '(45+)', '(50+)']);
  expect(found.values?.slice(9)).toEqual([40, 5, 45, 50]);
  expect(found.bound?.slice(9)).toEqual([1, -1, 1, 1]);
});

test.each<[string, readonly string[], number, number]>([
  ['fractions', few((i) => `57.057${i}W 53.966${i}S`), -53.966, -57.057],
  ['whole ones', few((i) => `${46 + i}W ${1 + i}S`), -1, -46],
  ['a comma', few((i) => `${46 + i}W, ${1 + i}S`), -1, -46],
])('west and south are no weeks and seconds: %s', (_, cells, latitude, longitude) => {
  const found = read(cells);
  expect(found.latitude?.[0]).toBeCloseTo(latitude, 2);
  expect(found.longitude?.[0]).toBeCloseTo(longitude, 2);
});

test('single capital letters that are read as a duration are told', () => {
  const { evidence } = judged(few((i) => `${10 + i}W ${5 - (i % 4)}D`));
  expect(evidence.doubt).toContain('"10W 5D" is read as a duration, 75 d; if its letters count');
  expect(judged(few((i) => `${10 + i}w ${5 - (i % 4)}d`)).evidence.doubt).toBeUndefined();
});

test('points that do not say which number is which are turned by proof, else told', () => {
  const points = judged(few((i) => `POINT(-104.2${i} 25.3${i})`));
  const proof = settled(points, ['(-108.4642, 31.6201)', 'POINT(-99.5 30.25)', '(-80.5, 29.5)']);
  expect(proof.latitude).toEqual([31.6201, 30.25, 29.5]);
  expect(proof.longitude).toEqual([-108.4642, -99.5, -80.5]);
  expect(proof.notes).toContain('"(-108.4642, 31.6201)" are read longitude first');
  const open = settled(points, ['[-80.5, 30.25]']);
  expect(open).toMatchObject({ latitude: [-80.5], longitude: [30.25] });
  expect(open.notes).toContain('is read latitude first; if that is wrong');
  const bare = judged(few((i) => `25.3${i}12, -104.2${i}34`));
  expect(settled(bare, ['31.6201, -108.4642']).notes).toBe('');
  expect(settled(bare, ['-108.4642, 31.6201']).latitude).toEqual([31.6201]);
});

test.each(['x', 'X', '×', ' * '])(
  'sizes with %s between are pairs whichever is the greater',
  (mark) => {
    const sizes = few((i) =>
      i % 4 ? `${1200 + i}${mark}${800 + i}` : `${600 + i}${mark}${1446 + i}`,
    );
    const found = read(sizes);
    expect([found.first?.[0], found.second?.[0]]).toEqual([600, 1446]);
    expect(
      judged(few((i) => (i % 4 ? `${120 + i}/${80 + i}` : `${60 + i}/${90 + i}`))).kind,
    ).not.toBe('numeric');
  },
);

test.each<[string, readonly string[], string]>([
  [
    'pairs',
    few((i) => `${60 + i}/${107 + i}`),
    'if it is a pair, write its numbers in two columns',
  ],
  ['months', few((i) => `${1 + i}/${20 + i}`), 'pass `types: {"x":"datetime:mm/yy"}`'],
])('fractions that may be %s are told', (_, cells, words) => {
  expect(judged(cells).evidence.doubt).toContain(words);
});

test('fractions of inches and of ten are not told', () => {
  expect(judged(few((i) => `${1 + 2 * i}/${[32, 64][i % 2]}`)).evidence.doubt).toBeUndefined();
  expect(judged(few((i) => `${1 + i}/10`)).evidence.doubt).toBeUndefined();
  const months = judged(
    few((i) => `${1 + i}/${20 + i}`),
    'x',
    'datetime:mm/yy',
  );
  expect(months.kind).toBe('datetime');
});

test('points of ranges that may be of thousands are told, and read so where that is told', () => {
  const cells = few((i) => `${15 + i}.500 - ${24 + i}.250 €`);
  expect(judged(cells).evidence.doubt).toContain('pass `types: {"x":"numeric:1.234,5"}`');
  const column = judged(cells, 'x', 'numeric:1.234,5');
  expect(typed(column, readColumns({ x: cells })).from?.[0]).toBe(15_500);
  const open = few((i) => `${15 + i}.500 - ${24 + i}.25 €`);
  expect(judged(open).evidence.doubt).toBeUndefined();
});

test('points that come as objects later are read for a column of points', async () => {
  const points = judged(
    few((i) => `POINT(-104.2${i} 25.3${i})`),
    'loc',
  );
  const rows = [-100.25, -99.5].map((x, i) => ({
    loc: { type: 'Point', coordinates: [x, 30 + i] },
  }));
  const raw = objectPoints(await readRows([...rows, { loc: null }]), schemaOf(points));
  expect(raw.columns.map(({ name }) => name)).toContain('loc');
  const { latitude, longitude } = typed(points, raw);
  expect([latitude?.slice(0, 2), longitude?.slice(0, 2)]).toEqual([
    [30, 31],
    [-100.25, -99.5],
  ]);
  const lines = await readRows([{ loc: { type: 'LineString', coordinates: [1, 2] } }]);
  expect(() => typed(points, objectPoints(lines, schemaOf(points)))).toThrow(
    expect.objectContaining({ hint: expect.not.stringContaining('meant for') }),
  );
});

test('points as web maps write them', () => {
  const cells = few((i) => `{"type":"Point","coordinates":[-100.25${i},30.5${i}]}`);
  const found = read(cells);
  expect([found.latitude?.[1], found.longitude?.[1]]).toEqual([30.51, -100.251]);
  const points = judged(few((i) => `POINT(-104.2${i} 25.3${i})`));
  const long = '{"type": "Point", "coordinates": [-100.123456789012345, 30.123456789012345]}';
  expect(settled(points, [long]).latitude).toEqual([Number('30.123456789012345')]);
});

test('other rows in another form keep the parts of training', () => {
  const column = judged([...few((i) => `${i}.5`), '<1', '<2', '<3']);
  const later = readColumns({ x: ['$1,5', '$2,25', '<$3,75'] });
  const { schema } = settleSchema(later, schemaOf(column));
  const [own] = schema.columns;
  expect(own?.parser).toMatchObject({ decimal: ',', parts: ['bound'] });
  const bounded = readColumns({ x: [...few((i) => `${i},5`), '<1,5', '<2,5', '<3,5'] });
  const plain = judged(few((i) => `${i}.5`));
  expect(settleSchema(bounded, schemaOf(plain)).schema.columns[0]?.parser).not.toHaveProperty(
    'parts',
  );
});

test('models that were saved before have the mean alone', () => {
  const { parser, ...column } = judged(PRESSURES);
  if (parser?.kind !== 'numeric') throw new Error('no numbers');
  const { parts: _, ...before } = parser;
  const old = { ...column, parser: before };
  expect(typed(old, readColumns({ x: ['120/80'] }))).toEqual({ values: [100] });
});

test('a column of pairs can be told to be something else', () => {
  expect(judged(PRESSURES, 'x', 'categorical').kind).toBe('categorical');
  expect(
    judged(
      few((i) => `(${i}, ${9 * i})`),
      'x',
      'list',
    ).kind,
  ).toBe('list');
  expect(judged(PRESSURES, 'x', 'numeric').parser).toMatchObject({ parts: ['first', 'second'] });
});

const ANY = fc
  .double({ min: -180, max: 180, noNaN: true })
  .map((value) => Number(value.toFixed(4)) + 0);
const WRITTEN = {
  round: (a: number, b: number) => `(${a}, ${b})`,
  square: (a: number, b: number) => `[${a}; ${b}]`,
  map: (a: number, b: number) => `POINT(${b} ${a})`,
  commas: (a: number, b: number) => `(${`${a}`.replace('.', ',')}; ${`${b}`.replace('.', ',')})`,
} as const;

test.each(Object.entries(WRITTEN))('what is printed is read again: %s', (name, write) => {
  const decimal = name === 'commas' ? ',' : '.';
  const { parser } = judged(few((i) => write(i + 0.5, i - 9.25)));
  expect(parser).toMatchObject({ form: 'point', decimal });
  if (parser?.kind !== 'numeric') throw new Error('no numbers');
  const readParts = partsReader(parser);
  fc.assert(
    fc.property(ANY, ANY, (a, b) => {
      expect(readParts(write(a, b))).toEqual([a, b]);
    }),
  );
});

test('the value of two numbers is their middle', () => {
  const size = fc.integer({ min: 30, max: 200 });
  const column = judged(PRESSURES);
  fc.assert(
    fc.property(fc.array(fc.tuple(size, size), { minLength: 1 }), (pairs) => {
      const raw = readColumns({ x: pairs.map(([a, b]) => `${a}/${b}`) });
      const { values, first = [], second = [] } = typed(column, raw);
      expect(values).toEqual(pairs.map(([a, b]) => (a + b) / 2));
      expect(first.map((a, i) => [a, second[i]])).toEqual(pairs);
    }),
  );
});
