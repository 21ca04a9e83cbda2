import { currencyCode } from './currencies.js';
import type { DecimalMark } from './schema.js';
import { isSameSize, unitKey } from './units.js';
import { type ReadNumber, type WrittenNumber, written } from './written-number.js';
import { middleOf } from './written-pair.js';
import { writtenQuantity } from './written-quantity.js';

const BETWEEN = /\s?[-–—−]\s?|\s(?:to|bis|and)\s|\s?\.\.\.?\s?/g;

/** A range by its ends, and its middle: `10-19`, `$37K - $66K`, `5 to 10 kg`; NaN where its end is below its start. */
export function writtenRange(cell: string, decimal: DecimalMark): WrittenNumber | undefined {
  for (const match of cell.matchAll(BETWEEN)) {
    if (match.index === 0) continue;
    const end = match.index + match[0].length;
    const low = writtenQuantity(cell.slice(0, match.index), decimal);
    const high = low && writtenQuantity(cell.slice(end), decimal);
    if (!low || !high || low.bound || high.bound) continue;
    const form = inCommon(low, high);
    if (form) return rangeOf(low.read, high.read, [match.index, end], form);
  }
  return undefined;
}

/** What stands on either side of the first mark of a range; the whole cell where there is none. */
export function endsOfRange(cell: string): readonly string[] {
  return cell.split(BETWEEN).filter((end) => end.trim() !== '');
}

function rangeOf(
  low: ReadNumber,
  high: ReadNumber,
  [start, end]: readonly [number, number],
  form: Partial<WrittenNumber>,
): WrittenNumber {
  const from: ReadNumber = (cell, ...by) => low(cell.slice(0, start), ...by);
  const to: ReadNumber = (cell, ...by) => high(cell.slice(end), ...by);
  const middle = middleOf(from, to);
  const read: ReadNumber = (cell, ...by) =>
    from(cell) <= to(cell) ? middle(cell, ...by) : Number.NaN;
  return written(read, { ...form, loose: true, ends: [from, to] });
}

/** A currency, a unit or a percent may be written once, else they must be the same. */
function inCommon(low: WrittenNumber, high: WrittenNumber): Partial<WrittenNumber> | undefined {
  const [currency, unit] = [low.currency || high.currency, low.unit || high.unit];
  const isCurrency =
    !low.currency || !high.currency || currencyCode(low.currency) === currencyCode(high.currency);
  const isUnit =
    !low.unit ||
    !high.unit ||
    (unitKey(low.unit) === unitKey(high.unit) && isSameSize(low.unit, high.unit));
  // In 1 kg - 5 the 5 has a unit too, but 3% - 5 is no range.
  if (!isCurrency || !isUnit || (low.percent && !high.percent)) return undefined;
  const percent = high.percent;
  const thousands = low.thousands || high.thousands;
  const mayBeUnit = unit === '' && high.mayBeUnit && (low.mayBeUnit || low.currency === '');
  const decimals = low.decimals || high.decimals;
  return { currency, mayBeUnit, unit, percent, thousands, decimals };
}
