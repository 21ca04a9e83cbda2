import type { ColumnProfile } from './column-profile.js';
import { writtenNumbers } from './number-reader.js';
import type { ReadCell } from './read-cell.js';
import type { NumericParser } from './schema.js';

/** A share of more is none of a whole. */
const MOST = 2;

/** Whether percents stand beside fractions: most numbers without a sign are no more than 1, and none is much more. */
export function areShares(cells: readonly ReadCell[]): boolean {
  let [fractions, shares, others] = [0, 0, 0];
  for (const { cell, rows, written } of cells) {
    if (!written || written.percent || written.unit !== '') continue;
    const size = Math.abs(written.read(cell));
    if (size > MOST) return false;
    if (size <= 1) shares += rows;
    else others += rows;
    if (written.decimals && size <= 1) fractions++;
  }
  return fractions > 0 && shares > others;
}

/** What may be meant otherwise by numbers without a sign beside percents. */
export function doubtShares(
  { name, counts, plain }: ColumnProfile,
  { percent, shares, decimal }: NumericParser,
): string | undefined {
  if (!percent || plain) return undefined;
  const read = writtenNumbers(decimal);
  const isOdd = (cell: string) => {
    const written = read(cell);
    if (!written || written.percent || written.unit !== '') return false;
    const size = Math.abs(written.read(cell));
    return shares ? size > 1 : written.decimals && size < 1 && size > 0;
  };
  const odd = counts.cells.find(isOdd);
  if (odd === undefined) return undefined;
  const is = shares
    ? 'is read as a share of 1, as most numbers without a percent sign'
    : 'is read as that many percent, as other numbers without a sign';
  return `column "${name}": ${odd} ${is}; write all in one way if it is meant otherwise`;
}
