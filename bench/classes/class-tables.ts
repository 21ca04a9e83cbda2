import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { binnedInput, type TreeColumns } from '../../src/models/tree-columns.js';
import type { BinnedMatrix } from '../../src/trees/bins.js';
import type { RawMatrix } from '../../src/trees/tree.js';
import { permutation, type Random, randomStream } from '../../src/util/random.js';
import { fileOf } from '../quality/datasets.js';
import { designOf } from '../trees/design-of.js';

/** A table of many classes, its rows parted. */
export interface ClassTable {
  readonly name: string;
  readonly classes: number;
  readonly binned: BinnedMatrix;
  readonly train: ClassRows;
  readonly validation: ClassRows;
  readonly test: ClassRows;
}

export interface ClassRows {
  readonly raw: RawMatrix;
  readonly y: Float32Array;
}

/** Rows before they are parted: numbers first, then codes; NaN and −1 are missing. */
interface Drawn {
  readonly columns: TreeColumns;
  readonly rows: readonly Float64Array[];
  readonly labels: readonly number[];
}

/** Noisy steps of the first columns; as many rows and columns as wanted, for figures of time. */
export function stepsTable(classes: number, rows: number, columns: number): ClassTable {
  const random = randomStream('bench:classes', 'steps', classes);
  const drawn = drawRows(rows, numbersOnly(columns), (row) => {
    fillNormal(row, random);
    const [a = 0, b = 0, c = 0] = row;
    const place = (a + b * c + 0.3 * random.normal() + 4) / 8;
    return Math.max(0, Math.min(classes - 1, Math.floor(classes * place)));
  });
  return parted(`${classes} steps`, classes, [rows - 2, 1, 1], drawn);
}

/** Each class is two clouds of twelve numbers; clouds overlap. */
export function cloudsTable(classes: number, rows: number, seed = 0): ClassTable {
  const random = randomStream('bench:classes', 'clouds', seed);
  const columns = 12;
  const clouds = Array.from({ length: 2 * classes }, () =>
    Float64Array.from({ length: columns }, () => 1.3 * random.normal()),
  );
  const drawn = drawRows(2 * rows, numbersOnly(columns), (row) => {
    const cloud = random.integer(2 * classes);
    fillNormal(row, random);
    for (let j = 0; j < columns; j++) row[j] = (row[j] ?? 0) + (clouds[cloud]?.[j] ?? 0);
    return cloud % classes;
  });
  return parted(`${classes} clouds`, classes, [rows, rows / 2, rows / 2], drawn);
}

/** Classes of very different size by cells of five numbers and three columns of levels, with gaps and wrong labels. */
export function cellsTable(classes: number, rows: number, seed = 0): ClassTable {
  const random = randomStream('bench:classes', 'cells', seed);
  const columns = { numbers: 9, codes: 3, sparse: [] };
  const levels = [4, 12, 60];
  const groups = levels.map((count) => Array.from({ length: count }, () => random.integer(4)));
  const classOf = new Map<string, number>();
  const any = () => Math.floor(classes * random.next() ** 2);
  const drawn = drawRows(2 * rows, columns, (row) => {
    fillNormal(row.subarray(0, 9), random);
    for (const [j, count] of levels.entries()) row[9 + j] = random.integer(count);
    const sides = [...row.subarray(0, 5)].map((value) => Number(value > 0.3));
    const towns = groups.map((group, j) => group[row[9 + j] ?? 0]);
    const cell = [...sides, ...towns.slice(1)].join();
    const label = classOf.get(cell) ?? any();
    classOf.set(cell, label);
    for (let j = 0; j < 9; j++) if (random.next() < 0.05) row[j] = Number.NaN;
    if (random.next() < 0.05) row[9] = -1;
    return random.next() < 0.15 ? any() : label;
  });
  return parted(`${classes} cells`, classes, [rows, rows / 2, rows / 2], drawn);
}

/** Drawn from the softmax of smooth scores: the right class is seldom sure. */
export function softTable(classes: number, rows: number, seed = 0): ClassTable {
  const random = randomStream('bench:classes', 'soft', seed);
  const columns = 10;
  const draw = () => Float64Array.from({ length: columns }, () => random.normal());
  const [slopes, waves] = [0, 1].map(() => Array.from({ length: classes }, draw));
  const scores = new Float64Array(classes);
  const drawn = drawRows(2 * rows, numbersOnly(columns), (row) => {
    fillNormal(row, random);
    for (let c = 0; c < classes; c++) {
      let score = 0;
      for (let j = 0; j < 5; j++) {
        const value = row[j] ?? 0;
        score += (slopes?.[c]?.[j] ?? 0) * value + (waves?.[c]?.[j] ?? 0) * Math.sin(2 * value);
      }
      scores[c] = Math.exp(score);
    }
    let left = random.next() * scores.reduce((a, b) => a + b, 0);
    let label = 0;
    for (; label < classes - 1; label++) {
      left -= scores[label] ?? 0;
      if (left < 0) break;
    }
    return label;
  });
  return parted(`${classes} soft`, classes, [rows, rows / 2, rows / 2], drawn);
}

/** A bench table of which another column is told; its test part stays apart. Classes have at least 20 training rows. */
export function realTable(set: string, label: string, without: readonly string[]): ClassTable {
  const header = set !== 'abalone';
  const read = (part: 'train' | 'test') => {
    const text = readFileSync(fileOf(set, part), 'utf8');
    const cells = parse(text, { bom: true }) as string[][];
    const names = header ? (cells.shift() ?? []) : (cells[0] ?? []).map((_, i) => String(i + 1));
    return cells.map((row) => new Map(row.map((cell, i) => [names[i] ?? '', cell])));
  };
  const [all, test] = [read('train'), read('test')];
  const train = Array.from(permutation(randomStream('bench:classes', set), all.length))
    .slice(0, 12_000)
    .map((i) => all[i] ?? new Map<string, string>());
  const counts = countsOf(train.map((row) => row.get(label) ?? ''));
  const kept = [...counts].filter(([, count]) => count >= 20).map(([name]) => name);
  const known = (row: ReadonlyMap<string, string>) => kept.includes(row.get(label) ?? '');
  const [own, other] = [train.filter(known), test.filter(known)];
  const names = [...(own[0] ?? new Map<string, string>()).keys()].filter(
    (name) => name !== label && !without.includes(name),
  );
  const isNumber = (name: string) =>
    own.filter((row) => !Number.isFinite(Number(row.get(name)))).length < 0.05 * own.length;
  const numbers = names.filter(isNumber);
  const words = names.filter((name) => !isNumber(name));
  const codes = words.map(
    (name) =>
      new Map([...countsOf(own.map((row) => row.get(name) ?? '')).keys()].map((v, i) => [v, i])),
  );
  const rows = [...own, ...other].map((row) =>
    Float64Array.from([
      ...numbers.map((name) => (row.get(name) ? Number(row.get(name)) : Number.NaN)),
      ...words.map((name, i) => codes[i]?.get(row.get(name) ?? '') ?? -1),
    ]),
  );
  const columns = { numbers: numbers.length, codes: words.length, sparse: [] };
  const labels = [...own, ...other].map((row) => kept.indexOf(row.get(label) ?? ''));
  const held = Math.floor(own.length / 5);
  const sizes = [own.length - held, held, other.length] as const;
  return parted(`${set}: ${label}`, kept.length, sizes, { columns, rows, labels });
}

function countsOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function numbersOnly(numbers: number): TreeColumns {
  return { numbers, codes: 0, sparse: [] };
}

function fillNormal(row: Float64Array, random: Random): void {
  for (let j = 0; j < row.length; j++) row[j] = random.normal();
}

function drawRows(count: number, columns: TreeColumns, fill: (row: Float64Array) => number): Drawn {
  const rows = Array.from(
    { length: count },
    () => new Float64Array(columns.numbers + columns.codes),
  );
  return { columns, rows, labels: rows.map(fill) };
}

function parted(
  name: string,
  classes: number,
  sizes: readonly [train: number, validation: number, test: number],
  { columns, rows, labels }: Drawn,
): ClassTable {
  let next = 0;
  const [train, validation, test] = sizes.map((size) => {
    const own = rows.slice(next, next + size);
    const width = own[0]?.length ?? 0;
    const data = new Float64Array(own.length * width);
    for (const [i, row] of own.entries()) data.set(row, i * width);
    const y = Float32Array.from(labels.slice(next, next + size));
    next += size;
    return { raw: { rows: own.length, columns: width, data }, y };
  });
  if (!train || !validation || !test) throw new Error(`${name} is not parted`);
  const binned = binnedInput(designOf(train.raw, columns), columns, 255);
  return { name, classes, binned, train, validation, test };
}
