import { formatNumber } from '../../util/format-number.js';

/** A number for people; a dash for none. */
export function numberText(value: number | null | undefined): string {
  return value == null || !Number.isFinite(value) ? '–' : formatNumber(value);
}

/** A cell of a CSV file, where it is a number with a long fraction as people read it. */
export function shortCell(cell: string): string {
  return /^-?\d+\.\d{5,}(?:e[-+]?\d+)?$/.test(cell) ? numberText(Number(cell)) : cell;
}
