import type { CellValue } from '../../explain/cell-value.js';

/** A cell as text. */
export function cellText(value: CellValue): string {
  if (value === null) return '(missing)';
  if (typeof value === 'number') return String(Number(value.toPrecision(7)));
  return typeof value === 'string' ? value : value.join(', ');
}
