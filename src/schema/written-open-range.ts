import type { DecimalMark } from './schema.js';
import { type Side, type WrittenNumber, written } from './written-number.js';
import { writtenQuantity } from './written-quantity.js';

const MARK_AHEAD = /^[-–—−]\s?(?=[^-–—−])/;
const MARK_BEHIND = /\s?[-–—−]$/;

/** A range with one end, as a bound: `65-` is 65 or more, `-18` no more than 18; a sign is none among ranges that begin at 0 or above. */
export function writtenOpenRange(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  const ahead = MARK_AHEAD.exec(cell)?.[0].length ?? 0;
  const behind = MARK_BEHIND.exec(cell)?.[0].length ?? 0;
  if (ahead > 0 === behind > 0) return undefined;
  const end = cell.length - behind;
  const own = writtenQuantity(cell.slice(ahead, end), decimal);
  if (!own || own.bound || own.accounting || own.trailingMinus) return undefined;
  const side: Side = ahead > 0 ? -1 : 1;
  return written((one, ...by) => own.read(one.slice(ahead, one.length - behind), ...by), {
    ...own,
    bound: true,
    side,
  });
}
