import { pictureBytes, pictureCount, SIZES } from '../table/image-column.js';
import type { ImageColumn, Table } from '../table/table.js';
import { firstAlike } from '../util/first-alike.js';
import { mapInSteps, type Steps } from '../util/steps.js';

/** A picture that more than this share of the rows has stands for none, as a grey square does. */
const STAND_IN_SHARE = 0.1;
const FEW_ROWS = 10;

/** Links between rows that show the same picture, pixel for pixel, whatever its file is called. */
export interface SharedPictures {
  /** For each row an earlier one with the same picture, or itself; an array for each picture that a row may have. */
  readonly links: readonly Int32Array[];
  /** What the user should know. */
  readonly notes: readonly string[];
}

/** Rows with the same picture, of which one would show the other's answer. */
export function* sharedPictures({ rows, columns }: Table): Steps<SharedPictures> {
  const images = columns.filter((column) => column.kind === 'image');
  const found = yield* mapInSteps(images, (column) => linksOf(column, rows));
  return {
    links: found.flatMap(({ links }) => links),
    notes: found.flatMap(({ notes }) => notes),
  };
}

function linksOf(column: ImageColumn, rows: number): SharedPictures {
  const { codes, offsets, own, name } = column;
  const firsts = firstLikes(column);
  const pictureAt = (row: number, k: number) => {
    const code = codes[row] ?? -1;
    const place = code < 0 ? -1 : (offsets[code] ?? 0) + k;
    return place < 0 || place >= (offsets[code + 1] ?? 0) ? -1 : (firsts[own[place] ?? 0] ?? 0);
  };
  const most = offsets.reduce((all, to, i) => Math.max(all, to - (offsets[i - 1] ?? 0)), 0);
  const rowsOf = new Int32Array(firsts.length);
  const all = Array.from({ length: most }, (_, k) => k);
  // A row may have a picture twice.
  const lastRow = new Int32Array(firsts.length).fill(-1);
  for (let row = 0; row < rows; row++) {
    for (const k of all) {
      const picture = pictureAt(row, k);
      if (picture < 0 || lastRow[picture] === row) continue;
      lastRow[picture] = row;
      rowsOf[picture] = (rowsOf[picture] ?? 0) + 1;
    }
  }
  const bound = Math.max(FEW_ROWS, STAND_IN_SHARE * rows);
  const firstRow = new Int32Array(firsts.length).fill(-1);
  const links = all.map((k) =>
    Int32Array.from({ length: rows }, (_, row) => {
      const picture = pictureAt(row, k);
      if (picture < 0 || (rowsOf[picture] ?? 0) > bound) return row;
      if ((firstRow[picture] ?? -1) < 0) firstRow[picture] = row;
      return firstRow[picture] ?? row;
    }),
  );
  const notes = [...rowsOf.filter((count) => count > bound)].map(
    (count) =>
      `${count} rows have the same picture in ${name}: it may stand for none, and they may fall in different folds`,
  );
  return { links, notes };
}

/** For each picture the first one with the same pixels and the same size. */
function firstLikes(column: ImageColumn): Int32Array {
  const { pixels, side, sizes } = column;
  const isSameSize = (a: number, b: number) =>
    [0, 1].every((k) => sizes[a * SIZES + k] === sizes[b * SIZES + k]);
  return firstAlike(pixels, pictureBytes(side), pictureCount(column), isSameSize);
}
