import { presentValues } from './cell-values.js';
import { type ColumnProfile, plainUnder } from './column-profile.js';
import { isRange } from './lone-part.js';
import type { ColumnSchema } from './schema.js';

/** The column with the range of its finite numbers, where it has some. */
export function withRange(column: ColumnSchema, profile: ColumnProfile): ColumnSchema {
  if (column.parser?.kind !== 'numeric') return column;
  const plain = plainUnder(profile, column.parser);
  if (plain) {
    const { low, high, whole: isWhole } = plain;
    return low > high ? column : { ...column, range: { low, high, isWhole } };
  }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [isWhole, areHalves] = [true, true];
  for (const value of presentValues(profile, column.parser)) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    isWhole &&= Number.isInteger(value);
    areHalves &&= Number.isInteger(2 * value);
  }
  const ofRanges = isRange(column.parser.form) ? { areHalves } : {};
  return low > high ? column : { ...column, range: { low, high, isWhole, ...ofRanges } };
}
