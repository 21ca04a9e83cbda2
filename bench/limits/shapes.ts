import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Random, randomStream } from '../../src/util/random.js';

/** A table that may take longer to handle than there is time. */
export interface Shape {
  readonly name: string;
  readonly rows: number;
  readonly header: readonly string[];
  /** What `fit` is told besides the label, which is the last column. */
  readonly options?: readonly string[];
  readonly isPacked?: boolean;
  row(random: Random, row: number): readonly (string | number)[];
}

const numbered = (count: number, letter = 'x') =>
  Array.from({ length: count }, (_, i) => `${letter}${i}`);
const times = <T>(count: number, of: (i: number) => T) =>
  Array.from({ length: count }, (_, i) => of(i));
const number = (random: Random) => (random.next() * 1000).toFixed(3);
const WORDS = 6000;
const text = (random: Random, words: number) =>
  times(words, () => `word${random.integer(WORDS)}`).join(' ');
const date = (random: Random) =>
  new Date(1.5e12 + random.integer(2e8) * 1000).toISOString().slice(0, 19);
const label = (random: Random, a: string | number) => (Number(a) + 200 * random.next()).toFixed(2);

/** One shape for each thing that there may be too much of. */
export const SHAPES: readonly Shape[] = [
  plain('rows', 3_000_000, 8),
  plain('columns', 1000, 5000),
  {
    name: 'levels',
    rows: 500_000,
    header: [...numbered(4, 'level'), 'y'],
    row: (random) => [...times(4, () => `level ${random.integer(100_000)}`), number(random)],
  },
  {
    name: 'classes',
    rows: 20_000,
    header: [...numbered(20), 'y'],
    row: (random, row) => [...times(20, () => number(random)), `class ${row % 900}`],
  },
  {
    name: 'texts',
    rows: 20_000,
    header: ['text', 'y'],
    row: (random, row) => [text(random, row % 1000 === 0 ? 20_000 : 60), random.integer(2)],
  },
  {
    name: 'weights',
    rows: 500_000,
    header: [...numbered(10), 'w', 'y'],
    options: ['--weight', 'w'],
    row: (random) =>
      withLabel(random, [...times(10, () => number(random)), random.next().toFixed(4)]),
  },
  {
    name: 'groups',
    rows: 500_000,
    header: [...numbered(10), 'g', 'y'],
    options: ['--group', 'g'],
    row: (random) =>
      withLabel(random, [...times(10, () => number(random)), `g${random.integer(50_000)}`]),
  },
  {
    name: 'sparse',
    rows: 2000,
    header: [...numbered(5000), 'y'],
    row: (random, row) => [
      ...times(5000, () => Number(random.next() < 0.01)),
      row % 2 ? 'yes' : 'no',
    ],
  },
  {
    name: 'dates',
    rows: 300_000,
    header: [...numbered(6, 'd'), 'y'],
    row: (random) => [...times(6, () => date(random)), number(random)],
  },
  { ...plain('gzip', 1_500_000, 8), isPacked: true },
];

/** Writes the shape's file into the folder, the same for every run. */
export async function writeShape(shape: Shape, folder: string): Promise<string> {
  const path = join(folder, `${shape.name}.csv${shape.isPacked ? '.gz' : ''}`);
  const lines = Readable.from(linesOf(shape));
  if (shape.isPacked) await pipeline(lines, createGzip({ level: 1 }), createWriteStream(path));
  else await pipeline(lines, createWriteStream(path));
  return path;
}

function* linesOf({ name, rows, header, row }: Shape): Generator<string> {
  const random = randomStream(0, name);
  let lines = `${header.join(',')}\n`;
  for (let i = 0; i < rows; i++) {
    lines += `${row(random, i).join(',')}\n`;
    if (lines.length < 2 ** 18) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

function plain(name: string, rows: number, columns: number): Shape {
  return {
    name,
    rows,
    header: [...numbered(columns), 'y'],
    row: (random) =>
      withLabel(
        random,
        times(columns, () => number(random)),
      ),
  };
}

function withLabel(random: Random, cells: readonly (string | number)[]) {
  return [...cells, label(random, cells[0] ?? 0)];
}
