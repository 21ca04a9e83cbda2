import { formatNumber } from '../../util/format-number.js';

/** A number for people; a dash for none. */
export function numberText(value: number | null | undefined): string {
  return value == null || !Number.isFinite(value) ? '–' : formatNumber(value);
}
