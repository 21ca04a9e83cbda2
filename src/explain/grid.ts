import { type Column, type ColumnCodes, type ColumnNumbers, MISSING } from '../table/table.js';

/** Of numbers, the share of rows below the first and above the last point. */
const TAIL = 0.025;

/**
 * Rows whose values a column is varied over: of numbers and dates all values where they are few, else so many quantiles, lowest
 * first; of levels, texts and lists the commonest, levels in their order; then a row where it is missing, if there is one.
 */
export function gridRows(column: Column, points: number): Int32Array {
  const rows =
    'values' in column
      ? numberRows(column.values, points)
      : codeRows(column.codes, points, column.kind === 'coded');
  const missing =
    'values' in column ? column.values.findIndex(Number.isNaN) : column.codes.indexOf(MISSING);
  return Int32Array.from(missing < 0 ? rows : [...rows, missing]);
}

function numberRows(values: ColumnNumbers, points: number): number[] {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row]));
  rows.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  const distinct = rows.filter((row, i) => values[row] !== values[rows[i - 1] ?? -1]);
  if (distinct.length <= points) return distinct;
  const last = rows.length - 1;
  const chosen = Array.from({ length: points }, (_, point) => {
    const share = TAIL + ((1 - 2 * TAIL) * point) / Math.max(1, points - 1);
    return rows[Math.round(share * last)] as number;
  });
  return chosen.filter((row, i) => values[row] !== values[chosen[i - 1] ?? -1]);
}

/** Texts and lists that stand once say nothing of others. */
function codeRows(codes: ColumnCodes, points: number, isLevels: boolean): number[] {
  const first = new Map<number, number>();
  const counts = new Map<number, number>();
  for (const [row, code] of codes.entries()) {
    if (code < 0) continue;
    if (!first.has(code)) first.set(code, row);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const common = [...counts]
    .filter(([, count]) => isLevels || count > 1)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, points)
    .map(([code]) => code);
  const ordered = isLevels ? common.sort((a, b) => a - b) : common;
  return ordered.map((code) => first.get(code) as number);
}
