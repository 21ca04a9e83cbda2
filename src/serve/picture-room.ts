import { missingIn } from '../schema/filled-cells.js';
import type { ColumnSchema } from '../schema/schema.js';
import { picturesIn } from '../table/picture-cells.js';
import { countOf } from '../util/count-of.js';
import { square } from '../util/elementary/square.js';
import { MOST_PIXELS } from './picture-limit.js';
import type { RowFault } from './row-cells.js';

const MOST_OF_A_CELL = 1000;

/** Tells which rows have more pictures than there is memory for, before any is taken: a picture of few bytes takes a whole square. */
export interface PictureRoom {
  /** The fault of a row one of whose cells has too many. */
  crowded(cells: readonly string[]): RowFault | undefined;
  /** The fault of a row that has no room beside those before it; copies share theirs. */
  full(cells: readonly string[]): RowFault | undefined;
}

export function pictureRoom(columns: readonly ColumnSchema[], most = MOST_PIXELS): PictureRoom {
  const images = columns.flatMap((column, place) => {
    const { name, parser } = column;
    if (parser?.kind !== 'image') return [];
    const isMissing = missingIn(column);
    const picturesOf = (cells: readonly string[]) => {
      const cell = (cells[place] ?? '').trim();
      return isMissing(cell) ? [] : picturesIn(cell);
    };
    return [{ name, picturesOf, square: square(parser.side), seen: new Set<string>() }];
  });
  let pixels = 0;
  return {
    crowded(cells) {
      for (const { name, picturesOf } of images) {
        const { length } = picturesOf(cells);
        if (length > MOST_OF_A_CELL) return fault(name, tooMany(length));
      }
      return undefined;
    },
    full(cells) {
      for (const { name, picturesOf, square, seen } of images) {
        const fresh = [...new Set(picturesOf(cells))].filter((own) => !seen.has(own));
        if (pixels + fresh.length * square > most) return fault(name, FULL);
        pixels += fresh.length * square;
        for (const own of fresh) seen.add(own);
      }
      return undefined;
    },
  };
}

const FULL = 'there are too many pictures in this row and those before it: send fewer at once';

function tooMany(count: number): string {
  return `the cell has ${countOf(count, 'picture')}, and ${countOf(MOST_OF_A_CELL, 'picture')} are read at most`;
}

function fault(column: string, message: string): RowFault {
  return { kind: 'fault', column, message };
}
