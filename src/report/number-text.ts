import { formatNumber } from '../util/format-number.js';

/** A number in a table: counts whole, others with about four digits. */
export function numberText(value: number): string {
  const isCount = Number.isInteger(value) && Math.abs(value) < 1e15;
  return isCount ? value.toLocaleString('en-US') : formatNumber(value);
}
