import type { Backbone } from '../image/backbone.js';
import { pictureFault } from '../image/bad-picture.js';
import { MOST_SIDE } from '../image/shrunk-pictures.js';
import {
  faultText,
  isPicturePath,
  isWrittenPicture,
  type PictureSource,
  picturesAt,
} from '../table/picture-cells.js';
import { codedCells } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { isMissing } from './missing-tokens.js';
import type { ToldKind } from './schema.js';
import { toldName } from './told-name.js';

/** What opening some of the pictures that a column seems to have showed. */
export interface PictureFinding {
  readonly tried: number;
  readonly opened: number;
  /** The side of the squares that they are averaged to, in pixels. */
  readonly side: number;
  /** Whether cells have several. */
  readonly several: boolean;
  /** Whether cells hold pictures themselves, not paths. */
  readonly isWritten: boolean;
  /** One that could not be opened, and why. @default all could */
  readonly fault?: string | undefined;
  /** What makes numbers of them, as it was handed in. @default nothing */
  readonly backbone?: Backbone | undefined;
}

export interface FindOptions {
  readonly types: Readonly<Record<string, ToldKind>>;
  /** Columns that are not looked at. */
  readonly without: readonly (string | undefined)[];
  /** Pictures are kept as large as it looks at. @default there is none */
  readonly backbone?: Backbone | undefined;
}

/** Different cells that show what a column holds, and pictures that are opened. */
const MOST_CELLS = 200;
const MOST_OPENED = 20;
/** The share of cells that are written as pictures. */
const NEARLY_ALL = 0.9;
/** Of few rows texts come as numbers do; of more rows such a column is nearly all of numbers. */
const MOST_NUMBERS = 5000;
const LEAST_SIDE = 16;

/** Columns whose cells are written as paths of pictures or as pictures, or that are told to be, with what opening some showed. */
export async function findPictures(
  { columns }: RawTable,
  { types, without, backbone }: FindOptions,
  source: PictureSource,
): Promise<ReadonlyMap<string, PictureFinding>> {
  const found = new Map<string, PictureFinding>();
  const names = columns.map(({ name }) => name);
  const meant = (told: string) => toldName(told, names);
  const left = new Set(without.map((own) => own && meant(own)));
  const kinds = new Map(Object.entries(types).map(([own, kind]) => [meant(own), kind]));
  for (const column of columns) {
    if (left.has(column.name)) continue;
    const told = kinds.get(column.name);
    if (told !== undefined && told !== 'image') continue;
    const cells = await pictureCells(column, told === 'image', source);
    if (cells) found.set(column.name, await look(cells, source.bytesOf, backbone));
  }
  return found;
}

/** Some cells of a column, evenly from first to last, as pictures; undefined where they are something else. */
async function pictureCells(
  column: RawColumn,
  isTold: boolean,
  source: PictureSource,
): Promise<readonly string[][] | undefined> {
  if (column.kind === 'numbers' && column.numbers.length > MOST_NUMBERS && !isTold)
    return undefined;
  const { values } = codedCells(column);
  const filled = evenly(values, MOST_CELLS).filter((value) => !isMissing(value.trim()));
  const cells: string[][] = [];
  for (const cell of filled) cells.push(await picturesAt(cell, source));
  const are = cells.filter((own) => own.length > 0 && own.every(isPicture)).length;
  return isTold || (are > 0 && are >= NEARLY_ALL * cells.length) ? cells : undefined;
}

function isPicture(written: string): boolean {
  return isPicturePath(written) || isWrittenPicture(written);
}

async function look(
  cells: readonly (readonly string[])[],
  bytesOf: PictureSource['bytesOf'],
  backbone: Backbone | undefined,
): Promise<PictureFinding> {
  const { pictureHeader } = await import('../image/picture-header.js');
  const tried = evenly(cells.flat(), MOST_OPENED);
  const [widths, heights]: [number[], number[]] = [[], []];
  let fault: string | undefined;
  for (const picture of tried) {
    try {
      const { width, height } = pictureHeader(await bytesOf(picture));
      widths.push(width);
      heights.push(height);
    } catch (thrown) {
      fault ??= faultText({ picture, reason: pictureFault(thrown) });
    }
  }
  return {
    tried: tried.length,
    opened: widths.length,
    side: sideOf(widths, heights, Math.max(MOST_SIDE, backbone?.side ?? 0)),
    several: cells.some((own) => own.length > 1),
    isWritten: tried.every(isWrittenPicture),
    ...(fault !== undefined && { fault }),
    ...(backbone && { backbone }),
  };
}

/** The smaller of the median width and height, within bounds; the largest where none is known. */
function sideOf(widths: readonly number[], heights: readonly number[], most: number): number {
  const side = Math.min(medianOf(widths), medianOf(heights));
  return Math.max(LEAST_SIDE, Math.min(most, side));
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.POSITIVE_INFINITY;
}

function evenly<T>(values: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, values.length / most);
  return values.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}
