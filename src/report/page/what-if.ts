import type { FormField, FormValue } from './form-field.js';
import { shownNumber } from './form-numbers.js';

const POINTS = 60;
const LEVELS = 20;

/** Whether a curve can be drawn over a field. */
export function isVaried(field: FormField): boolean {
  if (field.kind === 'text' || field.kind === 'picture') return false;
  return field.kind === 'level' || field.range !== undefined;
}

/** The values that a curve asks for: over the seen range, and as far as the one that stands there; of levels the first ones. */
export function variedValues(field: FormField, own: FormValue): readonly FormValue[] {
  if (field.kind === 'text' || field.kind === 'picture') return [];
  if (field.kind === 'level') {
    const codes = field.levels.map(({ code }) => code);
    const first = codes.slice(0, LEVELS);
    return typeof own !== 'number' || first.includes(own) ? first : [...first, own];
  }
  if (!field.range) return [];
  const stands = shownNumber(own);
  const here = Number.isNaN(stands) ? [] : [stands];
  const low = Math.min(field.range.low, ...here);
  const high = Math.max(field.range.high, ...here);
  const even = Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
  const values = [...new Set([...even, ...here])].sort((a, b) => a - b);
  return values.map((value) => (value === stands ? own : value));
}
