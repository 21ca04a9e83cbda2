import type { ColumnProfile } from './column-profile.js';
import type { NumberEvidence } from './number-evidence.js';
import { writtenNumbers } from './number-reader.js';

/** What may be meant otherwise by numbers without a sign beside percents. */
export function doubtShares(
  { name, counts }: ColumnProfile,
  { parser, units }: NumberEvidence,
): string | undefined {
  const { percent, shares, decimal } = parser;
  if (!percent || !units.has('%') || !units.has('')) return undefined;
  const read = writtenNumbers(decimal);
  const isOdd = (cell: string) => {
    const written = read(cell);
    if (!written || written.percent || written.unit !== '' || written.currency !== '') return false;
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
