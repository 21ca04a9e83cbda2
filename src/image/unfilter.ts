import { damagedPicture } from './bad-picture.js';

/**
 * Undoes the filter of a row of a PNG in place (section 9). Both rows begin with the number of the filter; the row above is
 * zeros for the first one.
 */
export function unfilter(row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  const filter = row[0] ?? 0;
  const start = 1 + pixelBytes;
  const at = (bytes: Uint8Array, place: number) => bytes[place] ?? 0;
  if (filter === 1) {
    for (let i = start; i < row.length; i++) row[i] = at(row, i) + at(row, i - pixelBytes);
  } else if (filter === 2) {
    for (let i = 1; i < row.length; i++) row[i] = at(row, i) + at(above, i);
  } else if (filter === 3) {
    for (let i = 1; i < row.length; i++) {
      const left = i < start ? 0 : at(row, i - pixelBytes);
      row[i] = at(row, i) + ((left + at(above, i)) >> 1);
    }
  } else if (filter === 4) {
    for (let i = 1; i < Math.min(start, row.length); i++) row[i] = at(row, i) + at(above, i);
    for (let i = start; i < row.length; i++) {
      const corner = at(above, i - pixelBytes);
      row[i] = at(row, i) + paeth(at(row, i - pixelBytes), at(above, i), corner);
    }
  } else if (filter > 4) {
    throw damagedPicture(`a row has filter ${filter}`);
  }
}

/** Whichever of the neighbours is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
