import type { LooseForm, NumberPart } from './schema.js';

/**
 * What one number alone is of two: both ends of a range, and the first of a pair; of a point nobody knows which it is, and
 * of bounds it is none.
 */
export function partOfLone(form: LooseForm | undefined, part: NumberPart, value: number): number {
  if (part === 'bound') return Number.isNaN(value) ? value : 0;
  return isRange(form) || part === 'first' ? value : Number.NaN;
}

/** Whether cells in this form are ranges. */
export function isRange(form: LooseForm | undefined): boolean {
  return form === 'range' || form === 'open-range';
}
