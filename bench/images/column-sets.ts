import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Random, randomStream } from '../../src/util/random.js';
import { drawPart, SHAPES, type Shape } from './draw-part.js';
import { writePng } from './write-png.js';

/** A row: its picture, what is told of it beside, and what it is of. */
interface Row {
  readonly picture: string;
  readonly size: number;
  readonly takenAt: string;
  readonly label: string;
}

const SPLITS = [
  ['train', 2000],
  ['test', 1000],
] as const;
const SIDE = 24;

/** What is known of a thing beside its picture: metres, and the hour and month in which it is seen most. */
const THINGS: Readonly<Record<string, readonly [size: number, hour: number, month: number]>> = {
  airplane: [40, 12, 7],
  automobile: [4.5, 15, 6],
  bird: [0.25, 7, 4],
  cat: [0.45, 20, 9],
  deer: [1.8, 6, 10],
  dog: [0.7, 17, 6],
  frog: [0.08, 22, 5],
  horse: [2.4, 10, 8],
  ship: [100, 13, 7],
  truck: [9, 9, 3],
};

/** The column sets: `parts-and-columns` is drawn, `cifar-and-columns` has columns beside the pictures of `cifar`. */
export const COLUMN_SETS = ['parts-and-columns', 'cifar-and-columns'];

/** `train.csv` and `test.csv` with the columns picture, size, taken at and label; `cifar` is needed for its pictures. */
export function columnSet(name: string, cache: string, cifar: () => string): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  if (name === 'cifar-and-columns') cpSync(cifar(), making, { recursive: true });
  for (const [split, count] of SPLITS) {
    const random = randomStream(name, split);
    const rows =
      name === 'parts-and-columns'
        ? drawParts(making, split, count, random)
        : describePictures(making, split, random);
    writeFileSync(join(making, `${split}.csv`), csvOf(rows));
  }
  renameSync(making, folder);
  return folder;
}

/**
 * Parts of six kinds: three shapes, which the picture alone tells, each small or large, which only the columns tell, and not
 * surely: millimetres of a factor around 10 or 20, and large ones are made at night three times as often as by day.
 */
function drawParts(folder: string, split: string, count: number, random: Random): readonly Row[] {
  return Array.from({ length: count }, (_, place) => {
    const shape = SHAPES[random.integer(SHAPES.length)] as Shape;
    const isLarge = random.next() < 0.5;
    const picture = `${split}-${`${place}`.padStart(4, '0')}.png`;
    writeFileSync(join(folder, picture), writePng(drawPart(shape, SIDE, random), SIDE, SIDE));
    const size = (isLarge ? 20 : 10) * Math.exp(0.35 * random.normal());
    const atNight = random.next() < (isLarge ? 0.75 : 0.25);
    const takenAt = timeOf(1 + random.integer(12), (atNight ? 18 : 6) + 12 * random.next(), random);
    return { picture, size, takenAt, label: `${isLarge ? 'large' : 'small'} ${shape}` };
  });
}

/** CIFAR-10's own pictures; the size is that of the thing times a factor (its logarithm normal, 1), hours lie 3 around its own, months 2. */
function describePictures(folder: string, split: string, random: Random): readonly Row[] {
  return readdirSync(join(folder, split))
    .sort()
    .flatMap((label) => {
      const [metres, hour, month] = THINGS[label] ?? [];
      if (metres === undefined || hour === undefined || month === undefined)
        throw new Error(`nothing is known of ${label}`);
      return readdirSync(join(folder, split, label))
        .sort()
        .map((file) => {
          const size = metres * Math.exp(random.normal());
          const own = Math.round(month + 2 * random.normal());
          const takenAt = timeOf(1 + ((own + 23) % 12), hour + 3 * random.normal(), random);
          return { picture: join(split, label, file), size, takenAt, label };
        });
    });
}

/** A minute of a month of 2025, on any day. */
function timeOf(month: number, hour: number, random: Random): string {
  const minutes = Math.floor((((hour % 24) + 24) % 24) * 60);
  const parts = [month, 1 + random.integer(28), Math.floor(minutes / 60), minutes % 60];
  const [m, d, h, min] = parts.map((part) => `${part}`.padStart(2, '0'));
  return `2025-${m}-${d} ${h}:${min}`;
}

function csvOf(rows: readonly Row[]): string {
  const lines = rows.map(({ picture, size, takenAt, label }) =>
    [picture, size.toPrecision(3), takenAt, label].join(','),
  );
  return `${['picture,size,taken at,label', ...lines].join('\n')}\n`;
}
